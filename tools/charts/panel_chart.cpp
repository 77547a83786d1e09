// Panels above each other on one x axis, with rules through all of them.

#include "charts/draw.hpp"
#include "charts/looks.hpp"
#include "charts/rules.hpp"

namespace millwright::charts {
namespace {

std::vector<AxisScale> y_scales(const PanelChart& chart, double unit_height, double font) {
  std::vector<AxisScale> scales;
  for (const Panel& panel : chart.panels) {
    const double height = panel.height * unit_height;
    const int ticks = std::clamp(static_cast<int>(height / (2 * font)), 2, 6);
    scales.emplace_back(panel.y, extent_of(panel), ticks, Ends::round);
  }
  return scales;
}

}  // namespace

double draw(Canvas& canvas, const PanelChart& chart) {
  const double font = canvas.font(), width = canvas.style().width;
  const double unit_height = std::max(8 * font, width * (chart.panels.size() > 1 ? 0.3 : 0.5));
  std::vector<AxisScale> ys = y_scales(chart, unit_height, font);
  Plot plot{0, 0, width - 0.8 * font, 0};
  for (const AxisScale& y : ys) plot.left = std::max(plot.left, left_axis_width(canvas, y));
  Extent extent;
  extent.add(chart.xs);
  const AxisScale x =
      horizontal_scale(chart.x, extent, Ends::exact, {plot.left, plot.right}, font, most_ticks(chart.xs));
  std::vector<double> xs;
  for (const double value : chart.xs) xs.push_back(x.shows(value) ? x.at(value) : std::nan(""));

  const bool shared = same_names(chart);
  std::vector<Key> keys;
  if (shared && !chart.panels.empty()) {
    keys = keys_of(chart.panels[0], looks_of(canvas, chart, chart.panels[0]), 2);
    draw_legend(canvas, {0, 0}, width, keys);
  }
  double top = legend_height(canvas, keys, width);
  const std::vector<PlacedRule> rules = place_rules(canvas, chart.rules, x);
  const double labels = rules_height(canvas, rules);
  double first_top = 0;
  for (std::size_t p = 0; p < chart.panels.size(); ++p) {
    const Panel& panel = chart.panels[p];
    const std::vector<Look> looks = looks_of(canvas, chart, panel);
    canvas.text_within({0, top + 1.2 * font}, ys[p].title(), width);
    top += ys[p].title().empty() ? 0.5 * font : 2.1 * font;
    if (!shared) {
      keys = keys_of(panel, looks, 1);
      draw_legend(canvas, {0, top - 0.3 * font}, width, keys);
      top += legend_height(canvas, keys, width);
    }
    if (p == 0) first_top = top += labels;
    plot.top = top;
    plot.bottom = top += panel.height * unit_height;
    ys[p].place(plot.bottom, plot.top);
    draw_vertical_grid(canvas, x, plot);
    draw_left_axis(canvas, ys[p], plot);
    draw_curves(canvas, panel, looks, xs, ys[p]);
    draw_rule_lines(canvas, rules, plot, p == 0 ? Labels::above : Labels::none);
    if (p == 0) draw_rule_labels(canvas, rules, plot.top);
    if (extent_of(panel).empty()) draw_no_values(canvas, plot);
    top += 0.8 * font;
  }
  draw_bottom_axis(canvas, x, plot);
  plot.top = first_top;
  mark_places(canvas, "x", plot, xs);
  return plot.bottom + bottom_axis_height(canvas, x);
}

}  // namespace millwright::charts
