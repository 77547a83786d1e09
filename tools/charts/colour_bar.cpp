#include "charts/colour_bar.hpp"

#include <algorithm>
#include <cmath>

#include "charts/draw.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

bool shown(const Axis& axis, double value) {
  return !std::isnan(value) && (axis.scale != Scale::logarithmic || value > 0);
}

bool has_gaps(const HeatMap& map) {
  for (std::size_t i = 0; i < map.rows.size() * map.columns.size(); ++i) {
    if (!shown(map.colour, value_at(map.values, i))) return true;
  }
  return false;
}

AxisScale scale_of(const HeatMap& map, Extent pixels, double font) {
  Extent extent;
  for (const double value : map.values) {
    if (shown(map.colour, value)) extent.add(value);
  }
  if (map.diverging && !extent.empty()) {
    extent.add(-extent.low);
    extent.add(-extent.high);
  }
  return horizontal_scale(map.colour, extent, Ends::exact, pixels, font);
}

}  // namespace

ColourBar::ColourBar(const Canvas& canvas, const HeatMap& map, double left)
    : axis_(map.colour),
      left_(left),
      right_(left + std::min(0.5 * canvas.style().width, 24 * canvas.font())),
      gaps_(has_gaps(map)),
      scale_(scale_of(map, {left_, right_}, canvas.font())) {
  for (int level = 0; level < colour_levels; ++level) {
    palette_.push_back(map_colour(canvas.style(), map.diverging, level / (colour_levels - 1.0)));
  }
}

int ColourBar::level_of(double value) const {
  if (!shown(axis_, value)) return -1;
  const double share = (scale_.at(value) - left_) / (right_ - left_);
  return static_cast<int>(std::clamp(share * colour_levels, 0.0, colour_levels - 1.0));
}

double ColourBar::draw(Canvas& canvas) const {
  const double font = canvas.font();
  const double top = scale_.title().empty() ? 0 : 1.7 * font;
  canvas.text_within({left_, 1.1 * font}, scale_.title(), canvas.style().width - left_);
  const double step = (right_ - left_) / colour_levels;
  for (int level = 0; level < colour_levels; ++level) {
    PathData path;
    const double overlap = level + 1 < colour_levels ? 0.3 : 0;  // no seams between neighbours
    path.box({left_ + step * level, top}, step + overlap, 0.8 * font);
    canvas.element("path", {{"d", path.text()}, {"fill", palette_[static_cast<std::size_t>(level)]}});
  }
  const double bottom = top + 0.8 * font;
  PathData marks;
  for (const Tick& tick : scale_.ticks()) {
    marks.move({scale_.at(tick.value), bottom});
    marks.line({scale_.at(tick.value), bottom + 0.25 * font});
    canvas.text({scale_.at(tick.value), bottom + 1.3 * font}, tick.label, Anchor::middle);
  }
  canvas.element("path",
                 {{"d", marks.text()}, {"stroke", canvas.colour(Ink::faint)}, {"stroke-width", px(0.08 * font)}});
  if (gaps_) canvas.text({canvas.style().width, bottom}, "blank: no value", Anchor::end, Ink::faint);
  return bottom + 1.9 * font;
}

}  // namespace millwright::charts
