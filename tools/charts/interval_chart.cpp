// Categories on the vertical axis with an estimate and its interval for each: points, or bars that start at zero.

#include <algorithm>
#include <string>
#include <vector>

#include "charts/draw.hpp"
#include "charts/interval_marks.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

std::vector<Key> keys_of(const Canvas& canvas, const IntervalChart& chart) {
  std::vector<Key> keys;
  for (std::size_t g = 0; g < chart.groups.size(); ++g) {
    // Bars in greys of the middle, on which intervals can be seen.
    const bool grey_bars = chart.bars && canvas.style().grey;
    const std::string colour =
        grey_bars ? area_colour(canvas.style(), g + 1, chart.groups.size() + 2) : series_colour(canvas.style(), g);
    keys.push_back({chart.groups[g].name, g, chart.bars ? Swatch::area : Swatch::marker, colour, "", g});
  }
  return keys;
}

}  // namespace

double draw(Canvas& canvas, const IntervalChart& chart) {
  const double font = canvas.font(), width = canvas.style().width;
  const std::vector<Key> keys = keys_of(canvas, chart);
  const std::vector<Key> legend = keys.size() > 1 ? keys : std::vector<Key>{};
  draw_legend(canvas, {0, 0}, width, legend);
  double labels = 0;
  for (const std::string& category : chart.categories) labels = std::max(labels, text_width(category, font));
  labels = std::min(labels, 0.42 * width);
  const double groups = static_cast<double>(std::max<std::size_t>(1, keys.size()));
  const double row = font * ((groups > 1 ? 1.2 : 0.8) + 0.9 * groups);
  Plot plot{labels + 0.7 * font, legend_height(canvas, legend, width) + 0.4 * font, width - 0.8 * font, 0};
  plot.bottom = plot.top + row * static_cast<double>(std::max<std::size_t>(1, chart.categories.size()));
  const AxisScale x = horizontal_scale(chart.x, extent_of(chart), Ends::round, {plot.left, plot.right}, font);
  draw_vertical_grid(canvas, x, plot);
  if (x.base() > x.low() || x.low() == 0) {
    canvas.line({x.at(x.base()), plot.top}, {x.at(x.base()), plot.bottom}, Ink::faint, 0.08 * font);
  }
  std::vector<double> places;
  for (std::size_t c = 0; c < chart.categories.size(); ++c) {
    places.push_back(plot.top + (static_cast<double>(c) + 0.5) * row);
    canvas.text_within({plot.left - 0.7 * font, places[c] + 0.35 * font}, chart.categories[c], labels + 0.1,
                       Anchor::end);
  }
  for (const Key& key : keys) {
    canvas.open("g", {{"class", series_class(key.series)}});
    const double offset = 0.9 * font * (static_cast<double>(key.series) - (groups - 1) / 2);
    for (std::size_t c = 0; c < places.size(); ++c) {
      draw_estimate(canvas, chart, x, key, c, places[c] + offset);
    }
    canvas.close("g");
  }
  if (extent_of(chart).empty()) draw_no_values(canvas, plot);
  draw_bottom_axis(canvas, x, plot);
  mark_places(canvas, "y", plot, places);
  return plot.bottom + bottom_axis_height(canvas, x);
}

}  // namespace millwright::charts
