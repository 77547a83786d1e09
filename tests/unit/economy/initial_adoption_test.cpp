#include "economy/initial_adoption.hpp"

#include <cmath>

#include "unit/month/shipped.hpp"

namespace millwright {
namespace {

constexpr int firms_drawn = 20000;
constexpr std::size_t ai = 0, automation = 1;  // in the order of their names

std::size_t adopters(const Economy& economy, std::size_t j) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < economy.firms.count(); ++i) count += economy.firms.technology[j].level[i] > 0 ? 1 : 0;
  return count;
}

TEST(InitialAdoption, RobotsInUseMeetTheReportedStock) {
  const auto scenario = shipped::china(firms_drawn);
  const Economy economy = build_economy(scenario, {20260518, 0});
  const auto& columns = economy.firms.technology[automation];
  double robots = 0;
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    for (const float of_tranche : columns.robots.of(i).first(columns.level[i]))
      robots += static_cast<double>(of_tranche);
  }
  const double stock = scenario.technologies[automation].value.initial.stock;
  EXPECT_EQ(stock, 1755132);
  EXPECT_NEAR(robots * economy.firms_represented(), stock, 0.005 * stock);
}

TEST(InitialAdoption, ShareOfAdoptersIsMetUpToOneFirm) {
  for (const int percent : {1, 10, 60}) {
    const auto scenario =
        shipped::china(firms_drawn, {"technologies.ai.initial.share=" + std::to_string(percent) + " %"});
    const Economy economy = build_economy(scenario, {20260518, 0});
    EXPECT_NEAR(static_cast<double>(adopters(economy, ai)), firms_drawn * percent / 100.0, 1.0001);
  }
}

TEST(InitialAdoption, NothingAskedForIsNothingThere) {
  const auto scenario = shipped::china(2000, {"technologies.ai.initial.share=0 %"});
  const Economy economy = build_economy(scenario, {20260518, 0});
  EXPECT_EQ(adopters(economy, ai), 0U);
  for (std::size_t i = 0; i < economy.firms.count(); ++i) EXPECT_NE(economy.firms.project[i], ai);
}

TEST(InitialAdoption, LargeFirmsAreAheadOfSmallOnes) {
  const auto scenario = shipped::china(firms_drawn);
  const Economy economy = build_economy(scenario, {20260518, 0});
  for (const std::size_t j : {ai, automation}) {
    std::vector<double> firms(economy.sizes(), 0), live(economy.sizes(), 0);
    for (std::size_t i = 0; i < economy.firms.count(); ++i) {
      firms[economy.firms.size[i]] += 1;
      live[economy.firms.size[i]] += economy.firms.technology[j].level[i] > 0 ? 1 : 0;
    }
    for (std::size_t z = 1; z < firms.size(); ++z)
      EXPECT_GT(live[z] / firms[z], live[z - 1] / firms[z - 1]) << "technology " << j;
  }
}

double share_of_adopters(const Economy& economy, std::size_t j, std::size_t size) {
  double firms = 0, live = 0;
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    if (economy.firms.size[i] != size) continue;
    firms += 1, live += economy.firms.technology[j].level[i] > 0 ? 1 : 0;
  }
  return live / firms;
}

TEST(InitialAdoption, BeyondItsLimitSizeDoesNotMatter) {
  const std::string initial = "technologies.ai.initial.";
  const auto lead = [&](const std::string& limit) {
    const auto scenario = shipped::china(
        firms_drawn, {initial + "share=30 %", initial + "potential_slope=0", initial + "size_limit=" + limit});
    const Economy economy = build_economy(scenario, {20260518, 0});
    return share_of_adopters(economy, ai, 2) - share_of_adopters(economy, ai, 0);
  };
  EXPECT_NEAR(lead("1"), 0, 0.1) << "some 280 large firms: three standard errors of their share";
  EXPECT_GT(lead("1e9"), 0.3);
}

TEST(InitialAdoption, TranchesAreNoOlderThanTheyCanBe) {
  const auto scenario = shipped::china(firms_drawn);
  const Economy economy = build_economy(scenario, {20260518, 0});
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    const auto& technology = scenario.technologies[j].value;
    const auto& columns = economy.firms.technology[j];
    for (std::size_t i = 0; i < economy.firms.count(); ++i) {
      double effects = 0;
      for (std::size_t slot = 0; slot < columns.level[i]; ++slot) {
        ASSERT_LE(columns.go_live.of(i)[slot], 0);
        ASSERT_GE(columns.go_live.of(i)[slot], -technology.service_life);
        effects += static_cast<double>(columns.effect.of(i)[slot]);
      }
      ASSERT_NEAR(columns.saved[i] + columns.promised_gain[i], effects, 1e-12);
    }
  }
}

TEST(InitialAdoption, SomeProjectsAreUnderWay) {
  const auto scenario = shipped::china(firms_drawn);
  const Economy economy = build_economy(scenario, {20260518, 0});
  const auto& firms = economy.firms;
  std::vector<int> under_way(economy.technologies(), 0);
  for (std::size_t i = 0; i < firms.count(); ++i) {
    if (firms.project[i] == no_project) continue;
    const auto& technology = scenario.technologies[firms.project[i]].value;
    under_way[firms.project[i]] += 1;
    ASSERT_GE(firms.project_months[i], 1);
    ASSERT_LE(firms.project_months[i], technology.lead_time);
    ASSERT_LE(firms.project_review[i], 0);
    ASSERT_GT(firms.project_effect[i], 0.0F);
    ASSERT_EQ(firms.payment[i], 0) << "what was ordered before the start is paid";
  }
  for (std::size_t j = 0; j < under_way.size(); ++j) EXPECT_GT(under_way[j], 0) << scenario.technologies[j].name;
}

TEST(InitialAdoption, AStockThatNobodyCouldUseIsRefused) {
  const auto scenario = shipped::china(1000, {"technologies.automation.initial.stock=1e11"});
  EXPECT_THROW(build_economy(scenario, {1, 0}), UserError);
}

}  // namespace
}  // namespace millwright
