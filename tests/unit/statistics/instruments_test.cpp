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

TEST(InstrumentsObserver, ApplicationsSplitIntoAwardsAndRefusals) {
  Eve eve;
  InstrumentLedger& ledger = eve.economy.instruments[0];
  ledger.applications = 15;
  ledger.awards = 10;
  ledger.refusals = 5;
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "applications")[0], 72);
  EXPECT_DOUBLE_EQ(values(all, "awards")[0], 48);
  EXPECT_DOUBLE_EQ(values(all, "refusals")[0], 24);
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
  for (const char* name : {"applications", "awards", "refusals", "spending", "budget_left", "exhausted_on"}) {
    EXPECT_FALSE(is_observed(all, name)) << name;
  }
}

TEST(InstrumentsObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  for (const char* name : {"applications", "awards", "refusals"}) {
    expect_variable(eve, all, name, {"instrument"}, "1", "time: sum");
  }
  expect_variable(eve, all, "spending", {"instrument"}, "m CNY", "time: sum");
  expect_variable(eve, all, "budget_left", {"instrument"}, "m CNY", "time: point");
  expect_variable(eve, all, "exhausted_on", {"instrument"}, "month", "time: point");
}

}  // namespace
}  // namespace millwright::statistics
