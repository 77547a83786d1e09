#pragma once
// How the curves of a panel look, and the legend that says so.

#include <vector>

#include "charts/curves.hpp"

namespace millwright::charts {

/// Whether all panels have curves of the same names and groups, so that one legend serves them.
bool same_names(const PanelChart& chart);

/// How each curve of a panel looks. Groups have colours, and curves of a group dashes; where no group has two curves,
/// dashes tell groups apart as colours do.
std::vector<Look> looks_of(const Canvas& canvas, const PanelChart& chart, const Panel& panel);

/// The entries of a panel's legend; none where there are fewer than `fewest` or all are without a name.
std::vector<Key> keys_of(const Panel& panel, const std::vector<Look>& looks, std::size_t fewest);

}  // namespace millwright::charts
