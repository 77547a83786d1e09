// Points in two dimensions, some marked, and boxes. All points of a kind are one path of dots: small files.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "charts/axes.hpp"
#include "charts/draw.hpp"
#include "charts/marks.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

Extent extent_of(const Axis& axis, const std::vector<double>& values) {
  Extent extent;
  for (const double value : values) {
    if (axis.scale != Scale::logarithmic || value > 0) extent.add(value);
  }
  return extent;
}

bool marked(const ScatterChart& chart, std::size_t i) {
  return i < chart.marked.size() && chart.marked[i];
}

void draw_points(Canvas& canvas, const ScatterChart& chart, const std::vector<Point>& points, const Key& key) {
  PathData path;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (marked(chart, i) == (key.series == 0) && !std::isnan(points[i].x)) path.dot(points[i]);
  }
  if (path.empty()) return;
  const double crowd = points.size() > 500 ? 0.35 : 0.5;
  canvas.element("path", {{"class", series_class(key.series)},
                          {"d", path.text()},
                          {"fill", "none"},
                          {"stroke", key.colour},
                          {"stroke-width", px(crowd * canvas.font())},
                          {"stroke-linecap", key.series == 0 ? "square" : "round"},
                          {"stroke-opacity", key.series == 0 ? "0.85" : "0.6"}});
}

/// Outlines of the boxes, each with its number in a corner where there are several.
void draw_boxes(Canvas& canvas, const ScatterChart& chart, const AxisScale& x, const AxisScale& y, const Plot& plot) {
  const double font = canvas.font();
  for (std::size_t b = 0; b < chart.boxes.size(); ++b) {
    const ScatterChart::Box& box = chart.boxes[b];
    const Plot inside{
        std::clamp(x.at(box.x_low), plot.left, plot.right), std::clamp(y.at(box.y_high), plot.top, plot.bottom),
        std::clamp(x.at(box.x_high), plot.left, plot.right), std::clamp(y.at(box.y_low), plot.top, plot.bottom)};
    PathData outline;
    outline.box({inside.left, inside.top}, inside.width(), inside.height());
    canvas.element("path",
                   {{"d", outline.text()},
                    {"fill", canvas.colour(Ink::text)},
                    {"fill-opacity", "0.05"},
                    {"class", series_class(b + 2)},
                    {"stroke", canvas.colour(Ink::text)},
                    {"stroke-width", px(0.1 * font)},
                    {"stroke-dasharray", px(0.5 * font) + ' ' + px(0.25 * font)}},
                   box.label);
    if (chart.boxes.size() < 2) continue;
    canvas.text_with_halo({inside.left + 0.3 * font, inside.top + 1.1 * font}, std::to_string(b + 1), 3 * font);
  }
}

/// Marked, unmarked, and the boxes; the boxes' labels stand here because points lie where they are.
std::vector<Key> keys_of(const Canvas& canvas, const ScatterChart& chart) {
  const bool grey = canvas.style().grey;
  std::vector<Key> keys = {
      {chart.marked_name, 0, Swatch::marker, series_colour(canvas.style(), grey ? 0 : 1), "", 1},
      {chart.unmarked_name, 1, Swatch::marker, series_colour(canvas.style(), grey ? 4 : 0), "", 0}};
  for (std::size_t b = 0; b < chart.boxes.size(); ++b) {
    const std::string number = chart.boxes.size() > 1 ? std::to_string(b + 1) : "";
    keys.push_back({chart.boxes[b].label, b + 2, Swatch::box, number});
  }
  return keys;
}

}  // namespace

double draw(Canvas& canvas, const ScatterChart& chart) {
  const double font = canvas.font(), width = canvas.style().width;
  const std::vector<Key> all = keys_of(canvas, chart);
  std::vector<Key> legend;
  for (const Key& key : all) {
    if (!key.name.empty()) legend.push_back(key);
  }
  draw_legend(canvas, {0, 0}, width, legend);
  const double height = std::max(10 * font, 0.62 * width);
  AxisScale y(chart.y, extent_of(chart.y, chart.ys), std::clamp(static_cast<int>(height / (2 * font)), 2, 7),
              Ends::round);
  Plot plot{left_axis_width(canvas, y), legend_height(canvas, legend, width), width - 0.8 * font, 0};
  canvas.text_within({0, plot.top + 1.2 * font}, y.title(), width);
  plot.top += y.title().empty() ? 0.5 * font : 2.1 * font;
  plot.bottom = plot.top + height;
  const AxisScale x =
      horizontal_scale(chart.x, extent_of(chart.x, chart.xs), Ends::round, {plot.left, plot.right}, font);
  y.place(plot.bottom, plot.top);
  draw_vertical_grid(canvas, x, plot);
  draw_left_axis(canvas, y, plot);
  std::vector<Point> points;
  std::vector<double> places;
  for (std::size_t i = 0; i < chart.xs.size(); ++i) {
    const bool shown = x.shows(chart.xs[i]) && y.shows(value_at(chart.ys, i));
    points.push_back(shown ? Point{x.at(chart.xs[i]), y.at(chart.ys[i])} : Point{std::nan(""), std::nan("")});
    places.insert(places.end(), {shown ? points[i].x : -1e4, shown ? points[i].y : -1e4});
  }
  draw_points(canvas, chart, points, all[1]);
  draw_points(canvas, chart, points, all[0]);
  draw_boxes(canvas, chart, x, y, plot);
  if (std::all_of(points.begin(), points.end(), [](Point p) { return std::isnan(p.x); })) draw_no_values(canvas, plot);
  draw_bottom_axis(canvas, x, plot);
  mark_places(canvas, "xy", plot, places);
  return plot.bottom + bottom_axis_height(canvas, x);
}

}  // namespace millwright::charts
