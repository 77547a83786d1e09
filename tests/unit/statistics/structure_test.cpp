#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

constexpr double scale = Eve::firms_per_simulated;

TEST(StructureObserver, FirmsAreThoseOfTheCountryAndEachIsCountedOnce) {
  const Eve eve;
  const auto all = eve.observe();
  const auto& firms = eve.economy.firms;
  EXPECT_NEAR(values(all, "firms")[0], 960, 1e-9);
  expect_groups_add_up(all, "firms");
  for (const std::size_t s : {food, machinery, electronics}) {
    EXPECT_NEAR(values(all, "firms_by_sector")[s], eve.national([&](std::size_t i) { return firms.sector[i] == s; }),
                1e-9);
  }
  for (const std::size_t z : {small_firm, medium_firm, large_firm}) {
    EXPECT_NEAR(values(all, "firms_by_size")[z], eve.national([&](std::size_t i) { return firms.size[i] == z; }), 1e-9);
  }
}

TEST(StructureObserver, TurnoverIsNationalAndInItsCell) {
  Eve eve;
  auto& flows = eve.economy.flows;
  flows.entries.at(0, cell_of(food, small_firm)) = 4;
  flows.exits.at(0, cell_of(machinery, medium_firm)) = 3;
  flows.insolvencies.at(0, cell_of(machinery, medium_firm)) = 1;
  flows.credit_refused.at(0, cell_of(electronics, large_firm)) = 2;
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "entries_by_sector")[food], 4 * scale);
  EXPECT_DOUBLE_EQ(values(all, "exits")[0], 3 * scale);
  EXPECT_DOUBLE_EQ(values(all, "insolvencies_by_size")[medium_firm], 1 * scale);
  EXPECT_DOUBLE_EQ(values(all, "credit_refused_by_sector_size")[electronics * 3 + large_firm], 2 * scale);
  for (const char* name : {"entries", "exits", "insolvencies", "credit_refused"}) expect_groups_add_up(all, name);
}

TEST(StructureObserver, HerfindahlIndexIsTheSumOfSquaredShares) {
  const Eve eve;
  const auto all = eve.observe();
  const auto& firms = eve.economy.firms;
  for (const std::size_t s : {food, machinery, electronics}) {
    double total = 0, squares = 0, count = 0;
    for (std::size_t i = 0; i < firms.count(); ++i) {
      if (firms.sector[i] != s) continue;
      total += firms.orders[i];
      squares += firms.orders[i] * firms.orders[i];
      count += 1;
    }
    const double index = values(all, "hhi")[s];
    EXPECT_NEAR(index, squares / (total * total), 1e-6);
    EXPECT_GE(index, 1 / count - 1e-6);  // lowest when all are of one size
    EXPECT_LE(index, 1);
  }
}

TEST(StructureObserver, HerfindahlIndexOfAMonopolyIsOne) {
  Eve eve;
  auto& economy = eve.economy;
  bool first = true;
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    if (economy.firms.sector[i] != food) continue;
    economy.firms.orders[i] = first ? 50 : 0;
    first = false;
  }
  economy.closing.orders[food] = fixed(50);
  EXPECT_NEAR(values(eve.observe(), "hhi")[food], 1, 1e-9);
}

TEST(StructureObserver, DebtIsComparedWithAYearOfValueAdded) {
  Eve eve;
  auto& firms = eve.economy.firms;
  double debt = 0, added = 0;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    firms.value_added[i] = 1 + static_cast<double>(i % 5);
    firms.debt[i] = static_cast<double>(i % 11);
    if (firms.size[i] != small_firm) continue;
    debt += firms.debt[i];
    added += firms.value_added[i];
  }
  EXPECT_NEAR(values(eve.observe(), "debt_ratio")[small_firm], debt / (12 * added), 1e-9);
}

TEST(StructureObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  expect_variable(eve, all, "firms", {}, "1", "time: point");
  expect_variable(eve, all, "entries_by_sector", {"sector"}, "1", "time: sum");
  expect_variable(eve, all, "exits_by_size", {"size"}, "1", "time: sum");
  expect_variable(eve, all, "insolvencies", {}, "1", "time: sum");
  expect_variable(eve, all, "credit_refused", {}, "1", "time: sum");
  expect_variable(eve, all, "hhi", {"sector"}, "1", "time: point");
  expect_variable(eve, all, "debt_ratio", {"size"}, "year", "time: point");
}

}  // namespace
}  // namespace millwright::statistics
