#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "unit/simulation/runs.hpp"

// The tables of a result tell the same story as its series: who lived, who was awarded what, who went live.
namespace millwright::runs {
namespace {

using Key = std::tuple<int, int, int>;  // replicate, firm, generation

const results::Result& two_years() {
  static const auto result = china({.settings = {"end=2025-12"}, .scenario_name = {}, .replicates = 2});
  return result;
}

const results::Table& table(const std::string& name) {
  return *std::ranges::find(two_years().tables, name, &results::Table::name);
}

const results::TableColumn& column(const results::Table& table, const std::string& name) {
  return *std::ranges::find(table.columns, name, &results::TableColumn::name);
}

Key key(const results::Table& table, std::size_t row) {
  return {table.columns[0].integers[row], table.columns[1].integers[row], table.columns[2].integers[row]};
}

constexpr double represented = 160;  // firms of the country per simulated firm

TEST(Lives, EveryFirmThatEverLivedHasOneRowAndExitsAndEntriesAreThoseOfTheSeries) {
  const auto& firms = table("lives");
  const auto& exit = column(firms, "exit").integers;
  std::set<Key> seen;
  std::map<std::pair<int, int>, double> exits, entries;  // by replicate and month
  for (std::size_t row = 0; row < exit.size(); ++row) {
    EXPECT_TRUE(seen.insert(key(firms, row)).second) << "a firm twice";
    const auto [replicate, firm, generation] = key(firms, row);
    if (exit[row] >= 0) exits[{replicate, exit[row]}] += represented;
    if (generation >= 0) entries[{replicate, generation}] += represented;
  }
  for (int replicate = 0; replicate < 2; ++replicate) {
    for (int month = 0; month < 24; ++month) {
      const auto of_month = [&](const char* name) {
        return at(two_years(), series(two_years(), name), static_cast<std::size_t>(month), replicate)[0];
      };
      EXPECT_DOUBLE_EQ((exits[{replicate, month}]), of_month("exits")) << month;
      EXPECT_DOUBLE_EQ((entries[{replicate, month}]), of_month("entries")) << month;
    }
  }
}

TEST(Lives, AwardsAndTheirMoneyAreThoseOfTheLedgers) {
  const auto& awards = table("awarded");
  const auto& instrument = column(awards, "instrument");
  for (std::size_t p = 0; p < instrument.labels.size(); ++p) {
    for (int replicate = 0; replicate < 2; ++replicate) {
      double number = 0, money = 0, booked_number = 0, booked_money = 0;
      for (std::size_t row = 0; row < instrument.integers.size(); ++row) {
        if (instrument.integers[row] != static_cast<int>(p) || awards.columns[0].integers[row] != replicate) continue;
        number += represented, money += represented * column(awards, "amount").numbers[row];
      }
      for (std::size_t month = 0; month < two_years().months.size(); ++month) {
        booked_number += at(two_years(), series(two_years(), "awards"), month, replicate)[p];
        booked_money += at(two_years(), series(two_years(), "spending"), month, replicate)[p];
      }
      EXPECT_DOUBLE_EQ(number, booked_number) << instrument.labels[p];
      EXPECT_NEAR(money, booked_money, 1e-6 * booked_money) << instrument.labels[p];
    }
  }
  EXPECT_FALSE(instrument.integers.empty());
}

TEST(Lives, WhoeverGoesLiveOrIsAwardedSomethingIsOneOfTheFirms) {
  std::set<Key> firms;
  for (std::size_t row = 0; row < table("lives").columns[0].integers.size(); ++row)
    firms.insert(key(table("lives"), row));
  for (const char* name : {"events", "awarded"}) {
    for (std::size_t row = 0; row < table(name).columns[0].integers.size(); ++row)
      EXPECT_TRUE(firms.contains(key(table(name), row))) << name << " " << row;
  }
}

TEST(Lives, FirstGoLivesAndThoseOfTheStartAreTheAdoptersOfTheSeries) {
  const auto& firms = table("lives");
  const auto adopters = series(two_years(), "new_adopters");
  for (int technology = 0; technology < 2; ++technology) {
    double at_start = 0;
    for (const std::int32_t live : column(firms, "live_at_start_" + std::to_string(technology)).integers)
      at_start += live;
    EXPECT_GT(at_start, 0);
    double first = 0, counted = 0;
    const auto& events = table("events");
    for (std::size_t row = 0; row < events.columns[0].integers.size(); ++row) {
      if (column(events, "technology").integers[row] == technology && column(events, "level").integers[row] == 1)
        first += represented;
    }
    for (int replicate = 0; replicate < 2; ++replicate) {
      for (std::size_t month = 0; month < two_years().months.size(); ++month)
        counted += at(two_years(), adopters, month, replicate)[static_cast<std::size_t>(technology)];
    }
    EXPECT_DOUBLE_EQ(first, counted);
  }
}

}  // namespace
}  // namespace millwright::runs
