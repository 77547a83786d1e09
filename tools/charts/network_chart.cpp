// Nodes at fixed places, links, and frames in which other nodes are filled. On a page the frames lie on each other and
// the page's style shows one of them; on paper they stand side by side.

#include "charts/axes.hpp"
#include "charts/draw.hpp"
#include "charts/marks.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

constexpr std::size_t most_pictures = 6;  // on paper

/// The part of a figure in which one network stands.
struct Square {
  double left = 0, top = 0, size = 0;
};

std::vector<std::string> groups_of(const NetworkChart& chart) {
  std::vector<std::string> groups;
  for (const auto& node : chart.nodes) {
    if (std::find(groups.begin(), groups.end(), node.group) == groups.end()) groups.push_back(node.group);
  }
  return groups;
}

double largest_size(const NetworkChart& chart) {
  double largest = 0;
  for (const auto& node : chart.nodes) largest = std::isfinite(node.size) ? std::max(largest, node.size) : largest;
  return largest > 0 ? largest : 1;
}

/// [px] The largest node takes a share of the picture that shrinks with the number of nodes.
double radius_of(const NetworkChart& chart, std::size_t node, double size) {
  const double crowd = std::sqrt(static_cast<double>(std::max<std::size_t>(10, chart.nodes.size())));
  const double share = std::clamp(chart.nodes[node].size / largest_size(chart), 0.0, 1.0);
  return std::max(0.006 * size, 0.16 * size / crowd * std::sqrt(std::isnan(share) ? 0 : share));
}

Point place_of(const NetworkChart& chart, std::size_t node, const Square& square) {
  const double margin = 0.05 * square.size;
  const auto along = [&](double start, double share) {
    return start + margin + (square.size - 2 * margin) * (std::isnan(share) ? 0.5 : std::clamp(share, 0.0, 1.0));
  };
  return {along(square.left, chart.nodes[node].x), along(square.top, 1 - chart.nodes[node].y)};
}

void draw_links(Canvas& canvas, const NetworkChart& chart, const Square& square) {
  PathData path;
  const auto there = [&](int node) { return node >= 0 && static_cast<std::size_t>(node) < chart.nodes.size(); };
  for (const auto& link : chart.links) {
    if (!there(link.from) || !there(link.to)) continue;
    path.move(place_of(chart, static_cast<std::size_t>(link.from), square));
    path.line(place_of(chart, static_cast<std::size_t>(link.to), square));
  }
  if (path.empty()) return;
  canvas.element("path", {{"d", path.text()},
                          {"fill", "none"},
                          {"stroke", canvas.colour(Ink::faint)},
                          {"stroke-opacity", "0.35"},
                          {"stroke-width", px(0.0018 * square.size)}});
}

/// All nodes as outlines, with their names under the pointer.
void draw_outlines(Canvas& canvas, const NetworkChart& chart, const Square& square) {
  const std::vector<std::string> groups = groups_of(chart);
  for (std::size_t n = 0; n < chart.nodes.size(); ++n) {
    const auto group = std::find(groups.begin(), groups.end(), chart.nodes[n].group) - groups.begin();
    const std::string of = chart.nodes[n].group.empty() ? "" : ", " + chart.nodes[n].group;
    draw_marker(canvas, place_of(chart, n, square), static_cast<std::size_t>(group), radius_of(chart, n, square.size),
                "", chart.nodes[n].name + of);
  }
}

/// The filled nodes of a frame. The pointer meets the outlines below them.
void draw_filled(Canvas& canvas, const NetworkChart& chart, const Square& square, const std::vector<bool>& filled) {
  const std::vector<std::string> groups = groups_of(chart);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::string colour = series_colour(canvas.style(), canvas.style().grey ? 0 : g);
    canvas.open("g", {{"class", series_class(g)}, {"fill", colour}, {"pointer-events", "none"}});
    for (std::size_t n = 0; n < chart.nodes.size(); ++n) {
      if (n >= filled.size() || !filled[n] || chart.nodes[n].group != groups[g]) continue;
      draw_marker(canvas, place_of(chart, n, square), g, radius_of(chart, n, square.size), inherited);
    }
    canvas.close("g");
  }
}

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
    const Square square{size * static_cast<double>(i % columns),
                        top + (size + 1.6 * font) * static_cast<double>(i / columns) + 1.4 * font, size};
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
