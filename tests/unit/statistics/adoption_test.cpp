#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

constexpr double scale = Eve::firms_per_simulated;

TEST(AdoptionObserver, TotalsAreThoseOfAPlainCount) {
  const Eve eve;
  const auto all = eve.observe();
  const auto& firms = eve.economy.firms;
  for (const std::size_t j : {ai, automation}) {
    const auto& columns = firms.technology[j];
    const auto adopted = [&](std::size_t i) { return columns.level[i] > 0; };
    const double adopters = eve.national(adopted);
    ASSERT_GT(adopters, 0);
    EXPECT_NEAR(values(all, "adopters")[j], adopters, 1e-9);
    EXPECT_NEAR(values(all, "adoption_share")[j], adopters / 960, 1e-12);
    EXPECT_NEAR(values(all, "tranches_live")[j], eve.national([&](std::size_t i) { return columns.level[i]; }), 1e-9);
    const double workers = eve.national([&](std::size_t i) { return firms.employment[i]; });
    const double theirs = eve.national([&](std::size_t i) { return adopted(i) ? firms.employment[i] : 0.0; });
    EXPECT_NEAR(values(all, "adoption_share_workers")[j], theirs / workers, 1e-9);
    const double robots = eve.national([&](std::size_t i) {
      double sum = 0;
      for (std::size_t k = 0; k < columns.level[i]; ++k) sum += static_cast<double>(columns.robots.of(i)[k]);
      return sum;
    });
    expect_total(values(all, "robot_stock")[j], robots);
    EXPECT_NEAR(values(all, "robot_density")[j], 1e4 * robots / workers, 1e-6 * (1 + robots));
  }
  EXPECT_GT(values(all, "robot_stock")[automation], 0);
  EXPECT_EQ(values(all, "robot_stock")[ai], 0);  // AI has no robots
}

TEST(AdoptionObserver, GroupsAddUpToTheTotal) {
  const Eve eve;
  const auto all = eve.observe();
  for (const char* name : {"adopters", "tranches_live", "robot_stock", "new_adopters"}) expect_groups_add_up(all, name);
}

TEST(AdoptionObserver, SharesAreSharesAndThoseOfACellAreItsOwn) {
  const Eve eve;
  const auto all = eve.observe();
  for (const std::string group : {"", "_by_sector", "_by_size", "_by_sector_size"}) {
    expect_shares(all, "adoption_share" + group);
    expect_shares(all, "adoption_share_workers" + group);
    const auto &share = values(all, "adoption_share" + group), &adopters = values(all, "adopters" + group),
               &firms = values(all, "firms" + group);
    for (std::size_t k = 0; k < share.size(); ++k) {
      if (firms[k % firms.size()] > 0) {
        EXPECT_NEAR(share[k] * firms[k % firms.size()], adopters[k], 1e-9) << group;
      }
    }
  }
}

TEST(AdoptionObserver, FirmsByLevelHoldEveryFirmOnce) {
  const Eve eve;
  const auto all = eve.observe();
  const auto& levels = values(all, "firms_by_level");
  for (const std::size_t j : {ai, automation}) {
    double firms = 0, tranches_live = 0;
    for (std::size_t level = 0; level <= tranches; ++level) {
      firms += levels[j * (tranches + 1) + level];
      tranches_live += static_cast<double>(level) * levels[j * (tranches + 1) + level];
    }
    EXPECT_NEAR(firms, 960, 1e-9);
    EXPECT_NEAR(firms - levels[j * (tranches + 1)], values(all, "adopters")[j], 1e-9);
    EXPECT_NEAR(tranches_live, values(all, "tranches_live")[j], 1e-9);
  }
}

TEST(AdoptionObserver, FlowsOfTheMonthAreNationalAndInTheirCell) {
  Eve eve;
  auto& flows = eve.economy.flows;
  flows.new_adopters.at(automation, cell_of(machinery, large_firm)) = 3;
  flows.projects_started.at(ai, cell_of(food, small_firm)) = 5;
  flows.robots_installed.at(automation, cell_of(electronics, medium_firm)) = fixed(2.5);
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "new_adopters")[automation], 3 * scale);
  EXPECT_DOUBLE_EQ(values(all, "new_adopters_by_sector")[automation * 3 + machinery], 3 * scale);
  EXPECT_DOUBLE_EQ(values(all, "new_adopters_by_sector_size")[automation * 9 + machinery * 3 + large_firm], 3 * scale);
  EXPECT_EQ(values(all, "new_adopters")[ai], 0);
  EXPECT_DOUBLE_EQ(values(all, "projects_started_by_size")[ai * 3 + small_firm], 5 * scale);
  EXPECT_DOUBLE_EQ(values(all, "robots_installed")[automation], 2.5 * scale);
}

TEST(AdoptionObserver, AnotherSurveysSizeClassesLeaveSmallerFirmsOut) {
  Eve eve("outputs: {size_schemes: {survey: {small: 10-49, medium: 50-249, large: 250-99999, huge: 100000-}}}\n");
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < 20; ++i) {  // too small for the survey, and all of them adopters
    firms.employment[i] = 5;
    firms.technology[ai].level[i] = 1;
  }
  const auto all = eve.observe();
  expect_variable(eve, all, "adoption_share_by_size_survey", {"technology", "size_survey"}, "1", "time: point");
  const auto& shares = values(all, "adoption_share_by_size_survey");
  const double bounds[] = {10, 50, 250, 100000, INFINITY};
  for (std::size_t z = 0; z < 4; ++z) {
    double count = 0, adopters = 0;
    for (std::size_t i = 0; i < firms.count(); ++i) {
      if (firms.employment[i] < bounds[z] || firms.employment[i] >= bounds[z + 1]) continue;
      count += 1;
      adopters += firms.technology[ai].level[i] > 0 ? 1 : 0;
    }
    if (count > 0) {
      EXPECT_NEAR(shares[ai * 4 + z], adopters / count, 1e-12) << z;
    }
  }
  EXPECT_TRUE(std::isnan(shares[ai * 4 + 3]));  // no firm is that large: no share, rather than a share of zero
}

TEST(AdoptionObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  expect_variable(eve, all, "adoption_share", {"technology"}, "1", "time: point");
  expect_variable(eve, all, "adoption_share_workers_by_size", {"technology", "size"}, "1", "time: point");
  expect_variable(eve, all, "adopters_by_sector", {"technology", "sector"}, "1", "time: point");
  expect_variable(eve, all, "robot_stock_by_sector_size", {"technology", "sector", "size"}, "robot", "time: point");
  expect_variable(eve, all, "robot_density", {"technology"}, "1e-4 robot/worker", "time: point");
  expect_variable(eve, all, "firms_by_level", {"technology", "level"}, "1", "time: point");
  expect_variable(eve, all, "new_adopters", {"technology"}, "1", "time: sum");
  expect_variable(eve, all, "robots_installed", {"technology"}, "robot", "time: sum");
}

}  // namespace
}  // namespace millwright::statistics
