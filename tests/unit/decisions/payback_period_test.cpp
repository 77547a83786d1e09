#include <gtest/gtest.h>

#include "support/rules.hpp"

namespace millwright::decisions {
namespace {

using support::make_rule;
using support::plain_prospect;

TEST(PaybackPeriod, ValueIsTheLimitTimesTheBenefit) {
  auto prospect = plain_prospect();
  prospect.yearly_benefit = 4;
  EXPECT_NEAR(make_rule("payback_period")->judge(prospect, 0).value, 2.5 * 4, 1e-12);
  EXPECT_NEAR(make_rule("payback_period", "{limit: 18 months}")->judge(prospect, 0).value, 1.5 * 4, 1e-12);
  EXPECT_EQ(make_rule("payback_period")->judge(prospect, 0).hurdle, 1);
}

TEST(PaybackPeriod, TraitMovesTheLimitByItsSpread) {
  const auto rule = make_rule("payback_period", "{limit: 3 years, limit_sd: 6 months}");
  EXPECT_NEAR(rule->judge(plain_prospect(), 1).value, 3.5, 1e-12);
  EXPECT_NEAR(rule->judge(plain_prospect(), -2).value, 2.0, 1e-12);
}

TEST(PaybackPeriod, NoFirmAsksForLessThanHalfAYear) {
  const auto rule = make_rule("payback_period");  // 2.5 years, spread one year
  for (const double trait : {-2.0, -2.5, -6.0}) EXPECT_NEAR(rule->judge(plain_prospect(), trait).value, 0.5, 1e-12);
  EXPECT_GT(rule->judge(plain_prospect(), -1.9).value, 0.5);
}

TEST(PaybackPeriod, LooksAtTheFirstYearAlone) {
  const auto rule = make_rule("payback_period");
  auto other = plain_prospect();
  other.benefit_growth = 0.3;
  other.depreciation = 0.5;
  other.loan_rate = 0.2;
  other.expected_growth = 0.1;
  other.variance = 1;
  EXPECT_EQ(rule->judge(other, 0.4).value, rule->judge(plain_prospect(), 0.4).value);
  EXPECT_EQ(rule->judge(other, 0.4).discount_floored, 0);
}

}  // namespace
}  // namespace millwright::decisions
