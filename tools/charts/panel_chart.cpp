// Panels above each other on one x axis, with rules through all of them.

#include <algorithm>
#include <cmath>
#include <vector>

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

/// Title and legend of a panel from `top` [px] down; gives where its plot can start.
double draw_heading(Canvas& canvas, const AxisScale& y, const std::vector<Key>& keys, double top) {
  const double font = canvas.font(), width = canvas.style().width;
  canvas.text_within({0, top + 1.2 * font}, y.title(), width);
  top += y.title().empty() ? 0.5 * font : 2.1 * font;
  if (keys.empty()) return top;
  draw_legend(canvas, {0, top - 0.3 * font}, width, keys);
  return top + legend_height(canvas, keys, width);
}

void draw_plot(Canvas& canvas, const Panel& panel, const std::vector<Look>& looks, const AxisScale& y,
               const std::vector<double>& xs, const Plot& plot) {
  draw_left_axis(canvas, y, plot);
  draw_curves(canvas, panel, looks, xs, y);
  if (extent_of(panel).empty()) draw_no_values(canvas, plot);
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

  const std::vector<PlacedRule> rules = place_rules(canvas, chart.rules, x);
  const bool one_legend = same_names(chart);
  std::vector<Key> keys;
  if (one_legend && !chart.panels.empty()) keys = keys_of(chart.panels[0], looks_of(canvas, chart, chart.panels[0]), 2);
  draw_legend(canvas, {0, 0}, width, keys);
  double top = legend_height(canvas, keys, width), first_top = 0;
  for (std::size_t p = 0; p < chart.panels.size(); ++p) {
    const Panel& panel = chart.panels[p];
    const std::vector<Look> looks = looks_of(canvas, chart, panel);
    top = draw_heading(canvas, ys[p], one_legend ? std::vector<Key>{} : keys_of(panel, looks, 1), top);
    if (p == 0) first_top = top += rules_height(canvas, rules);
    plot.top = top;
    plot.bottom = top + panel.height * unit_height;
    ys[p].place(plot.bottom, plot.top);
    draw_vertical_grid(canvas, x, plot);
    draw_plot(canvas, panel, looks, ys[p], xs, plot);
    draw_rule_lines(canvas, rules, plot, p == 0 ? Labels::above : Labels::none);
    top = plot.bottom + 0.8 * font;
  }
  draw_rule_labels(canvas, rules, first_top);
  draw_bottom_axis(canvas, x, plot);
  plot.top = first_top;
  mark_places(canvas, "x", plot, xs);
  return plot.bottom + bottom_axis_height(canvas, x);
}

}  // namespace millwright::charts
