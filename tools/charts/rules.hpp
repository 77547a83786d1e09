#pragma once
// Vertical lines through all panels, with labels above them that do not lie on each other.

#include <string>
#include <vector>

#include "charts/axes.hpp"

namespace millwright::charts {

/// A rule with the place of its label.
struct PlacedRule {
  double x = 0;                // [px]
  double left = 0, right = 0;  // [px] of the label
  int row = 0;                 // from the bottom
  std::string label;
};

/// Whether a panel has the labels above it.
enum class Labels { above, none };

/// Places the labels right of their lines (left of them near the right border), in rows such that no label lies on
/// another one and, where that can be, no line runs through a label.
std::vector<PlacedRule> place_rules(const Canvas& canvas, const std::vector<Rule>& rules, const AxisScale& scale);

/// [px] The height of the labels' rows.
double rules_height(const Canvas& canvas, const std::vector<PlacedRule>& rules);

/// Lines through one panel, from the labels down where it has them.
void draw_rule_lines(Canvas& canvas, const std::vector<PlacedRule>& rules, const Plot& plot, Labels labels);

/// Labels above `top` [px].
void draw_rule_labels(Canvas& canvas, const std::vector<PlacedRule>& rules, double top);

}  // namespace millwright::charts
