// The instruments that the evidence is measured with: each finds what is put before it, and each can fail.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/random.hpp"
#include "validate/catalogue.hpp"
#include "validate/comparison.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

namespace millwright::evidence {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

TEST(Findings, PassOnlyOnTheirSideOfTheBound) {
  EXPECT_TRUE(near("", 1.0, 1.1, 0.1001, "").passed);
  EXPECT_FALSE(near("", 1.0, 1.1, 0.0999, "").passed);
  EXPECT_TRUE(at_least("", 2, 2, "").passed);
  EXPECT_FALSE(at_least("", 1.9, 2, "").passed);
  EXPECT_TRUE(at_most("", 2, 2, "").passed);
  EXPECT_FALSE(at_most("", 2.1, 2, "").passed);
  EXPECT_TRUE(none("", 0, "").passed);
  EXPECT_FALSE(none("", 1, "").passed);
  EXPECT_TRUE(beside("", 100, 0, 1, "").passed) << "a report is not judged";
}

TEST(Findings, WhatIsNotANumberNeverPasses) {
  for (const Finding& finding :
       {near("", not_a_number, 0, 1, ""), at_least("", not_a_number, 0, ""), at_most("", not_a_number, 0, ""),
        none("", not_a_number, ""), beside("", not_a_number, 0, 1, ""), reported("", not_a_number, "")}) {
    EXPECT_FALSE(finding.passed);
  }
  EXPECT_FALSE(near("", 0, 0, not_a_number, "").passed) << "nor one without a tolerance";
}

TEST(Catalogue, EveryRowSaysWhatItClaimsAndWhereFrom) {
  ASSERT_GE(row_catalogue().size(), 19U);
  for (const Row& row : row_catalogue()) {
    EXPECT_FALSE(row.claim.empty()) << row.word;
    EXPECT_FALSE(row.source.empty()) << row.word;
    for (const Row& other : row_catalogue()) EXPECT_TRUE(&row == &other || row.word != other.word) << row.word;
  }
}

TEST(Samples, MomentsOfAHandfulOfNumbers) {
  const std::vector<double> sample{2, 4, 4, 4, 5, 5, 7, 9};
  EXPECT_DOUBLE_EQ(mean(sample), 5);
  EXPECT_DOUBLE_EQ(deviation(sample), std::sqrt(32.0 / 7));
  EXPECT_DOUBLE_EQ(standard_error(sample), std::sqrt(32.0 / 7 / 8));
  EXPECT_DOUBLE_EQ(autocorrelation(std::vector<double>{1, -1, 1, -1}), -0.75);
}

TEST(Samples, RegressionFindsALine) {
  const std::vector<double> x{0, 1, 2, 3, 4}, y{1, 3, 5, 7, 9};
  EXPECT_NEAR(slope(x, y), 2, 1e-12);
  const auto fit = least_squares({{1, 1, 1, 1, 1}, x}, y);
  EXPECT_NEAR(fit[0], 1, 1e-12);
  EXPECT_NEAR(fit[1], 2, 1e-12);
}

TEST(Samples, SubbotinTellsLaplaceFromNormal) {
  std::vector<double> laplace, normal;
  for (std::uint64_t k = 0; k < 20000; ++k) {
    const Words words = draw({{1, 0}, Purpose::growth}, k, 0, 0);
    laplace.push_back(exponential(words.w[0]) * (uniform(words.w[1]) < 0.5 ? -1 : 1));
    normal.push_back(normal_pair(words.w[2], words.w[3]).first);
  }
  EXPECT_NEAR(subbotin_shape(laplace), 1, 0.05);
  EXPECT_NEAR(subbotin_shape(normal), 2, 0.1);
}

TEST(Samples, TailExponentIsThatOfAParetoDistribution) {
  std::vector<double> sizes;
  for (int k = 0; k < 20000; ++k) sizes.push_back(std::pow((k + 0.5) / 20000, -1 / 1.5));
  EXPECT_NEAR(tail_exponent(sizes), 1.5, 0.01);
}

class Comparison : public testing::Test {
 protected:
  const simulation::LoadedScenario loaded = quiet_world({"dynamics.growth_noise=0.05", "population.firms=300"});
  Model one = model_of(loaded, 0), other = model_of(loaded, 0);
};

TEST_F(Comparison, TheSameModelInAnotherOrderIsTheSame) {
  store_in_order(other, shuffled(300, 1));
  EXPECT_NE(one.economy.firms.id[0], other.economy.firms.id[0]);
  EXPECT_EQ(differing_columns(one, other), 0);
  EXPECT_EQ(fault_of(*other.economy.network), "");
}

TEST_F(Comparison, OneFirmThatDiffersIsFound) {
  store_in_order(other, shuffled(300, 1));
  other.economy.firms.cash[17] += 1e-9;
  EXPECT_EQ(differing_columns(one, other), 1);
}

TEST_F(Comparison, OneNumberOfASeriesThatDiffersIsFound) {
  const auto run = simulation::simulate(loaded, {});
  auto changed = run;
  EXPECT_EQ(differing_variables(run, changed), 0);
  changed.series[3].values.back() = 12345;
  EXPECT_EQ(differing_variables(run, changed), 1);
  EXPECT_EQ(differing_variables(run, changed, {.without = {}, .months = 3}), 0) << "later months are not compared";
}

TEST(Worlds, ScenariosThatRunByThemselvesAreFoundAndPartsAreNot) {
  Context context;
  context.scenarios = shipped_scenarios();
  const auto files = runnable_scenarios(context);
  EXPECT_NE(std::find(files.begin(), files.end(), "china/baseline.yaml"), files.end());
  EXPECT_NE(std::find(files.begin(), files.end(), "minimal.yaml"), files.end());
  EXPECT_EQ(std::find(files.begin(), files.end(), "common.yaml"), files.end());
}

TEST(Worlds, NothingMovesInTheQuietOne) {
  const auto loaded = quiet_world({"technologies.machine.review_rate=0 %"});
  Model model = model_of(loaded, 0);
  const auto before = model.economy.firms.sales;
  for (int month = 0; month < 24; ++month) advance_month(model);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_NEAR(model.economy.firms.sales[i] / before[i], 1, 1e-12);
  }
}

}  // namespace
}  // namespace millwright::evidence
