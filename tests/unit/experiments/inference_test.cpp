#include "experiments/inference.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/random.hpp"
#include "experiments/cost.hpp"

namespace millwright::experiments {
namespace {

/// Pairs whose means are 6 and 2, correlated, from luck of its own for each sample.
struct Sample {
  std::vector<double> numerator, denominator;
};

Sample sample(std::uint64_t number, std::size_t replicates) {
  Sample made;
  for (std::size_t k = 0; k < replicates; ++k) {
    const Words words = threefry({{number, k, 0, 0}}, {{7, 0, 0, 0}});
    const NormalPair normal = normal_pair(words.w[0], words.w[1]);
    made.denominator.push_back(2 + 0.3 * normal.first);
    made.numerator.push_back(6 + 0.9 * normal.first + 0.5 * normal.second);
  }
  return made;
}

// The interval of nine in ten holds the true ratio in about nine samples of ten: of 300, 270 with a standard deviation
// of 5.2. Percentile intervals of 30 replicates cover a little less (Efron and Tibshirani 1993, 13.3 and 14.3).
TEST(Inference, TheBootstrapIntervalOfARatioCoversIt) {
  int covered = 0;
  for (std::uint64_t number = 0; number < 300; ++number) {
    const Sample made = sample(number, 30);
    covered += bootstrap_ratio(made.numerator, made.denominator, number).holds(3.0) ? 1 : 0;
  }
  EXPECT_GT(covered, 248);
  EXPECT_LT(covered, 288);
}

TEST(Inference, TheSameSeedGivesTheSameInterval) {
  const Sample made = sample(1, 10);
  const Interval one = bootstrap_mean(made.numerator, 5), other = bootstrap_mean(made.numerator, 5);
  EXPECT_EQ(one.low, other.low);
  EXPECT_EQ(one.high, other.high);
  EXPECT_NE(one.low, bootstrap_mean(made.numerator, 6).low);
}

TEST(Inference, OneReplicateGivesAnEstimateWithoutAnInterval) {
  const Interval one = bootstrap_ratio(std::vector{6.0}, std::vector{2.0}, 1);
  EXPECT_EQ(one.estimate, 3);
  EXPECT_TRUE(std::isnan(one.low) && std::isnan(one.high));
}

TEST(Inference, QuantilesAreLinearBetweenOrderStatistics) {
  const Spread spread = spread_of(std::vector<double>{4, 0, NAN, 2, 1, 3});
  EXPECT_DOUBLE_EQ(spread.mean, 2);
  EXPECT_DOUBLE_EQ(spread.low, 0.2);
  EXPECT_DOUBLE_EQ(spread.median, 2);
  EXPECT_DOUBLE_EQ(spread.high, 3.8);
  EXPECT_TRUE(std::isnan(spread_of(std::vector<double>{NAN}).mean));
}

TEST(Inference, PairingReplacesOneOverOneLessTheCorrelationWhereBothArmsVaryAlike) {
  const std::vector<double> base{1, 2, 3, 4}, policy{2, 1, 4, 3};  // the same variance, correlation 0.6
  const Pairing pairing = pairing_of(base, policy);
  EXPECT_NEAR(pairing.correlation, 0.6, 1e-12);
  EXPECT_NEAR(pairing.unpaired_factor, 1 / (1 - 0.6), 1e-12);
  EXPECT_TRUE(std::isnan(pairing_of(std::vector<double>{1, 2}, std::vector<double>{1, 2}).correlation));
}

TEST(Cost, IsUndeterminedWhereWhatWasBroughtMayBeNothing) {
  const std::vector<double> money{10, 11, 9, 10, 10};
  const CostComparison cost = cost_of(
      money, money, {{"sure", {5, 6, 4, 5, 5}}, {"doubtful", {1, -1, 2, -2, 0.1}}, {"fewer", {-5, -5, -4, -6, -5}}}, 1);
  EXPECT_TRUE(cost.per[0].determined);
  EXPECT_DOUBLE_EQ(cost.per[0].gross.estimate, 2);
  EXPECT_TRUE(cost.per[0].gross.holds(2));
  EXPECT_FALSE(cost.per[1].determined);
  EXPECT_TRUE(cost.per[2].determined);
  EXPECT_DOUBLE_EQ(cost.per[2].net.estimate, -2);
}

}  // namespace
}  // namespace millwright::experiments
