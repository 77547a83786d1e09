#include "theory/pareto.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

TEST(Pareto, QuantileInvertsTheTruncatedDistribution) {
  const double a = 1.06, low = 20, high = 100000;
  for (const double u : {0.0, 0.01, 0.5, 0.99, 0.99999}) {
    const double x = truncated_pareto_quantile(u, a, low, high);
    const double below = (1 - std::pow(low / x, a)) / (1 - std::pow(low / high, a));
    EXPECT_NEAR(below, u, 1e-12) << u;
  }
  EXPECT_NEAR(truncated_pareto_quantile(0, a, low, high), low, 1e-12);
  EXPECT_NEAR(truncated_pareto_quantile(1, a, low, high), high, 1e-6);
}

TEST(Pareto, MeanIsTheTextbookOne) {
  const double a = 1.06, low = 20, high = 100000;
  const double textbook = a / (a - 1) * low * (1 - std::pow(low / high, a - 1)) / (1 - std::pow(low / high, a));
  EXPECT_NEAR(truncated_pareto_mean(a, low, high), textbook, 1e-10);
  EXPECT_NEAR(truncated_pareto_mean(1, low, high), low * std::log(high / low) / (1 - low / high), 1e-10);
}

TEST(Pareto, MeanIsThatOfItsQuantiles) {
  double sum = 0;
  constexpr int draws = 1000000;
  for (int i = 0; i < draws; ++i) sum += truncated_pareto_quantile((i + 0.5) / draws, 1.5, 3, 500);
  EXPECT_NEAR(sum / draws / truncated_pareto_mean(1.5, 3, 500), 1, 1e-5);
}

TEST(Pareto, MinimumGivesTheMeanAskedFor) {
  for (const double exponent : {0.7, 1.0, 1.06, 2.5}) {
    for (const double mean : {2.0, 141.0, 9000.0}) {
      const double minimum = minimum_for_mean(mean, exponent, 100000);
      EXPECT_NEAR(truncated_pareto_mean(exponent, minimum, 100000) / mean, 1, 1e-10) << exponent << ' ' << mean;
    }
  }
}

TEST(Pareto, ChineseFactoriesStartAtAboutTwentyWorkers) {
  // 141 workers on average with the exponent of Axtell: the smallest have some twenty, as the threshold of the
  // statistics (sales above 20 million yuan) suggests.
  EXPECT_NEAR(minimum_for_mean(141, 1.06, 100000), 20, 3);
}

TEST(Pareto, DegenerateWhereNoSpreadIsLeft) {
  EXPECT_EQ(minimum_for_mean(500, 1.06, 500), 500);
  EXPECT_EQ(minimum_for_mean(900, 1.06, 500), 500);
  EXPECT_EQ(truncated_pareto_quantile(0.7, 1.06, 500, 500), 500);
  EXPECT_EQ(truncated_pareto_mean(1.06, 500, 500), 500);
}

}  // namespace
}  // namespace millwright::theory
