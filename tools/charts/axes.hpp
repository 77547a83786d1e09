#pragma once
// Axes with ticks, labels and grid lines, around a plot.

#include <vector>

#include "charts/canvas.hpp"
#include "charts/scale.hpp"

namespace millwright::charts {

/// [px] The part of a figure in which values are drawn.
struct Plot {
  double left = 0, top = 0, right = 0, bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
};

/// [px] The room that labels and title take below a plot.
double bottom_axis_height(const Canvas& canvas, const AxisScale& scale);

/// [px] The room that labels take left of a plot.
double left_axis_width(const Canvas& canvas, const AxisScale& scale);

/// Vertical grid lines at the ticks.
void draw_vertical_grid(Canvas& canvas, const AxisScale& scale, const Plot& plot);

/// The line below the plot with ticks, labels and title.
void draw_bottom_axis(Canvas& canvas, const AxisScale& scale, const Plot& plot);

/// Labels left of the plot and horizontal grid lines; the line at zero is darker.
void draw_left_axis(Canvas& canvas, const AxisScale& scale, const Plot& plot);

/// "No values" in the middle of a plot that has none.
void draw_no_values(Canvas& canvas, const Plot& plot);

/// What the script of a page reads: where which row of the data table lies. `along` is "x", "y", "xy" or "grid".
void mark_places(Canvas& canvas, const char* along, const Plot& plot, const std::vector<double>& places);

}  // namespace millwright::charts
