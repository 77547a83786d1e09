// Panels above each other on one x axis, with rules through all of them.

#include "charts/curves.hpp"
#include "charts/draw.hpp"
#include "charts/rules.hpp"

namespace millwright::charts {
namespace {

/// The names of a panel's curves decide whether panels share a legend.
bool same_names(const PanelChart& chart) {
  const auto names_match = [](const Curve& a, const Curve& b) { return a.name == b.name && a.group == b.group; };
  return std::all_of(chart.panels.begin(), chart.panels.end(), [&](const Panel& panel) {
    return std::equal(panel.curves.begin(), panel.curves.end(), chart.panels[0].curves.begin(),
                      chart.panels[0].curves.end(), names_match);
  });
}

/// A curve's number among all of the chart's names.
std::size_t series_of(const PanelChart& chart, const std::string& name) {
  std::vector<std::string> seen;
  for (const Panel& panel : chart.panels) {
    for (const Curve& curve : panel.curves) {
      if (curve.name == name) return seen.size();
      if (std::find(seen.begin(), seen.end(), curve.name) == seen.end()) seen.push_back(curve.name);
    }
  }
  return seen.size();
}

std::vector<Look> looks_of(const Canvas& canvas, const PanelChart& chart, const Panel& panel) {
  const auto& curves = panel.curves;
  const auto rank_in_group = [&](std::size_t c) {
    return static_cast<std::size_t>(std::count_if(curves.begin(), curves.begin() + static_cast<std::ptrdiff_t>(c),
                                                  [&](const Curve& other) { return other.group == curves[c].group; }));
  };
  bool single = true;     // no group has two curves: dashes tell groups apart as colours do
  bool one_group = true;  // areas of one group are told apart by their place
  for (std::size_t c = 0; c < curves.size(); ++c) {
    single = single && rank_in_group(c) == 0;
    one_group = one_group && curves[c].group == curves[0].group;
  }
  std::vector<Look> looks;
  for (std::size_t c = 0; c < curves.size(); ++c) {
    const auto group = static_cast<std::size_t>(std::abs(curves[c].group));
    const std::size_t area = one_group ? c : group;
    looks.push_back({series_of(chart, curves[c].name),
                     panel.stacked ? area_colour(canvas.style(), canvas.style().grey ? c : area, curves.size())
                                   : series_colour(canvas.style(), group),
                     panel.stacked ? "" : dashes(single ? group : rank_in_group(c), canvas.line_width())});
  }
  return looks;
}

std::vector<Key> keys_of(const Panel& panel, const std::vector<Look>& looks, std::size_t fewest) {
  std::vector<Key> keys;
  for (std::size_t c = 0; c < panel.curves.size(); ++c) {
    const Swatch swatch = panel.stacked ? Swatch::area : Swatch::line;
    keys.push_back({panel.curves[c].name, looks[c].series, swatch, looks[c].colour, looks[c].dashes});
  }
  const bool unnamed = std::all_of(keys.begin(), keys.end(), [](const Key& key) { return key.name.empty(); });
  if (keys.size() < fewest || unnamed) keys.clear();
  return keys;
}

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
