#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

constexpr double scale = Eve::firms_per_simulated;

TEST(InvestmentObserver, OrdersAndRenewalsAreNationalMoneyAndKeptApart) {
  Eve eve;
  auto& flows = eve.economy.flows;
  flows.investment.at(automation, cell_of(food, small_firm)) = fixed(10);
  flows.investment.at(automation, cell_of(electronics, large_firm)) = fixed(2.25);
  flows.replacement_investment.at(ai, cell_of(machinery, medium_firm)) = fixed(4);
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "investment")[automation], 12.25 * scale);
  EXPECT_EQ(values(all, "investment")[ai], 0);
  EXPECT_DOUBLE_EQ(values(all, "investment_by_sector_size")[automation * 9 + electronics * 3 + large_firm],
                   2.25 * scale);
  EXPECT_DOUBLE_EQ(values(all, "replacement_investment_by_size")[ai * 3 + medium_firm], 4 * scale);
  expect_groups_add_up(all, "investment");
  expect_groups_add_up(all, "replacement_investment");
}

TEST(InvestmentObserver, ProjectPriceIsThatOfTenWorkersAtTheIndexOfTheMonth) {
  Eve eve;
  auto& climate = eve.economy.environment.technology;
  climate[automation].price_index = 0.9;
  climate[ai].price_index = 1.1;
  const auto all = eve.observe();
  EXPECT_NEAR(values(all, "project_price")[automation], 0.9 * (2.9 + 10 * 0.336), 1e-12);
  EXPECT_NEAR(values(all, "project_price")[ai], 1.1 * (2.24 + 10 * 0.21), 1e-12);
}

TEST(InvestmentObserver, ReportsFlooredDiscountsAndTheEquipmentIndex) {
  Eve eve;
  eve.economy.flows.discount_floored.at(ai, 0) = 6;
  eve.economy.environment.equipment_index = 1.07;
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "discount_floored")[ai], 6 * scale);
  EXPECT_EQ(values(all, "discount_floored")[automation], 0);
  EXPECT_EQ(values(all, "equipment_price_index"), std::vector<double>{1.07});
}

TEST(InvestmentObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  expect_variable(eve, all, "investment", {"technology"}, "m CNY", "time: sum");
  expect_variable(eve, all, "replacement_investment_by_sector", {"technology", "sector"}, "m CNY", "time: sum");
  expect_variable(eve, all, "project_price", {"technology"}, "m CNY", "time: point");
  expect_variable(eve, all, "equipment_price_index", {}, "1", "time: point");
  expect_variable(eve, all, "discount_floored", {"technology"}, "1", "time: sum");
}

}  // namespace
}  // namespace millwright::statistics
