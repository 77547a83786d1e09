#include <gtest/gtest.h>

#include "support/rules.hpp"

namespace millwright::decisions {
namespace {

using support::make_rule;
using support::plain_prospect;

Verdict with(const Rule& rule, double adopted_share, double luck) {
  auto prospect = plain_prospect();
  prospect.adopted_share = adopted_share;
  prospect.luck = luck;
  return rule.judge(prospect, 0).verdict;
}

TEST(Bass, ChanceIsInnovationPlusImitationTimesTheShareOfAdopters) {
  const auto rule = make_rule("bass", "{innovation: 2 %, imitation: 40 %}");
  EXPECT_EQ(with(*rule, 0, 0.019), Verdict::adopt);
  EXPECT_EQ(with(*rule, 0, 0.021), Verdict::wait);
  EXPECT_EQ(with(*rule, 0.5, 0.219), Verdict::adopt);
  EXPECT_EQ(with(*rule, 0.5, 0.221), Verdict::wait);
  EXPECT_EQ(with(*rule, 1, 0.419), Verdict::adopt);
}

TEST(Bass, PartnersAndValueDoNotMatter) {
  const auto rule = make_rule("bass");
  auto prospect = plain_prospect();
  prospect.luck = 0.001;
  const auto plain = rule->judge(prospect, 0);
  prospect.live_share = 1, prospect.yearly_benefit = 0;
  EXPECT_EQ(rule->judge(prospect, 3).verdict, plain.verdict);
  EXPECT_EQ(plain.verdict, Verdict::adopt);
  EXPECT_TRUE(rule->watches_others());
}

}  // namespace
}  // namespace millwright::decisions
