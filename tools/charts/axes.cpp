#include "charts/axes.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "charts/text.hpp"

namespace millwright::charts {

double bottom_axis_height(const Canvas& canvas, const AxisScale& scale) {
  return canvas.font() * (scale.title().empty() ? 1.8 : 3.2);
}

double left_axis_width(const Canvas& canvas, const AxisScale& scale) {
  return scale.label_width(canvas.font()) + 0.5 * canvas.font();
}

void draw_vertical_grid(Canvas& canvas, const AxisScale& scale, const Plot& plot) {
  PathData grid;
  for (const Tick& tick : scale.ticks()) {
    grid.move({scale.at(tick.value), plot.top});
    grid.line({scale.at(tick.value), plot.bottom});
  }
  canvas.element(
      "path", {{"d", grid.text()}, {"stroke", canvas.colour(Ink::grid)}, {"stroke-width", px(0.06 * canvas.font())}});
}

void draw_bottom_axis(Canvas& canvas, const AxisScale& scale, const Plot& plot) {
  const double font = canvas.font();
  PathData axis;
  axis.move({plot.left, plot.bottom});
  axis.line({plot.right, plot.bottom});
  for (const Tick& tick : scale.ticks()) {
    axis.move({scale.at(tick.value), plot.bottom});
    axis.line({scale.at(tick.value), plot.bottom + 0.3 * font});
  }
  canvas.element(
      "path",
      {{"d", axis.text()}, {"fill", "none"}, {"stroke", canvas.colour(Ink::faint)}, {"stroke-width", px(0.08 * font)}});
  for (const Tick& tick : scale.ticks()) {
    const double half = text_width(tick.label, font) / 2;
    const double x = std::max(half, std::min(scale.at(tick.value), canvas.style().width - half));
    canvas.text({x, plot.bottom + 1.4 * font}, tick.label, Anchor::middle);
  }
  const double middle = (plot.left + plot.right) / 2;
  const double room = 2 * std::min(middle, canvas.style().width - middle);
  canvas.text_within({middle, plot.bottom + 2.8 * font}, scale.title(), room, Anchor::middle);
}

void draw_left_axis(Canvas& canvas, const AxisScale& scale, const Plot& plot) {
  const double font = canvas.font();
  PathData grid;
  for (const Tick& tick : scale.ticks()) {
    const double y = scale.at(tick.value);
    canvas.text({plot.left - 0.5 * font, y + 0.35 * font}, tick.label, Anchor::end);
    grid.move({plot.left, y});
    grid.line({plot.right, y});
  }
  canvas.element("path", {{"d", grid.text()}, {"stroke", canvas.colour(Ink::grid)}, {"stroke-width", px(0.06 * font)}});
  if (scale.low() < 0 && scale.high() > 0) {
    canvas.line({plot.left, scale.at(0)}, {plot.right, scale.at(0)}, Ink::faint, 0.08 * font);
  }
}

void draw_no_values(Canvas& canvas, const Plot& plot) {
  canvas.text({(plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2}, "no values", Anchor::middle, Ink::faint);
}

void mark_places(Canvas& canvas, const char* along, const Plot& plot, const std::vector<double>& places) {
  if (!canvas.style().adaptive) return;
  std::string text;
  for (const double place : places) text += (text.empty() ? "" : " ") + px(place);
  canvas.element("g",
                 {{"class", "places"},
                  {"data-along", along},
                  {"data-at", text},
                  {"data-plot", px(plot.left) + ' ' + px(plot.top) + ' ' + px(plot.right) + ' ' + px(plot.bottom)}});
}

}  // namespace millwright::charts
