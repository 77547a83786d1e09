#include "theory/leontief.hpp"

#include <gtest/gtest.h>

namespace millwright::theory {
namespace {

const std::vector<double> two_sectors = {0.15, 0.25,   // agriculture sells to agriculture, to industry
                                         0.20, 0.05};  // industry sells to agriculture, to industry

TEST(Leontief, MillerAndBlairsExample) {
  // Input-Output Analysis, section 2.3: final demand 600 and 1500 need outputs 1247.5 and 1841.6; the inverse of I - A
  // is (1.2541, 0.3300; 0.2640, 1.1221), so its columns add up to 1.5181 and 1.4521.
  const double demand[] = {600, 1500};
  const auto output = total_requirements(two_sectors, demand);
  EXPECT_NEAR(output[0], 1247.5, 0.05);
  EXPECT_NEAR(output[1], 1841.6, 0.05);
  const auto multipliers = output_multipliers(two_sectors, 2);
  EXPECT_NEAR(multipliers[0], 1.5181, 1e-4);
  EXPECT_NEAR(multipliers[1], 1.4521, 1e-4);
}

TEST(Leontief, OutputIsWhatFinalDemandAndInputsNeed) {
  const std::vector<double> direct = {0.2, 0.1, 0.0, 0.3, 0.05, 0.4, 0.1, 0.2, 0.15};
  const double demand[] = {1, 2, 3};
  const auto output = total_requirements(direct, demand);
  for (std::size_t s = 0; s < 3; ++s) {
    double used = demand[s];
    for (std::size_t b = 0; b < 3; ++b) used += direct[s * 3 + b] * output[b];
    EXPECT_NEAR(used, output[s], 1e-12);
  }
}

TEST(Leontief, MultipliersAreTheSumOfAllRounds) {
  const auto multipliers = output_multipliers(two_sectors, 2);
  for (std::size_t sector = 0; sector < 2; ++sector) {
    std::vector<double> round = {sector == 0 ? 1.0 : 0.0, sector == 1 ? 1.0 : 0.0};
    double total = 0;
    for (int i = 0; i < 200; ++i) {
      total += round[0] + round[1];
      round = {two_sectors[0] * round[0] + two_sectors[1] * round[1],
               two_sectors[2] * round[0] + two_sectors[3] * round[1]};
    }
    EXPECT_NEAR(multipliers[sector], total, 1e-12);
  }
}

TEST(Leontief, PricesAreTheDualOfQuantities) {
  // Value of final demand at the new prices = value of the cost changes over the outputs: p'f = v'x.
  const double demand[] = {600, 1500}, costs[] = {0.07, 0.01};
  const auto output = total_requirements(two_sectors, demand);
  const auto prices = price_changes(two_sectors, costs);
  EXPECT_NEAR(prices[0] * 600 + prices[1] * 1500, costs[0] * output[0] + costs[1] * output[1], 1e-9);
}

TEST(Leontief, SolvesWithAZeroOnTheDiagonal) {
  const auto x = solve({0, 2, 3, 0}, {4, 9});
  EXPECT_DOUBLE_EQ(x[0], 3);
  EXPECT_DOUBLE_EQ(x[1], 2);
}

}  // namespace
}  // namespace millwright::theory
