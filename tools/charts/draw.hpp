#pragma once
// One function per kind of chart, each in its own file: draws it in the canvas from the top and gives the height it
// took.

#include <vector>

#include "charts/canvas.hpp"

namespace millwright::charts {

double draw(Canvas& canvas, const PanelChart& chart);
double draw(Canvas& canvas, const IntervalChart& chart);
double draw(Canvas& canvas, const HeatMap& chart);
double draw(Canvas& canvas, const ScatterChart& chart);
double draw(Canvas& canvas, const NetworkChart& chart);

/// The value at `index`, NaN where there is none: a chart with too few values is drawn with gaps.
double value_at(const std::vector<double>& values, std::size_t index);

}  // namespace millwright::charts
