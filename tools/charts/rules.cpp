#include "charts/rules.hpp"

#include <algorithm>
#include <vector>

#include "charts/text.hpp"

namespace millwright::charts {
namespace {

constexpr double row_height = 1.3;  // of the font size
constexpr double gap = 0.3;         // between line and label

/// [px] The line on which a label stands.
double base_of(const PlacedRule& rule, double top, double font) {
  return top - row_height * font * rule.row - 0.35 * font;
}

bool within(double x, const PlacedRule& rule) {
  return x > rule.left && x < rule.right;
}

/// How bad it is to put `rule` in `row` next to those placed: labels on each other, lines through labels.
int badness(const PlacedRule& rule, int row, const std::vector<PlacedRule>& placed) {
  int sum = 0;
  for (const PlacedRule& other : placed) {
    const bool overlap = rule.left < other.right && other.left < rule.right;
    if (row == other.row && overlap) sum += 100;
    if (other.row > row && within(other.x, rule)) ++sum;
    if (row > other.row && within(rule.x, other)) ++sum;
  }
  return sum;
}

}  // namespace

std::vector<PlacedRule> place_rules(const Canvas& canvas, const std::vector<Rule>& rules, const AxisScale& scale) {
  const double font = canvas.font();
  const double width = canvas.style().width;
  std::vector<PlacedRule> result;
  for (const Rule& rule : rules) {
    if (!scale.shows(rule.x) || rule.x < scale.low() || rule.x > scale.high()) continue;
    PlacedRule placed;
    placed.x = scale.at(rule.x);
    placed.label = rule.label;
    const double length = std::min(text_width(rule.label, font), 0.6 * width) + 2 * gap * font;
    const bool rightward = placed.x + length <= width || placed.x < length;
    placed.left = rightward ? placed.x : placed.x - length;
    placed.right = std::min(placed.left + length, width);
    result.push_back(placed);
  }
  // From the right: what stands left of a label goes above it, so that its line passes outside.
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.x > b.x; });
  std::vector<PlacedRule> placed;
  for (PlacedRule& rule : result) {
    int best = 0;
    for (int row = 0; row <= static_cast<int>(placed.size()); ++row) {
      if (badness(rule, row, placed) < badness(rule, best, placed)) best = row;
    }
    rule.row = best;
    placed.push_back(rule);
  }
  return placed;
}

double rules_height(const Canvas& canvas, const std::vector<PlacedRule>& rules) {
  int rows = 0;
  for (const PlacedRule& rule : rules) rows = std::max(rows, rule.row + 1);
  return row_height * canvas.font() * rows;
}

void draw_rule_lines(Canvas& canvas, const std::vector<PlacedRule>& rules, const Plot& plot, Labels labels) {
  const double font = canvas.font();
  PathData lines;
  for (const PlacedRule& rule : rules) {
    const bool from_label = labels == Labels::above && !rule.label.empty();
    lines.move({rule.x, from_label ? base_of(rule, plot.top, font) - 0.75 * font : plot.top});
    lines.line({rule.x, plot.bottom});
  }
  if (lines.empty()) return;
  canvas.element("path", {{"d", lines.text()},
                          {"stroke", canvas.colour(Ink::faint)},
                          {"stroke-width", px(0.08 * font)},
                          {"stroke-dasharray", px(0.3 * font) + ' ' + px(0.2 * font)}});
}

void draw_rule_labels(Canvas& canvas, const std::vector<PlacedRule>& rules, double top) {
  const double font = canvas.font();
  for (const PlacedRule& rule : rules) {
    const bool rightward = rule.left >= rule.x;
    const Point at{rightward ? rule.x + gap * font : rule.x - gap * font, base_of(rule, top, font)};
    canvas.text_within(at, rule.label, rule.right - rule.left - gap * font, rightward ? Anchor::start : Anchor::end);
  }
}

}  // namespace millwright::charts
