// Nodes at fixed places, links, and frames in which other nodes are filled. On a page the frames lie on each other and
// the page's style shows one of them; on paper they stand side by side.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "charts/axes.hpp"
#include "charts/draw.hpp"
#include "charts/marks.hpp"
#include "charts/network_marks.hpp"

namespace millwright::charts {
namespace {

constexpr std::size_t most_pictures = 6;  // on paper

std::vector<Key> keys_of(const Canvas& canvas, const NetworkChart& chart) {
  const std::vector<std::string> groups = groups_of(chart);
  std::vector<Key> keys;
  if (groups.size() > 1) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      keys.push_back({groups[g], g, Swatch::marker, series_colour(canvas.style(), canvas.style().grey ? 0 : g), "", g});
    }
  }
  const std::string filled = groups.size() > 1 ? canvas.colour(Ink::faint) : series_colour(canvas.style(), 0);
  if (!chart.filled_name.empty()) keys.push_back({chart.filled_name, no_series, Swatch::marker, filled, "", 0});
  if (!chart.empty_name.empty()) keys.push_back({chart.empty_name, no_series, Swatch::hollow, "", "", 0});
  return keys;
}

/// The frames that are drawn on paper: the first, the last, and some between.
std::vector<std::size_t> chosen_frames(std::size_t count, std::size_t most) {
  std::vector<std::size_t> chosen;
  const std::size_t kept = std::min(count, most);
  for (std::size_t i = 0; i < kept; ++i) chosen.push_back(kept == 1 ? count - 1 : i * (count - 1) / (kept - 1));
  return chosen;
}

/// Frames on each other; the page's style shows one, and the last is shown without it.
double draw_stacked(Canvas& canvas, const NetworkChart& chart, double top) {
  const double font = canvas.font(), width = canvas.style().width;
  const Square square{(width - std::min(width, 46 * font)) / 2, top + 1.2 * font, std::min(width, 46 * font)};
  draw_links(canvas, chart, square);
  draw_outlines(canvas, chart, square);
  for (std::size_t f = 0; f < chart.frames.size(); ++f) {
    const bool last = f + 1 == chart.frames.size();
    canvas.open("g", {{"class", fmt::format("frame f{}{}", f, last ? " last" : "")}, {"display", last ? "" : "none"}});
    canvas.text_within({square.left, top + 1.2 * font}, chart.frames[f].name, square.size);
    draw_filled(canvas, chart, square, chart.frames[f].filled);
    canvas.close("g");
  }
  return square.top + square.size;
}

double draw_side_by_side(Canvas& canvas, const NetworkChart& chart, double top) {
  const double font = canvas.font(), width = canvas.style().width;
  std::vector<std::size_t> frames = chosen_frames(chart.frames.size(), most_pictures);
  const std::size_t columns = std::max<std::size_t>(1, std::min<std::size_t>(frames.size(), width < 30 * font ? 2 : 3));
  const double size = width / static_cast<double>(columns);
  double bottom = frames.empty() ? top + size : top;
  if (frames.empty()) {
    draw_links(canvas, chart, {0, top, size});
    draw_outlines(canvas, chart, {0, top, size});
  }
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const NetworkChart::Frame& frame = chart.frames[frames[i]];
    const std::size_t row = i / columns;
    const Square square{size * static_cast<double>(i % columns),
                        top + (size + 1.6 * font) * static_cast<double>(row) + 1.4 * font, size};
    canvas.text_within({square.left + size / 2, square.top}, frame.name, size - font, Anchor::middle);
    draw_links(canvas, chart, square);
    draw_outlines(canvas, chart, square);
    draw_filled(canvas, chart, square, frame.filled);
    bottom = square.top + size;
  }
  return bottom;
}

}  // namespace

double draw(Canvas& canvas, const NetworkChart& chart) {
  const double width = canvas.style().width;
  if (chart.nodes.empty()) {
    draw_no_values(canvas, {0, 0, width, 3 * canvas.font()});
    return 3 * canvas.font();
  }
  const std::vector<Key> keys = keys_of(canvas, chart);
  draw_legend(canvas, {0, 0}, width, keys);
  const double top = legend_height(canvas, keys, width) + 0.3 * canvas.font();
  if (canvas.style().adaptive && !chart.frames.empty()) return draw_stacked(canvas, chart, top);
  return draw_side_by_side(canvas, chart, top);
}

}  // namespace millwright::charts
