#include <gtest/gtest.h>

#include "support/rules.hpp"

namespace millwright::decisions {
namespace {

using support::make_rule;
using support::plain_prospect;

Verdict with_live_share(const Rule& rule, double share, double trait = 0) {
  auto prospect = plain_prospect();
  prospect.live_share = share;
  return rule.judge(prospect, trait).verdict;
}

TEST(Threshold, AdoptsAboveTheShareAndNotAtIt) {
  const auto rule = make_rule("threshold", "{mean: 25 %}");
  EXPECT_EQ(with_live_share(*rule, 0.25), Verdict::wait) << "the share must exceed the threshold";
  EXPECT_EQ(with_live_share(*rule, 0.26), Verdict::adopt);
  EXPECT_EQ(with_live_share(*rule, 0), Verdict::wait);
}

TEST(Threshold, TraitMovesTheThreshold) {
  const auto rule = make_rule("threshold", "{mean: 30 %, sd: 10 %}");
  EXPECT_EQ(with_live_share(*rule, 0.35, 1), Verdict::wait);
  EXPECT_EQ(with_live_share(*rule, 0.35, -1), Verdict::adopt);
  EXPECT_EQ(with_live_share(*rule, 0, -4), Verdict::adopt) << "below zero a firm leads the way (Granovetter)";
}

TEST(Threshold, NoValueIsWeighed) {
  const auto rule = make_rule("threshold");
  auto hopeless = plain_prospect();
  hopeless.yearly_benefit = 0;
  hopeless.live_share = 1;
  EXPECT_EQ(rule->judge(hopeless, 0).verdict, Verdict::adopt);
  EXPECT_TRUE(rule->watches_others());
}

}  // namespace
}  // namespace millwright::decisions
