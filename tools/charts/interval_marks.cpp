#include "charts/interval_marks.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "charts/draw.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

/// "category, group: value [low, high]"
std::string tip_of(const IntervalChart& chart, std::size_t category, const Estimates& group) {
  std::string text = chart.categories[category];
  if (!group.name.empty()) text += ", " + group.name;
  text += ": " + value_text(chart.x, value_at(group.value, category));
  const double low = value_at(group.low, category), high = value_at(group.high, category);
  if (std::isnan(low) && std::isnan(high)) return text;
  return text + " [" + value_text(chart.x, low) + ", " + value_text(chart.x, high) + "]";
}

/// An interval at height `y`. Without a colour it lies on a bar, and has ends and a ground of the background's colour.
void draw_interval(Canvas& canvas, const AxisScale& x, Extent interval, double y, const std::string& colour) {
  if (std::isnan(interval.low) || std::isnan(interval.high)) return;
  const bool on_bar = colour.empty();
  PathData line;
  line.move({x.at(interval.low), y});
  line.line({x.at(interval.high), y});
  for (const double end : {interval.low, interval.high}) {
    if (!on_bar || !x.shows(end)) continue;
    line.move({x.at(end), y - 0.2 * canvas.font()});
    line.line({x.at(end), y + 0.2 * canvas.font()});
  }
  if (on_bar) {
    canvas.element("path", {{"d", line.text()},
                            {"stroke", canvas.colour(Ink::paper)},
                            {"stroke-width", px(2 * canvas.line_width())},
                            {"stroke-linecap", "square"}});
  }
  canvas.element("path", {{"d", line.text()},
                          {"stroke", on_bar ? canvas.colour(Ink::text) : colour},
                          {"stroke-width", px((on_bar ? 0.7 : 1.2) * canvas.line_width())}});
}

}  // namespace

Extent extent_of(const IntervalChart& chart) {
  Extent extent;
  for (const Estimates& group : chart.groups) {
    for (const auto* values : {&group.value, &group.low, &group.high}) {
      for (const double value : *values) {
        if (chart.x.scale != Scale::logarithmic || value > 0) extent.add(value);
      }
    }
  }
  if (chart.bars && chart.x.scale != Scale::logarithmic && !extent.empty()) extent.add(0);
  return extent;
}

void draw_estimate(Canvas& canvas, const IntervalChart& chart, const AxisScale& x, const Key& key, std::size_t category,
                   double middle) {
  const Estimates& group = chart.groups[key.series];
  const double value = value_at(group.value, category);
  const double size = (chart.groups.size() > 1 ? 0.4 : 0.5) * canvas.font();
  const std::string tip = tip_of(chart, category, group);
  if (chart.bars && x.shows(value)) {
    PathData bar;
    const double start = x.at(x.base());
    bar.box({std::min(start, x.at(value)), middle - size}, std::abs(x.at(value) - start), 2 * size);
    canvas.element("path", {{"d", bar.text()}, {"fill", key.colour}}, tip);
  }
  const Extent interval{value_at(group.low, category), value_at(group.high, category)};
  draw_interval(canvas, x, interval, middle, chart.bars ? "" : key.colour);
  if (!chart.bars && x.shows(value)) {
    draw_marker(canvas, {x.at(value), middle}, key.shape, 0.33 * canvas.font(), key.colour, tip);
  }
}

}  // namespace millwright::charts
