#include "theory/autoregression.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

/// Variance after `steps` of x' = decay x + sd N(0, 1), started from a known value.
double variance_after(AutoregressiveStep step, int steps) {
  double variance = 0;
  for (int i = 0; i < steps; ++i) variance = step.decay * step.decay * variance + step.sd * step.sd;
  return variance;
}

TEST(Autoregression, InnovationsGiveTheStationaryDeviation) {
  EXPECT_NEAR(innovation_sd(0.95, 0.5), 0.95 * std::sqrt(0.75), 1e-15);
  EXPECT_NEAR(std::sqrt(variance_after({0.9, innovation_sd(0.015, 0.9)}, 1000)), 0.015, 1e-15);
  EXPECT_EQ(innovation_sd(2, 1), 0);
  EXPECT_EQ(innovation_sd(2, 0), 2);
}

TEST(OrnsteinUhlenbeck, MonthlyStepsAddUpToTheContinuousVariance) {
  const double kappa = 1, sigma = 0.12;
  const auto step = ornstein_uhlenbeck_step(kappa, sigma);
  for (const int months : {1, 12, 60}) {
    const double closed = sigma * sigma * (1 - std::exp(-2 * kappa * months / 12)) / (2 * kappa);
    EXPECT_NEAR(variance_after(step, months), closed, 1e-15) << months;
  }
  EXPECT_NEAR(step.decay, std::exp(-1.0 / 12), 1e-15);
}

TEST(OrnsteinUhlenbeck, WithoutReversionIsARandomWalk) {
  const auto step = ornstein_uhlenbeck_step(0, 0.18);
  EXPECT_EQ(step.decay, 1);
  EXPECT_NEAR(step.sd, 0.18 / std::sqrt(12.0), 1e-16);
}

TEST(OrnsteinUhlenbeck, ForgetsItsStartWhenReversionIsFast) {
  EXPECT_NEAR(ornstein_uhlenbeck_step(50, 0.12, 10).sd, 0.12 / std::sqrt(100.0), 1e-15);
}

TEST(SchwartzSmith, VarianceIsThatOfBothFactors) {
  const auto deviation = ornstein_uhlenbeck_step(1, 0.12);
  const auto walk = ornstein_uhlenbeck_step(0, 0.18);
  for (const int months : {1, 12, 60}) {
    EXPECT_NEAR(two_factor_variance(0.18, 1, 0.12, months / 12.0),
                variance_after(walk, months) + variance_after(deviation, months), 1e-15)
        << months;
  }
}

}  // namespace
}  // namespace millwright::theory
