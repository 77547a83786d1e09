#include <gtest/gtest.h>

#include "economy/closing.hpp"
#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

/// The economy after its first month has closed, as far as productivity is concerned.
struct FirstMonth : Eve {
  FirstMonth() {
    economy.environment.elapsed = 0;
    economy.environment.labour_cost = 0.0123;
    close_productivity(economy);
  }
};

TEST(ProductivityObserver, TheIndexIsAHundredInTheFirstMonth) {
  const FirstMonth eve;
  const auto all = eve.observe();
  EXPECT_NEAR(values(all, "tfp_index")[0], 100, 1e-4);  // rounding of fixed point
  for (const double sector : values(all, "tfp_index_by_sector")) EXPECT_NEAR(sector, 100, 1e-4);
}

TEST(ProductivityObserver, MoreValueAddedFromTheSameInputsIsProductivity) {
  FirstMonth eve;
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < firms.count(); ++i) firms.value_added[i] *= 1.1;
  EXPECT_NEAR(values(eve.observe(), "tfp_index")[0], 110, 1e-3);
}

TEST(ProductivityObserver, CapitalIsThatOfTheFirmsAndItsShareOfAiGrowsWithIntangibles) {
  FirstMonth eve;
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    firms.technology[ai].level[i] = i % 4 == 0 ? 1 : 0;  // only who has a tranche has paid for one
    firms.technology[ai].capital[i] = i % 4 == 0 ? 2 : 0;
    firms.technology[automation].level[i] = i % 5 == 0 ? 1 : 0;
    firms.technology[automation].capital[i] = i % 5 == 0 ? 3 : 0;
  }
  const auto all = eve.observe();
  expect_total(values(all, "capital_stock")[ai], eve.national([](std::size_t i) { return i % 4 == 0 ? 2 : 0; }));
  expect_groups_add_up(all, "capital_stock");
  const double of_ai = values(all, "capital_stock")[ai], others = values(all, "capital_stock")[automation];
  const double rest = values(all, "conventional_capital")[0];
  EXPECT_NEAR(values(all, "ai_capital_share")[0], of_ai / (of_ai + others + rest), 1e-6);
  EXPECT_NEAR(values(all, "ai_capital_share_with_intangibles")[0], 4 * of_ai / (4 * of_ai + others + rest), 1e-6);
}

TEST(ProductivityObserver, TheGapOfAdoptersIsWhatTheyMakeMoreOfTheSameInputs) {
  FirstMonth eve;
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    firms.value_added[i] = i % 2 == 0 ? 1.2 : 1;  // adopters of AI make a fifth more
    firms.output[i] = 4, firms.employment[i] = 30;
    for (auto& columns : firms.technology) columns.level[i] = 0, columns.capital[i] = 0;
    firms.technology[ai].level[i] = i % 2 == 0 ? 1 : 0;
    firms.sector[i] = i < firms.count() / 2 ? food : machinery;
  }
  const auto all = eve.observe();
  EXPECT_NEAR(values(all, "tfp_gap_adopters")[ai], std::log(1.2), 1e-4);
  EXPECT_NEAR(values(all, "tfp_gap_adopters_by_sector")[ai * 3 + food], std::log(1.2), 1e-4);
  EXPECT_TRUE(std::isnan(values(all, "tfp_gap_adopters_by_sector")[ai * 3 + electronics])) << "no firms, no gap";
  EXPECT_TRUE(std::isnan(values(all, "tfp_gap_adopters")[automation])) << "no adopters, no gap";
}

TEST(ProductivityObserver, TheYearsPartsAddUpToTheGrowthOfTheWeightedMean) {
  FirstMonth eve;
  auto& economy = eve.economy;
  auto& firms = economy.firms;
  const auto mean = [&](std::size_t s, auto weight, auto productivity) {
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < firms.count(); ++i) {
      if (firms.sector[i] == s) sum += weight(i) * productivity(i), weights += weight(i);
    }
    return sum / weights;
  };
  const auto marked = [&](std::size_t s) {
    return mean(
        s, [&](std::size_t i) { return firms.past_output[i]; }, [&](std::size_t i) { return firms.past_tfp[i]; });
  };
  const double before = marked(machinery);
  // One firm of the sector is replaced by a smaller one; all others change.
  bool replaced = false;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    firms.output[i] *= 1 + 0.02 * static_cast<double>(i % 7);
    firms.value_added[i] *= 1 + 0.03 * static_cast<double>(i % 5);
    if (replaced || firms.sector[i] != machinery) continue;
    add_exit(firms, i, economy.flows.exit_productivity);
    firms.past_output[i] = firms.past_tfp[i] = 0;
    firms.output[i] *= 0.3;
    replaced = true;
  }
  economy.environment.elapsed = 11;
  close_productivity(economy);
  const auto all = eve.observe();
  const double parts = values(all, "tfp_within_by_sector")[machinery] +
                       values(all, "tfp_between_by_sector")[machinery] +
                       values(all, "tfp_entry_exit_by_sector")[machinery];
  EXPECT_NEAR(parts, marked(machinery) - before, 1e-5);
  EXPECT_NE(values(all, "tfp_entry_exit_by_sector")[machinery], 0);
  EXPECT_EQ(values(all, "tfp_entry_exit_by_sector")[food], 0);
}

}  // namespace
}  // namespace millwright::statistics
