#pragma once
// The names of a map's rows and columns: all of them where there is room, otherwise every second, third, ... one.

#include <string>
#include <vector>

#include "charts/axes.hpp"

namespace millwright::charts {

/// [px] The width of the widest name.
double widest_name(const std::vector<std::string>& names, double font_size);

/// Every how manieth of `names` is written where a name takes `length` px and a cell has `cell` px: whole years of
/// months and quarters, otherwise a round number.
std::size_t name_step(const std::vector<std::string>& names, double length, double cell);

/// Left of the plot.
void draw_row_names(Canvas& canvas, const HeatMap& map, const Plot& plot);

/// Below the plot, with the title: in a line, in several lines, or upright. Gives the height they took [px].
double draw_column_names(Canvas& canvas, const HeatMap& map, const Plot& plot);

}  // namespace millwright::charts
