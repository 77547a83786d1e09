#include "charts/looks.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace millwright::charts {
namespace {

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

/// How many curves before `c` are of its group.
std::size_t rank_in_group(const std::vector<Curve>& curves, std::size_t c) {
  const auto end = curves.begin() + static_cast<std::ptrdiff_t>(c);
  const auto same = [&](const Curve& other) { return other.group == curves[c].group; };
  return static_cast<std::size_t>(std::count_if(curves.begin(), end, same));
}

}  // namespace

bool same_names(const PanelChart& chart) {
  const auto names_match = [](const Curve& a, const Curve& b) { return a.name == b.name && a.group == b.group; };
  return std::all_of(chart.panels.begin(), chart.panels.end(), [&](const Panel& panel) {
    return std::equal(panel.curves.begin(), panel.curves.end(), chart.panels[0].curves.begin(),
                      chart.panels[0].curves.end(), names_match);
  });
}

std::vector<Look> looks_of(const Canvas& canvas, const PanelChart& chart, const Panel& panel) {
  const auto& curves = panel.curves;
  // Areas of one group are told apart by their place.
  const bool one_group =
      std::all_of(curves.begin(), curves.end(), [&](const Curve& curve) { return curve.group == curves[0].group; });
  bool single = true;  // no group has two curves: dashes tell groups apart as colours do
  for (std::size_t c = 0; c < curves.size(); ++c) single = single && rank_in_group(curves, c) == 0;
  std::vector<Look> looks;
  for (std::size_t c = 0; c < curves.size(); ++c) {
    const auto group = static_cast<std::size_t>(std::abs(curves[c].group));
    Look look{series_of(chart, curves[c].name), series_colour(canvas.style(), group), ""};
    if (panel.stacked) {
      look.colour = area_colour(canvas.style(), one_group || canvas.style().grey ? c : group, curves.size());
    } else {
      look.dashes = dashes(single ? group : rank_in_group(curves, c), canvas.line_width());
    }
    looks.push_back(look);
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

}  // namespace millwright::charts
