#include "economy/closing.hpp"

#include <cmath>

#include "core/fixed_point.hpp"
#include "unit/month/shipped.hpp"

namespace millwright {
namespace {

struct ClosingSample {
  scenario::Scenario scenario = shipped::china(5000);
  Economy economy = build_economy(scenario, {1, 0});
  ClosingSample() { economy.environment.elapsed = 0; }
};

/// Counts the firms as they are now, and closes the month.
void close(Economy& economy) {
  economy.census = take_census(economy);
  close_month(economy);
}

TEST(Closing, AtTheStartDemandIsWhatFirmsSell) {
  const ClosingSample sample;
  const Economy& economy = sample.economy;
  std::vector<double> sales(economy.sectors.size(), 0);
  std::vector<std::int64_t> firms(economy.sectors.size(), 0);
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    sales[economy.firms.sector[i]] += economy.firms.sales[i];
    firms[economy.firms.sector[i]] += 1;
  }
  for (std::size_t s = 0; s < sales.size(); ++s) {
    EXPECT_NEAR(economy.environment.demand[s], sales[s], 1e-6 * static_cast<double>(firms[s]));
    EXPECT_EQ(economy.closing.normaliser[s], economy.environment.demand[s]);
    EXPECT_EQ(economy.closing.firms[s], firms[s]);
  }
}

TEST(Closing, TheNormaliserTakesUpWhatOrdersMissOfDemand) {
  ClosingSample sample;
  Economy& economy = sample.economy;
  const auto before = economy.closing.normaliser;
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    if (economy.firms.sector[i] == 0) economy.firms.orders[i] *= 1.25;
  }
  close(economy);
  EXPECT_NEAR(economy.closing.normaliser[0], 1.25 * before[0], 1e-5 * before[0]);
  EXPECT_NEAR(economy.closing.share_drift, 0.25, 1e-5);
  for (std::size_t s = 1; s < before.size(); ++s) EXPECT_EQ(economy.closing.normaliser[s], before[s]) << "sector " << s;
}

TEST(Closing, MeanAdvantageIsWeightedByOrders) {
  ClosingSample sample;
  Economy& economy = sample.economy;
  std::vector<double> sales(economy.sectors.size(), 0), weighted(economy.sectors.size(), 0);
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    economy.firms.cost_advantage[i] = 0.001 * static_cast<double>(i % 100) - 0.03;
    sales[economy.firms.sector[i]] += economy.firms.sales[i];
    weighted[economy.firms.sector[i]] += economy.firms.sales[i] * economy.firms.cost_advantage[i];
  }
  close(economy);
  for (std::size_t s = 0; s < sales.size(); ++s) {
    EXPECT_NEAR(economy.closing.mean_advantage(s), weighted[s] / sales[s], 1e-6) << "sector " << s;
  }
}

TEST(Closing, EvidenceIsTheRealisedShareOfThePromise) {
  ClosingSample sample;
  Economy& economy = sample.economy;
  constexpr std::size_t ai = 0;
  auto& columns = economy.firms.technology[ai];
  for (std::size_t i = 0; i < economy.firms.count(); ++i) columns.realised_gain[i] = 0.4 * columns.promised_gain[i];
  close(economy);
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    const auto weight = static_cast<double>(economy.closing.evidence_weight.at(ai, s));
    if (weight <= 0) continue;
    EXPECT_NEAR(static_cast<double>(economy.closing.evidence.at(ai, s)) / weight, 0.4, 1e-3) << "sector " << s;
  }
  for (std::size_t i = 0; i < economy.firms.count(); ++i) columns.realised_gain[i] = -columns.promised_gain[i];
  close(economy);
  for (std::size_t s = 0; s < economy.sectors.size(); ++s)
    EXPECT_EQ(economy.closing.evidence.at(ai, s), 0) << "a loss proves nothing more";
}

TEST(Closing, InsolvenciesOfTwelveMonthsAreKept) {
  ClosingSample sample;
  Economy& economy = sample.economy;
  for (int month = 0; month < 14; ++month) {
    economy.environment.elapsed = month;
    economy.flows.clear();
    economy.flows.insolvencies.at(0, economy.cells().of(1, 0, 0, 0)) = month + 1;
    close(economy);
  }
  std::int64_t total = 0;
  for (const std::int64_t count : economy.closing.insolvencies) total += count;
  EXPECT_EQ(total, 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14);
}

TEST(Closing, ExperienceCountsRobotsOrElseAdopters) {
  ClosingSample sample;
  Economy& economy = sample.economy;
  constexpr std::size_t ai = 0, automation = 1;
  economy.flows.new_adopters.at(ai, economy.cells().of(2, 0, 0, 1)) = 3;
  economy.flows.new_adopters.at(automation, economy.cells().of(2, 0, 0, 1)) = 3;
  economy.flows.robots_installed.at(automation, economy.cells().of(2, 0, 0, 1)) = to_fixed<sum_scale>(17.5);
  close(economy);
  close(economy);
  EXPECT_EQ(economy.closing.installed[ai], to_fixed<sum_scale>(6));
  EXPECT_EQ(economy.closing.installed[automation], to_fixed<sum_scale>(35));
}

}  // namespace
}  // namespace millwright
