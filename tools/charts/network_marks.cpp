#include "charts/network_marks.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "charts/marks.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

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

}  // namespace

std::vector<std::string> groups_of(const NetworkChart& chart) {
  std::vector<std::string> groups;
  for (const auto& node : chart.nodes) {
    if (std::find(groups.begin(), groups.end(), node.group) == groups.end()) groups.push_back(node.group);
  }
  return groups;
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

void draw_outlines(Canvas& canvas, const NetworkChart& chart, const Square& square) {
  const std::vector<std::string> groups = groups_of(chart);
  canvas.open("g", {{"fill", canvas.colour(Ink::paper)},
                    {"stroke", canvas.colour(Ink::faint)},
                    {"stroke-width", px(0.09 * canvas.font())}});
  for (std::size_t n = 0; n < chart.nodes.size(); ++n) {
    const auto group = std::find(groups.begin(), groups.end(), chart.nodes[n].group) - groups.begin();
    const std::string of = chart.nodes[n].group.empty() ? "" : ", " + chart.nodes[n].group;
    draw_marker(canvas, place_of(chart, n, square), static_cast<std::size_t>(group), radius_of(chart, n, square.size),
                inherited, chart.nodes[n].name + of);
  }
  canvas.close("g");
}

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

}  // namespace millwright::charts
