#include <gtest/gtest.h>

#include "support/rules.hpp"

namespace millwright::decisions {
namespace {

using support::make_rule;
using support::plain_prospect;

TEST(NetPresentValue, ValueIsTheClosedFormAndTheHurdleBreakEven) {
  // B / (r + depreciation - growth) at the default of 15 %.
  const Judgement judgement = make_rule("net_present_value")->judge(plain_prospect(), 0);
  EXPECT_NEAR(judgement.value, 1 / (0.15 + 0.10 - 0.02), 1e-12);
  EXPECT_EQ(judgement.hurdle, 1);
  EXPECT_EQ(judgement.discount_floored, 0);
}

TEST(NetPresentValue, TraitMovesTheRequiredReturnByItsSpread) {
  const auto rule = make_rule("net_present_value", "{required_return: 10 %/year, required_return_sd: 3 pp}");
  for (const double trait : {-2.0, -0.5, 0.0, 1.0, 3.0}) {
    EXPECT_NEAR(rule->judge(plain_prospect(), trait).value, 1 / (0.10 + 0.03 * trait + 0.08), 1e-12) << trait;
  }
}

TEST(NetPresentValue, IsProportionalToTheBenefit) {
  const auto rule = make_rule("net_present_value");
  auto twice = plain_prospect();
  twice.yearly_benefit = 2;
  EXPECT_DOUBLE_EQ(rule->judge(twice, 0.3).value, 2 * rule->judge(plain_prospect(), 0.3).value);
}

TEST(NetPresentValue, LoansUncertaintyAndFallingPricesAreNoneOfItsBusiness) {
  const auto rule = make_rule("net_present_value");
  auto other = plain_prospect();
  other.loan_rate = 0.09;
  other.price_fall = 0.2;
  other.variance = 0.5;
  EXPECT_EQ(rule->judge(other, 0).value, rule->judge(plain_prospect(), 0).value);
  EXPECT_EQ(rule->judge(other, 0).hurdle, 1);
}

TEST(NetPresentValue, DiscountNeverFallsBelowItsFloor) {
  // 15 % - 5 x 5 % + 8 % is below zero: without a floor the project would be worth less than nothing.
  const Judgement judgement = make_rule("net_present_value")->judge(plain_prospect(), -5);
  EXPECT_EQ(judgement.discount_floored, 1);
  EXPECT_NEAR(judgement.value, 1 / 0.02, 1e-9);
}

}  // namespace
}  // namespace millwright::decisions
