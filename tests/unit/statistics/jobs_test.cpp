#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

/// An economy in the midst of a run: surplus and displacement differ by firm, and wages are paid.
struct Working : Eve {
  Working() {
    auto& firms = economy.firms;
    for (std::size_t i = 0; i < firms.count(); ++i) {
      firms.value_added[i] = 0.2 * firms.sales[i];
      firms.surplus[i] = (i % 3 == 0 ? -0.02 : 0.05) * firms.sales[i];
      firms.technology[automation].saved[i] = 0.01 * static_cast<double>(i % 7);
    }
    economy.environment.trend = 0.05;
    economy.environment.detrend = std::exp(-0.05);
    economy.environment.labour_cost = 0.0145;
  }
};

TEST(JobsObserver, TotalsAreThoseOfAPlainSum) {
  const Working eve;
  const auto all = eve.observe();
  const auto& firms = eve.economy.firms;
  expect_total(values(all, "output")[0], eve.national([&](std::size_t i) { return firms.output[i]; }));
  expect_total(values(all, "value_added")[0], eve.national([&](std::size_t i) { return firms.value_added[i]; }));
  expect_total(values(all, "employment")[0], eve.national([&](std::size_t i) { return firms.employment[i]; }));
  expect_total(values(all, "wage_bill")[0], eve.national([&](std::size_t i) { return 0.0145 * firms.employment[i]; }));
  expect_total(values(all, "sales")[0], eve.national([&](std::size_t i) { return firms.sales[i]; }));
}

TEST(JobsObserver, DisplacedWorkersAreTheShareSavedOfBaselineWorkers) {
  const Working eve;
  const auto& firms = eve.economy.firms;
  const double displaced = eve.national([&](std::size_t i) {
    return (firms.technology[automation].saved[i] + firms.technology[ai].saved[i]) *
           eve.economy.sectors[firms.sector[i]].labour_coefficient * firms.sales[i] * std::exp(-0.05);
  });
  ASSERT_GT(displaced, 0);
  expect_total(values(eve.observe(), "workers_displaced")[0], displaced);
}

TEST(JobsObserver, NoFirmIsSaidToSaveMoreThanNineTenthsOfItsWorkers) {
  Working eve;
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < firms.count(); ++i) firms.technology[automation].saved[i] = 3;
  const double baseline = eve.national([&](std::size_t i) {
    return eve.economy.sectors[firms.sector[i]].labour_coefficient * firms.sales[i] * std::exp(-0.05);
  });
  expect_total(values(eve.observe(), "workers_displaced")[0], 0.9 * baseline);
}

TEST(JobsObserver, RatiosAreThoseOfAggregatesNotMeansOfFirms) {
  const Working eve;
  const auto all = eve.observe();
  const double sales = values(all, "sales")[0], added = values(all, "value_added")[0];
  EXPECT_NEAR(values(all, "labour_productivity")[0], 12 * added / values(all, "employment")[0], 1e-9);
  EXPECT_NEAR(values(all, "labour_share")[0], values(all, "wage_bill")[0] / added, 1e-9);
  const double surplus = eve.national([&](std::size_t i) { return eve.economy.firms.surplus[i]; });
  EXPECT_NEAR(values(all, "profit_margin")[0], surplus / sales, 1e-6);
  for (const std::string group : {"", "_by_sector", "_by_size", "_by_sector_size"})
    expect_shares(all, "labour_share" + group);
}

TEST(JobsObserver, GroupsAddUpToTheTotal) {
  const Working eve;
  const auto all = eve.observe();
  for (const char* name : {"output", "value_added", "employment", "workers_displaced", "wage_bill", "sales"}) {
    expect_groups_add_up(all, name);
  }
}

TEST(JobsObserver, WageIsLabourCostWithoutContributionsPerYear) {
  const Working eve;
  EXPECT_NEAR(values(eve.observe(), "wage")[0], 12 * 0.0145 / 1.45, 1e-12);
}

TEST(JobsObserver, AnEmptyCellHasNoRatio) {
  Working eve;
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < firms.count(); ++i) firms.size[i] = small_firm;
  const auto all = eve.observe();
  EXPECT_TRUE(std::isnan(values(all, "labour_productivity_by_size")[large_firm]));
  EXPECT_TRUE(std::isnan(values(all, "profit_margin_by_size")[large_firm]));
  EXPECT_EQ(values(all, "employment_by_size")[large_firm], 0);
}

TEST(JobsObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  expect_variable(eve, all, "output_by_sector", {"sector"}, "m CNY", "time: sum");
  expect_variable(eve, all, "value_added", {}, "m CNY", "time: sum");
  expect_variable(eve, all, "employment_by_sector_size", {"sector", "size"}, "worker", "time: point");
  expect_variable(eve, all, "workers_displaced", {}, "worker", "time: point");
  expect_variable(eve, all, "wage_bill", {}, "m CNY", "time: sum");
  expect_variable(eve, all, "labour_productivity", {}, "m CNY worker-1 year-1", "time: mean");
  expect_variable(eve, all, "labour_share_by_size", {"size"}, "1", "time: mean");
  expect_variable(eve, all, "profit_margin", {}, "1", "time: mean");
  expect_variable(eve, all, "wage", {}, "m CNY worker-1 year-1", "time: mean");
}

}  // namespace
}  // namespace millwright::statistics
