#include "theory/j_curve.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

constexpr double dip = 2, tau = 24;

TEST(JCurve, MonthlyRecursionFollowsTheClosedForm) {
  const double promised = 0.0125;
  double gain = -dip * promised;
  for (int month = 1; month <= 120; ++month) {
    gain += (promised - gain) * monthly_step(tau);
    EXPECT_NEAR(gain, promised * (1 - (1 + dip) * std::exp(-month / tau)), 1e-15) << month;
    EXPECT_NEAR(gain, j_curve(promised, dip, tau, month), 1e-15) << month;
  }
}

TEST(JCurve, ClosedFormHoldsForAnyAchievableShare) {
  const double promised = 0.02, theta = 0.7;
  double gain = -dip * promised;
  for (int month = 1; month <= 60; ++month) {
    gain += (theta * promised - gain) * monthly_step(tau);
    EXPECT_NEAR(gain, j_curve_path(promised, theta, dip, tau, month), 1e-15) << month;
  }
}

TEST(JCurve, CostsProductivityOverTwoYearsAsPublished) {
  // A tranche that promises 1.25 % lowers productivity by 1.1 % on average over two years: near the -1.3 points that
  // McElheran et al. (2025) find for American factories.
  EXPECT_NEAR(j_curve_mean(0.0125, 1, dip, tau, 24), -0.0112, 5e-5);
  double sum = 0;  // the average of a fine grid, midpoint rule
  for (int i = 0; i < 24000; ++i) sum += j_curve(0.0125, dip, tau, (i + 0.5) / 1000) / 24000;
  EXPECT_NEAR(j_curve_mean(0.0125, 1, dip, tau, 24), sum, 1e-10);
}

TEST(JCurve, TurnsPositiveInMonthTwentySeven) {
  EXPECT_NEAR(j_curve_crossing(1, dip, tau), tau * std::log(3.0), 1e-12);  // 26.4 months
  EXPECT_LT(j_curve(1, dip, tau, 26), 0);
  EXPECT_GT(j_curve(1, dip, tau, 27), 0);
  EXPECT_NEAR(j_curve_path(1, 0.8, dip, tau, j_curve_crossing(0.8, dip, tau)), 0, 1e-13);
}

TEST(JCurve, StartsInTheDipAndEndsAtWhatCanBeAchieved) {
  EXPECT_EQ(j_curve_path(1, 0.9, dip, tau, 0), -dip);
  EXPECT_NEAR(j_curve_path(1, 0.9, dip, tau, 1000), 0.9, 1e-12);
}

TEST(MeanDecay, IsContinuousWhereTheSeriesTakesOver) {
  for (const double z : {-3.0, -0.0201, -0.0199, -1e-9, 1e-9, 0.0199, 0.0201, 0.5, 40.0}) {
    EXPECT_NEAR(mean_decay(z) / (-std::expm1(-z) / z), 1, 1e-13) << z;
  }
  EXPECT_EQ(mean_decay(0), 1);
}

}  // namespace
}  // namespace millwright::theory
