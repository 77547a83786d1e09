#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

TEST(InstrumentsObserver, MoneyIsThatOfTheCountryInMillions) {
  Eve eve;
  ASSERT_EQ(eve.economy.instruments.size(), 1u);
  InstrumentLedger& ledger = eve.economy.instruments[0];
  ledger.spending = 250'000'000;  // cents of the simulated firms: 2.5 million
  ledger.budget = 416'666'666;    // a 4.8th of 20 million
  ledger.spent = 300'000'000;
  const auto all = eve.observe();
  EXPECT_NEAR(values(all, "spending")[0], 12, 1e-9);
  EXPECT_NEAR(values(all, "budget_left")[0], 20 - 14.4, 1e-6);
}

TEST(InstrumentsObserver, ApplicationsSplitIntoAwardsRefusalsAndAwardsReturned) {
  Eve eve;
  InstrumentLedger& ledger = eve.economy.instruments[0];
  ledger.applications = 15;
  ledger.awards = 10;
  ledger.refusals = 4;
  ledger.returned = 1;
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "applications")[0], 72);
  EXPECT_DOUBLE_EQ(values(all, "awards")[0], 48);
  EXPECT_DOUBLE_EQ(values(all, "refusals")[0], 19.2);
  EXPECT_DOUBLE_EQ(values(all, "awards_returned")[0], 4.8);
}

TEST(InstrumentsObserver, NetSpendingCountsForgoneTaxesAndDeductsLevies) {
  Eve eve;
  InstrumentLedger& ledger = eve.economy.instruments[0];
  ledger.spending = 250'000'000;
  ledger.forgone = 100'000'000;
  ledger.revenue = 50'000'000;
  const auto all = eve.observe();
  EXPECT_NEAR(values(all, "forgone_revenue")[0], 4.8, 1e-9);
  EXPECT_NEAR(values(all, "levy_revenue")[0], 2.4, 1e-9);
  EXPECT_NEAR(values(all, "public_spending_net")[0], 3 * 4.8, 1e-9);
}

TEST(InstrumentsObserver, PlacesAreThoseOfTheCountry) {
  Eve eve;
  eve.economy.instruments[0].places = 2'500'000;  // two and a half simulated factories
  eve.economy.instruments[0].places_taken = 1'000'000;
  EXPECT_NEAR(values(eve.observe(), "places_left")[0], 1.5 * 4.8, 1e-9);
}

TEST(InstrumentsObserver, TheMonthOfExhaustionIsNotScaled) {
  Eve eve;
  EXPECT_EQ(values(eve.observe(), "exhausted_on")[0], -1);  // none yet
  eve.economy.instruments[0].exhausted_on = 9;
  EXPECT_EQ(values(eve.observe(), "exhausted_on")[0], 9);
}

TEST(InstrumentsObserver, EachInstrumentHasItsOwnAccount) {
  Eve eve("policies: {speech: {instrument: announcement, announce: 2024-06}}\n");
  ASSERT_EQ(eve.economy.instruments.size(), 2u);
  eve.economy.instruments[0].awards = 10;
  const auto all = eve.observe();
  ASSERT_EQ(values(all, "awards").size(), 2u);
  EXPECT_DOUBLE_EQ(values(all, "awards")[0], 48);
  EXPECT_EQ(values(all, "awards")[1], 0);
}

TEST(InstrumentsObserver, WithoutPoliciesThereIsNoLedger) {
  const Eve eve("policies: {grant: null}\n");
  const auto all = eve.observe();
  for (const char* name : {"applications", "awards", "refusals", "awards_returned", "spending", "forgone_revenue",
                           "levy_revenue", "public_spending_net", "budget_left", "places_left", "exhausted_on"}) {
    EXPECT_FALSE(is_observed(all, name)) << name;
  }
}

TEST(InstrumentsObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  for (const char* name : {"applications", "awards", "refusals", "awards_returned"}) {
    expect_variable(eve, all, name, {"instrument"}, "1", "time: sum");
  }
  for (const char* name : {"spending", "forgone_revenue", "levy_revenue", "public_spending_net"}) {
    expect_variable(eve, all, name, {"instrument"}, "m CNY", "time: sum");
  }
  expect_variable(eve, all, "places_left", {"instrument"}, "1", "time: point");
  expect_variable(eve, all, "budget_left", {"instrument"}, "m CNY", "time: point");
  expect_variable(eve, all, "exhausted_on", {"instrument"}, "month", "time: point");
}

}  // namespace
}  // namespace millwright::statistics
