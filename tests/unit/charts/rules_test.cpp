// Labels of rules that stand close together must not lie on each other, nor be cut by each other's lines.
#include "charts/rules.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace millwright::charts {
namespace {

/// Rules at `xs` on an axis from 0 to 100 over 400 px.
std::vector<PlacedRule> placed(const std::vector<double>& xs, const std::string& label) {
  Style style;
  style.width = 400;
  style.font_size = 10;
  const Canvas canvas(style);
  AxisScale scale({}, {0, 100}, 5, Ends::exact);
  scale.place(0, 400);
  std::vector<Rule> rules;
  rules.reserve(xs.size());
  for (const double x : xs) rules.push_back({x, label});
  return place_rules(canvas, rules, scale);
}

bool overlap(const PlacedRule& a, const PlacedRule& b) {
  return a.row == b.row && a.left < b.right && b.left < a.right;
}

TEST(PlaceRules, NoLabelLiesOnAnother) {
  const std::vector<std::vector<double>> cases = {
      {10, 12, 14, 16}, {90, 92, 94}, {50, 50, 50}, {0, 30, 60, 99}, {1, 2, 3, 97, 98, 99}};
  for (const auto& xs : cases) {
    const auto rules = placed(xs, "Grant in effect");
    ASSERT_EQ(rules.size(), xs.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
      EXPECT_GE(rules[i].left, 0);
      EXPECT_LE(rules[i].right, 400);
      for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(rules[i], rules[j])) << xs[0];
    }
  }
}

TEST(PlaceRules, NoLineRunsThroughALabelWhereLabelsGoToTheRight) {
  const auto rules = placed({10, 12, 14, 16}, "Grant in effect");
  for (const PlacedRule& line : rules) {
    for (const PlacedRule& label : rules) {
      EXPECT_FALSE(label.row < line.row && line.x > label.left && line.x < label.right);
    }
  }
}

TEST(PlaceRules, RulesThatStandApartShareARow) {
  for (const PlacedRule& rule : placed({10, 60}, "Grant")) EXPECT_EQ(rule.row, 0);
}

TEST(PlaceRules, WhatIsNotOnTheAxisIsLeftOut) {
  EXPECT_TRUE(placed({-5, 101, std::nan("")}, "Grant").empty());
}

}  // namespace
}  // namespace millwright::charts
