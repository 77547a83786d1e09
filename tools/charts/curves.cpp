#include "charts/curves.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "charts/draw.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

/// The bottom and top of each stacked area at each x: what is positive is stacked upwards, what is negative downwards.
struct Stack {
  std::vector<std::vector<double>> bottom, top;  // [curve][x]
};

Stack stack_of(const Panel& panel, std::size_t length) {
  Stack stack;
  std::vector<double> above(length, 0), below(length, 0);
  for (const Curve& curve : panel.curves) {
    std::vector<double> bottom(length), top(length);
    for (std::size_t i = 0; i < length; ++i) {
      const double value = value_at(curve.y, i);
      double& edge = value < 0 ? below[i] : above[i];
      bottom[i] = edge;
      if (std::isfinite(value)) edge += value;
      top[i] = edge;
    }
    stack.bottom.push_back(bottom);
    stack.top.push_back(top);
  }
  return stack;
}

Extent extent_of_stack(const Panel& panel) {
  std::size_t length = 0;
  for (const Curve& curve : panel.curves) length = std::max(length, curve.y.size());
  Extent extent;
  if (length > 0) extent.add(0);
  for (const auto& top : stack_of(panel, length).top) extent.add(top);
  return extent;
}

/// Calls `run` with the first and the last index of each run of points that `shown` holds for.
void each_run(std::size_t length, const std::function<bool(std::size_t)>& shown,
              const std::function<void(std::size_t, std::size_t)>& run) {
  for (std::size_t i = 0; i < length; ++i) {
    if (!shown(i)) continue;
    std::size_t last = i;
    while (last + 1 < length && shown(last + 1)) ++last;
    run(i, last);
    i = last;
  }
}

/// The area between two curves, one piece per run without gaps; a single point becomes a narrow bar.
PathData area_between(const std::vector<double>& xs, const AxisScale& y, const std::vector<double>& low,
                      const std::vector<double>& high) {
  PathData path;
  const auto shown = [&](std::size_t i) {
    return !std::isnan(xs[i]) && y.shows(value_at(low, i)) && y.shows(value_at(high, i));
  };
  each_run(xs.size(), shown, [&](std::size_t first, std::size_t last) {
    const double half = first == last ? 1.5 : 0;
    path.move({xs[first] - half, y.at(low[first])});
    for (std::size_t i = first; i <= last; ++i) path.line({xs[i] - half, y.at(high[i])});
    for (std::size_t i = last + 1; i-- > first;) path.line({xs[i] + half, y.at(low[i])});
    path.close();
  });
  return path;
}

void draw_curve(Canvas& canvas, const Curve& curve, const Look& look, const std::vector<double>& xs,
                const AxisScale& y) {
  PathData path;
  const auto shown = [&](std::size_t i) { return !std::isnan(xs[i]) && y.shows(value_at(curve.y, i)); };
  each_run(xs.size(), shown, [&](std::size_t first, std::size_t last) {
    if (first == last) {
      draw_marker(canvas, {xs[first], y.at(curve.y[first])}, 0, 2 * canvas.line_width(), look.colour);
      return;
    }
    path.move({xs[first], y.at(curve.y[first])});
    for (std::size_t i = first + 1; i <= last; ++i) path.line({xs[i], y.at(curve.y[i])});
  });
  if (path.empty()) return;
  canvas.element("path", {{"d", path.text()},
                          {"fill", "none"},
                          {"stroke", look.colour},
                          {"stroke-width", px(canvas.line_width())},
                          {"stroke-linejoin", "round"},
                          {"stroke-dasharray", look.dashes}});
}

void draw_stacked(Canvas& canvas, const Panel& panel, const std::vector<Look>& looks, const std::vector<double>& xs,
                  const AxisScale& y) {
  const Stack stack = stack_of(panel, xs.size());
  for (std::size_t c = 0; c < panel.curves.size(); ++c) {
    const PathData path = area_between(xs, y, stack.bottom[c], stack.top[c]);
    if (path.empty()) continue;
    canvas.element("path", {{"class", series_class(looks[c].series)},
                            {"d", path.text()},
                            {"fill", looks[c].colour},
                            {"stroke", canvas.colour(Ink::paper)},
                            {"stroke-width", px(0.05 * canvas.font())}});
  }
}

}  // namespace

double value_at(const std::vector<double>& values, std::size_t index) {
  return index < values.size() ? values[index] : std::numeric_limits<double>::quiet_NaN();
}

Extent extent_of(const Panel& panel) {
  if (panel.stacked) return extent_of_stack(panel);
  Extent extent;
  for (const Curve& curve : panel.curves) {
    for (const auto* values : {&curve.y, &curve.low, &curve.high}) {
      for (const double value : *values) {
        if (panel.y.scale != Scale::logarithmic || value > 0) extent.add(value);
      }
    }
  }
  return extent;
}

void draw_curves(Canvas& canvas, const Panel& panel, const std::vector<Look>& looks, const std::vector<double>& xs,
                 const AxisScale& y) {
  if (panel.stacked) return draw_stacked(canvas, panel, looks, xs, y);
  for (std::size_t c = 0; c < panel.curves.size(); ++c) {
    const PathData band = area_between(xs, y, panel.curves[c].low, panel.curves[c].high);
    if (band.empty()) continue;
    canvas.element("path", {{"class", series_class(looks[c].series)},
                            {"d", band.text()},
                            {"fill", looks[c].colour},
                            {"fill-opacity", "0.18"}});
  }
  for (std::size_t c = 0; c < panel.curves.size(); ++c) {
    canvas.open("g", {{"class", series_class(looks[c].series)}});
    draw_curve(canvas, panel.curves[c], looks[c], xs, y);
    canvas.close("g");
  }
}

}  // namespace millwright::charts
