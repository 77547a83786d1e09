#include "theory/replicator.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

TEST(Replicator, MonthlySelectionFollowsTheClosedForm) {
  const double selection = 0.003, first = 0.12, second = -0.05;
  double x = std::log(0.1), y = std::log(0.9);
  for (int month = 1; month <= 600; ++month) {
    const double share = std::exp(x) / (std::exp(x) + std::exp(y));
    const double mean = share * first + (1 - share) * second;
    x += selection * (first - mean), y += selection * (second - mean);
    EXPECT_NEAR(replicator_share(0.1, selection, first - second, month), 1 / (1 + std::exp(y - x)), 1e-13) << month;
  }
}

TEST(Replicator, EqualTypesKeepTheirShares) {
  EXPECT_DOUBLE_EQ(replicator_share(0.3, 0.01, 0, 500), 0.3);
}

TEST(Replicator, TheBetterTypeTakesTheMarket) {
  EXPECT_GT(replicator_share(0.01, 0.05, 0.5, 2000), 0.999);
  EXPECT_LT(replicator_share(0.99, 0.05, -0.5, 2000), 0.001);
  EXPECT_EQ(replicator_share(0, 0.05, 0.5, 2000), 0);  // what does not exist cannot grow
}

}  // namespace
}  // namespace millwright::theory
