#include "theory/hurdle.hpp"

#include <gtest/gtest.h>

namespace millwright::theory {
namespace {

constexpr double variance = 0.2 * 0.2;

TEST(Hurdle, TwiceThePriceAtDixitAndPindycksStandardCase) {
  // Investment under Uncertainty, page 153: r = q = 0.04 and sigma = 0.2 give V* = 2 I.
  EXPECT_NEAR(required_multiple(0.04, 0.04, variance), 2.0, 1e-12);
}

TEST(Hurdle, MultiplesOfAFirmWithGrowingBenefitsAndFallingPrices) {
  EXPECT_NEAR(required_multiple(0.08, 0.08 - 0.03, variance), 2.31, 0.005);
  EXPECT_NEAR(required_multiple(0.08 + 0.06, 0.08 - 0.03, variance), 3.37, 0.005);
}

TEST(Hurdle, SolvesTheQuadraticOfTheOption) {
  // beta = H / (H - 1) must satisfy the equation it is defined by, on both sides of the switch between the two forms.
  for (const double r : {0.02, 0.08, 0.3}) {
    for (const double q : {0.03, 0.05, 0.2}) {
      for (const double v : {0.001, 0.04, 0.5}) {
        const double multiple = required_multiple(r, q, v);
        const double beta = multiple / (multiple - 1);
        EXPECT_NEAR(v / 2 * beta * (beta - 1) + (r - q) * beta - r, 0, 1e-9 * beta * beta) << r << ' ' << q << ' ' << v;
        EXPECT_GT(beta, 1);
      }
    }
  }
}

TEST(Hurdle, WithoutUncertaintyOnlyTimingCounts) {
  EXPECT_DOUBLE_EQ(required_multiple(0.04, 0.08, 0), 1.0);
  EXPECT_DOUBLE_EQ(required_multiple(0.08, 0.08, 0), 1.0);
  EXPECT_DOUBLE_EQ(required_multiple(0.12, 0.08, 0), 1.5);
}

TEST(Hurdle, UncertaintyAndFallingPricesRaiseIt) {
  EXPECT_LT(required_multiple(0.08, 0.05, 0.01), required_multiple(0.08, 0.05, 0.04));
  EXPECT_LT(required_multiple(0.08, 0.05, 0.04), required_multiple(0.10, 0.05, 0.04));
  EXPECT_GT(required_multiple(0.08, 0.05, 0.04), required_multiple(0.08, 0.06, 0.04));
}

TEST(Hurdle, PayoutAndReturnAreFloored) {
  EXPECT_EQ(required_multiple(0.08, -0.2, variance), required_multiple(0.08, minimum_payout_rate, variance));
  EXPECT_EQ(required_multiple(-0.5, 0.05, variance), required_multiple(0, 0.05, variance));
  EXPECT_NEAR(required_multiple(0, 0.05, variance), (variance + 2 * 0.05) / (2 * 0.05), 1e-12);  // limit in closed form
}

}  // namespace
}  // namespace millwright::theory
