// Points in two dimensions, some of them marked, and boxes around parts of the plane. All points of a kind are one path
// of dots, so that thousands of them stay a small file.

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

/// The box's outline, and its label inside at the top, below those that are there already.
void draw_box(Canvas& canvas, const ScatterChart::Box& box, const Plot& inside, double label_y) {
  PathData outline;
  outline.box({inside.left, inside.top}, inside.width(), inside.height());
  const double font = canvas.font();
  canvas.element("path", {{"d", outline.text()},
                          {"fill", canvas.colour(Ink::text)},
                          {"fill-opacity", "0.06"},
                          {"stroke", canvas.colour(Ink::text)},
                          {"stroke-width", px(0.1 * font)},
                          {"stroke-dasharray", px(0.5 * font) + ' ' + px(0.25 * font)}});
  canvas.text_with_halo({inside.left + 0.4 * font, label_y}, box.label, canvas.style().width - inside.left - font);
}

void draw_boxes(Canvas& canvas, const ScatterChart& chart, const AxisScale& x, const AxisScale& y, const Plot& plot) {
  const double font = canvas.font();
  std::vector<Plot> labels;
  for (const ScatterChart::Box& box : chart.boxes) {
    const Plot inside{
        std::clamp(x.at(box.x_low), plot.left, plot.right), std::clamp(y.at(box.y_high), plot.top, plot.bottom),
        std::clamp(x.at(box.x_high), plot.left, plot.right), std::clamp(y.at(box.y_low), plot.top, plot.bottom)};
    Plot label{inside.left, inside.top, inside.left + text_width(box.label, font) + font, inside.top + 1.3 * font};
    for (const Plot& other : labels) {
      const bool beside = label.left > other.right || other.left > label.right;
      if (beside || label.top > other.bottom || other.top > label.bottom) continue;
      label = {label.left, other.bottom, label.right, other.bottom + 1.3 * font};
    }
    labels.push_back(label);
    draw_box(canvas, box, inside, label.top + 1.1 * font);
  }
}

}  // namespace

double draw(Canvas& canvas, const ScatterChart& chart) {
  const double font = canvas.font(), width = canvas.style().width;
  const std::vector<Key> all = {
      {chart.marked_name, 0, Swatch::marker, series_colour(canvas.style(), canvas.style().grey ? 0 : 1), "", 1},
      {chart.unmarked_name, 1, Swatch::marker, series_colour(canvas.style(), canvas.style().grey ? 4 : 0), "", 0}};
  std::vector<Key> legend;
  for (const Key& key : all) {
    if (!key.name.empty()) legend.push_back(key);
  }
  draw_legend(canvas, {0, 0}, width, legend);
  const double height = std::max(10 * font, 0.62 * width);
  AxisScale y(chart.y, extent_of(chart.y, chart.ys), std::clamp(static_cast<int>(height / (2.5 * font)), 2, 7),
              Ends::round);
  Plot plot{left_axis_width(canvas, y), legend_height(canvas, legend, width), width - 0.8 * font, 0};
  canvas.text_within({0, plot.top + 1.2 * font}, y.title(), width);
  plot.top += 1.9 * font;
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
