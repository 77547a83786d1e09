#include "theory/present_value.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

/// Integral over 0 to `years` of `flow` by the rule of Simpson: the definition that the closed forms stand for.
template <class Flow>
double integral(Flow flow, double years) {
  constexpr int steps = 400000;
  const double width = years / steps;
  double sum = flow(0) + flow(years);
  for (int i = 1; i < steps; ++i) sum += (i % 2 == 1 ? 4 : 2) * flow(i * width);
  return sum * width / 3;
}

TEST(PresentValue, PerpetuityIsTheDiscountedFlow) {
  EXPECT_NEAR(growing_perpetuity(7, 0.1), 70, 1e-12);
  EXPECT_NEAR(growing_perpetuity(1, 0.12), integral([](double t) { return std::exp(-0.12 * t); }, 400), 1e-9);
}

TEST(PresentValue, DiscountHasAFloor) {
  EXPECT_EQ(growing_perpetuity(1, 0.001), 50);
  EXPECT_EQ(growing_perpetuity(1, -0.5), 50);
  EXPECT_EQ(floored_discount(0.021), 0.021);
}

TEST(PresentValue, ReversionOfAMonthlyPersistence) {
  EXPECT_NEAR(yearly_reversion(0.9), -12 * std::log(0.9), 1e-14);
  EXPECT_NEAR(std::exp(-yearly_reversion(0.9) / 12), 0.9, 1e-14);
  EXPECT_EQ(yearly_reversion(1), 0);
}

TEST(PresentValue, FadingGrowthIsWorthItsIntegral) {
  const double discount = 0.15, growth = 0.02, reversion = yearly_reversion(0.9);
  const auto flow = [&](double t) {
    return std::exp(-discount * t) * (1 + growth * (1 - std::exp(-reversion * t)) / reversion);
  };
  EXPECT_NEAR(cyclical_value(growing_perpetuity(1, discount), discount, growth, reversion), integral(flow, 400), 1e-8);
}

TEST(PresentValue, OneGoodMonthDoesNotLastTenYears) {
  // With growth that fades within a year, one extra point moves the value by less than a point.
  EXPECT_LT(cyclical_value(1, 0.15, 0.01, yearly_reversion(0.9)), 1.01);
  EXPECT_NEAR(cyclical_value(1, 0.15, 0.01, 0), 1 + 0.01 / 0.15, 1e-15);  // growth for ever would
}

TEST(PresentValue, ForeseenJCurveIsTheIntegralOfItsPath) {
  const double discount = 0.2, dip = 2, tau = 24;
  const auto flow = [&](double t) { return std::exp(-discount * t) * (1 - (1 + dip) * std::exp(-12 * t / tau)); };
  EXPECT_NEAR(foreseen_j_curve_factor(dip, discount, tau) / discount, integral(flow, 400), 1e-8);
}

}  // namespace
}  // namespace millwright::theory
