#include <cmath>
#include <set>

#include "economy/economy.hpp"
#include "simulation/disclosure.hpp"
#include "simulation/load.hpp"
#include "statistics/catalogue.hpp"
#include "support/scenarios.hpp"

// A table of the user's own firms becomes the firms of the start; what it leaves out is drawn as without it.
namespace millwright {
namespace {

constexpr const char* firms =
    "id,sector,employees,weight,region,ownership,cash,debt\n"
    "a,food,12,3,east,state,0.5,\nb,machinery,400,1,west,private,,40\nc,electronics,,2,,,,\nd,food,55,2,east,,,\n";

/// scenarios/minimal.yaml with that table, and further keys.
simulation::LoadedScenario load(const std::string& more = "", const std::string& table = firms,
                                std::vector<std::string> settings = {}) {
  const support::TemporaryFolder folder;
  folder.write("firms.csv", table);
  folder.write("links.csv", "supplier,buyer\na,b\nb,c\nd,c\n");
  const auto file = folder.write("a.yaml",
                                 "millwright: 1\nextends: millwright:minimal.yaml\n"
                                 "regions: {east: {share: 50 %}, west: {share: 50 %}}\n"
                                 "ownership: {private: {share: 90 %}, state: {share: 10 %}}\n"
                                 "population: {firms: 80, represents: 8, table: {file: firms.csv, min_cell: 2}}\n" +
                                     more);
  return simulation::load_scenario(
      {.file = file, .settings = std::move(settings), .scenario_name = {}, .allow_outside = {}});
}

TEST(OwnFirms, AreTheFirmsOfTheStart) {
  const auto loaded = load();
  const Economy economy = build_economy(loaded.scenario, {7, 0});
  const auto& columns = economy.firms;
  const std::size_t clones[] = {30, 10, 20, 20};
  std::size_t i = 0;
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t k = 0; k < clones[row]; ++k, ++i) {
      const std::uint8_t sectors[] = {0, 1, 2, 0};
      EXPECT_EQ(columns.sector[i], sectors[row]) << i;
      if (row < 2) {
        EXPECT_EQ(columns.region[i], row) << i;
        EXPECT_EQ(columns.ownership[i], row == 0 ? 1 : 0) << i;  // sorted by name
      }
      if (row == 0) {
        EXPECT_EQ(columns.cash[i], 0.5) << i;
      } else if (row == 1) {
        EXPECT_EQ(columns.debt[i], 40) << i;
      }
    }
  }
  EXPECT_EQ(i, columns.count());
}

// The table says who works there today, so the firm's drawn productivity must not make them more or fewer.
TEST(OwnFirms, HaveTheEmployeesOfTheTableBeforeTheyAdopt) {
  const auto loaded = load("technologies: {automation: {initial: {share: 0 %}}, ai: {initial: {share: 0 %}}}\n");
  const Economy economy = build_economy(loaded.scenario, {7, 0});
  for (std::size_t i = 0; i < 30; ++i) EXPECT_NEAR(economy.firms.employment[i], 12, 1e-9);
  for (std::size_t i = 60; i < 80; ++i) EXPECT_NEAR(economy.firms.employment[i], 55, 1e-9);
}

TEST(OwnFirms, WithoutAValueAreDrawnAsEver) {
  const std::string gaps = "id,sector,employees\na,,\nb,,\n";
  const auto with = load("", gaps), without = load("", gaps);
  auto drawn = without.scenario;
  drawn.population.roster = {};
  const Economy one = build_economy(with.scenario, {7, 0}), other = build_economy(drawn, {7, 0});
  for (std::size_t i = 0; i < other.firms.count(); ++i) {  // drawn firms are stored by sector, those of a table are not
    const std::size_t same = other.firms.id[i];
    EXPECT_EQ(one.firms.sector[same], other.firms.sector[i]);
    EXPECT_EQ(one.firms.employment[same], other.firms.employment[i]);
    EXPECT_EQ(one.firms.cash[same], other.firms.cash[i]);
  }
}

TEST(OwnFirms, TradeWithWhomTheirLinksSay) {
  const auto loaded = load("network: {file: links.csv}\n");
  const Economy economy = build_economy(loaded.scenario, {7, 0});
  EXPECT_EQ(fault_of(*economy.network), "");
  const auto row_of = [&](std::size_t i) { return loaded.scenario.population.roster.row[i]; };
  const std::set<std::pair<std::uint32_t, std::uint32_t>> wanted = {{0, 1}, {1, 2}, {2, 3}};
  for (std::uint32_t i = 0; i < economy.firms.count(); ++i) {
    EXPECT_FALSE(economy.network->partners_of(i).empty()) << "every clone of a firm with links has one";
    for (const std::uint32_t partner : economy.network->partners_of(i))
      EXPECT_TRUE(wanted.count(std::minmax(row_of(i), row_of(partner))) > 0) << i << " " << partner;
  }
}

TEST(OwnFirms, WhatIsMissingIsReported) {
  const auto warnings = load().document.warnings();
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_NE(warnings[0].find("1 of 4 employees, 1 of 4 region, 2 of 4 ownership, 3 of 4 cash, 3 of 4 debt"),
            std::string::npos)
      << warnings[0];
}

/// The value of a variable in one group, of several dimensions the last alone.
double value_of(const statistics::Observations& observations, const std::string& name, std::size_t place) {
  for (const auto& observed : observations)
    if (observed.variable.name == name) return observed.values.at(place);
  throw std::out_of_range(name);
}

// Clones do not make a group larger: what counts is how many firms of the table are in it.
TEST(ConfidentialFirms, BlankGroupsWithFewOfThem) {
  const auto loaded = load();
  const Economy economy = build_economy(loaded.scenario, {7, 0});
  statistics::Observations observations = statistics::observe_all(economy, economy.census);
  const statistics::Observations before = observations;
  simulation::blank_small_groups(economy, observations);
  EXPECT_EQ(value_of(observations, "employment_by_sector", 0), value_of(before, "employment_by_sector", 0));
  EXPECT_TRUE(std::isnan(value_of(observations, "employment_by_sector", 1)));
  EXPECT_TRUE(std::isnan(value_of(observations, "employment_by_sector", 2)));
  EXPECT_FALSE(std::isnan(value_of(observations, "employment", 0)));
  EXPECT_TRUE(std::isnan(value_of(observations, "adoption_share_by_sector", 1)));  // of the first technology
  EXPECT_TRUE(std::isnan(value_of(observations, "adoption_share_by_sector", 4)));  // of the second one
  EXPECT_FALSE(std::isnan(value_of(observations, "adopters_by_sector", 3)));
}

TEST(ConfidentialFirms, RecordNoEvents) {
  EXPECT_TRUE(load().scenario.outputs.events);
  const auto loaded = load("", firms, {"population.table.confidential=true"});
  EXPECT_FALSE(loaded.scenario.outputs.events);
}

}  // namespace
}  // namespace millwright
