#include <gtest/gtest.h>

#include <numeric>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

std::size_t place(Payment payment) {
  return static_cast<std::size_t>(payment);
}

TEST(AccountsObserver, PaymentsAreNational) {
  Eve eve;
  eve.economy.flows.paid(Payment::dividends) = fixed(10);
  EXPECT_DOUBLE_EQ(values(eve.observe(), "payments")[place(Payment::dividends)], 10 * Eve::firms_per_simulated);
}

TEST(AccountsObserver, ResidualsAreWhatTheBooksCannotExplain) {
  Eve eve;
  auto& flows = eve.economy.flows;
  flows.cash_change.at(0, 0) = fixed(-7.5);
  flows.paid(Payment::dividends) = fixed(7.5);
  EXPECT_EQ(values(eve.observe(), "accounts_residual")[0], 0);
  flows.paid(Payment::dividends) = fixed(8);
  EXPECT_EQ(values(eve.observe(), "accounts_residual")[0], 0.5);  // of the simulated firms, not scaled
  flows.debt_change.at(0, 0) = fixed(2);
  flows.written_off.at(0, 0) = fixed(1);
  EXPECT_EQ(values(eve.observe(), "debt_residual")[0], 3);
}

TEST(AccountsObserver, EveryPaymentHasANameAndTwoAccounts) {
  for (const auto& kind : payment_kinds) {
    EXPECT_FALSE(kind.name.empty());
    EXPECT_NE(kind.payer, kind.payee) << kind.name;
  }
}

TEST(AccountsObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  expect_variable(eve, all, "payments", {"payment"}, "m CNY", "time: sum");
  expect_variable(eve, all, "money", {"account"}, "m CNY", "time: point");
  expect_variable(eve, all, "debt_written_off", {}, "m CNY", "time: sum");
  expect_variable(eve, all, "accounts_residual", {}, "m CNY", "time: sum");
}

}  // namespace
}  // namespace millwright::statistics
