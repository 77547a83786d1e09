#include <gtest/gtest.h>

#include <cmath>

#include "support/rules.hpp"
#include "theory/hurdle.hpp"

namespace millwright::decisions {
namespace {

using support::make_rule;
using support::plain_prospect;

TEST(RealOption, ValueIsThePerpetuityAtLoanRateAndPremium) {
  // Required 3 % + 5 % = 8 %; discount 8 % + 10 % - 2 % = 16 %.
  const Judgement judgement = make_rule("real_option")->judge(plain_prospect(), 0);
  EXPECT_NEAR(judgement.value, 1 / 0.16, 1e-12);
  EXPECT_EQ(judgement.discount_floored, 0);
}

TEST(RealOption, HurdleIsTheRootOfTheQuadraticComputedByHand) {
  // 0.025 b (b - 1) + (0.13 - 0.06) b - 0.13 = 0 with variance 0.2^2 + 0.01, r' = 8 % + 5 %, q = 8 % - 2 %.
  const double beta = (-0.045 + std::sqrt(0.045 * 0.045 + 4 * 0.025 * 0.13)) / 0.05;
  const Judgement judgement = make_rule("real_option")->judge(plain_prospect(), 0);
  EXPECT_NEAR(judgement.hurdle, beta / (beta - 1), 1e-12);
  EXPECT_NEAR(judgement.hurdle, 2.8131, 1e-3);
}

TEST(RealOption, HurdleIsTheoryForOtherParametersAndTraits) {
  const auto rule = make_rule("real_option", "{premium: 4 pp, premium_sd: 3 pp, sigma: 30 %}");
  for (const double trait : {-1.5, 0.0, 0.7, 2.0}) {
    const double required = 0.03 + 0.04 + 0.03 * trait;
    const Judgement judgement = rule->judge(plain_prospect(), trait);
    EXPECT_NEAR(judgement.hurdle, theory::required_multiple(required + 0.05, required - 0.02, 0.09 + 0.01), 1e-12);
    EXPECT_NEAR(judgement.value, 1 / (required + 0.08), 1e-12);
  }
}

TEST(RealOption, ValueFallsWithTheRequiredReturn) {
  const auto rule = make_rule("real_option");
  double before = INFINITY;
  for (const double trait : {-2.0, -1.0, 0.0, 1.0, 2.0}) {
    const double value = rule->judge(plain_prospect(), trait).value;
    EXPECT_LT(value, before) << trait;
    before = value;
  }
}

TEST(RealOption, WaitingIsWorthMoreWhenPricesFallFasterOrTheFutureIsLessCertain) {
  const auto rule = make_rule("real_option");
  const Judgement plain = rule->judge(plain_prospect(), 0);
  auto falling = plain_prospect(), uncertain = plain_prospect();
  falling.price_fall += 0.03;
  uncertain.variance += 0.03;
  EXPECT_GT(rule->judge(falling, 0).hurdle, plain.hurdle);
  EXPECT_GT(rule->judge(uncertain, 0).hurdle, plain.hurdle);
  EXPECT_EQ(rule->judge(falling, 0).value, plain.value);  // a project bought today has today's price
  EXPECT_EQ(rule->judge(uncertain, 0).value, plain.value);
}

TEST(RealOption, ExpectedBoomAddsOnlyWhatLasts) {
  const auto rule = make_rule("real_option");
  auto boom = plain_prospect();
  boom.expected_growth = 0.04;
  // V (1 + d / (D + k)) with D = 0.16 and k = 1.2.
  EXPECT_NEAR(rule->judge(boom, 0).value, 1 / 0.16 * (1 + 0.04 / 1.36), 1e-12);
}

TEST(RealOption, BenefitThatOutgrowsTheReturnMeetsTheFloor) {
  auto prospect = plain_prospect();
  prospect.benefit_growth = 0.30;
  const Judgement judgement = make_rule("real_option")->judge(prospect, 0);
  EXPECT_EQ(judgement.discount_floored, 1);
  EXPECT_NEAR(judgement.value, 1 / 0.02, 1e-9);
  EXPECT_TRUE(std::isfinite(judgement.hurdle));
  EXPECT_GE(judgement.hurdle, 1);
}

}  // namespace
}  // namespace millwright::decisions
