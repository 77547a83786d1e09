#include <cmath>

#include "core/fixed_point.hpp"
#include "economy/closing.hpp"
#include "unit/month/model_sample.hpp"

namespace millwright {
namespace {

struct Purse {
  double cash, debt, payment, surplus;
};

std::vector<Purse> purses(const Firms& firms) {
  std::vector<Purse> all;
  for (std::size_t i = 0; i < firms.count(); ++i)
    all.push_back({firms.cash[i], firms.debt[i], firms.payment[i], firms.surplus[i]});
  return all;
}

/// What must be true of one firm's accounts after they are settled, recomputed from its columns before.
void expect_settled(const Economy& economy, std::size_t i, const Purse& before) {
  const auto& firms = economy.firms;
  const auto& finance = economy.scenario.finance;
  const double rate = economy.environment.loan_rate + loan_spread(economy, i);
  const double interest = before.debt * rate / 12;
  const double profit = before.surplus - interest;
  const double tax = profit > 0 ? finance.tax * profit : 0;
  const double dividends = profit > tax ? finance.payout * (profit - tax) : 0;
  const double repayment = finance.repayment * before.debt;
  const double borrowed = firms.debt[i] - before.debt + repayment;
  const double expected = before.surplus - interest - tax - dividends - repayment - before.payment + borrowed;
  const double largest = std::abs(before.cash) + std::abs(before.surplus) + before.debt + before.payment + borrowed;
  EXPECT_NEAR(firms.cash[i] - before.cash, expected, 1e-9 * largest) << "firm " << i;
  EXPECT_GE(borrowed, -1e-12 * (1 + before.debt)) << "firm " << i;
  EXPECT_EQ(firms.payment[i], 0) << "firm " << i;
  const double limit = finance.leverage * 12 * firms.value_added[i];
  EXPECT_LE(firms.debt[i], std::max(limit, before.debt) * (1 + 1e-12)) << "credit beyond the limit, firm " << i;
  if (firms.cash[i] < 0) {
    EXPECT_GE(firms.debt[i], std::min(limit, before.debt - repayment) * (1 - 1e-9))
        << "insolvent with credit left, firm " << i;
  }
}

TEST(Accounts, EveryFirmsCashChangesByWhatIsBooked) {
  ModelSample sample;
  int paying = 0, borrowing = 0;
  for (int month = 0; month < 24; ++month) {
    sample.advance_to_accounts();
    const auto before = purses(sample.firms());
    sample.for_all(settle_accounts);
    for (std::size_t i = 0; i < before.size(); ++i) {
      expect_settled(sample.economy(), i, before[i]);
      paying += before[i].payment > 0;
      borrowing += sample.firms().debt[i] > before[i].debt;
    }
    if (HasFailure()) return;
    sample.for_all(enter_and_exit);
    sample.close();
  }
  EXPECT_GT(paying, 0) << "no project was paid: the test shows nothing";
  EXPECT_GT(borrowing, 0) << "nobody borrowed: the test shows nothing";
}

TEST(Accounts, BothSidesOfTheTotalAgree) {
  ModelSample sample;
  for (int month = 0; month < 24; ++month) {
    advance_month(sample.model);
    const auto& flows = sample.economy().flows;
    EXPECT_LT(std::abs(from_fixed<sum_scale>(debt_residual(flows))), 1e-3) << "month " << month;
    EXPECT_LT(std::abs(from_fixed<sum_scale>(accounts_residual(flows))), 1e-3) << "month " << month;
  }
}

TEST(Accounts, TheStepsOneByOneAreTheMonth) {
  ModelSample whole, steps;
  for (int month = 0; month < 6; ++month) {
    advance_month(whole.model);
    steps.advance_to_accounts();
    steps.for_all(settle_accounts);
    steps.for_all(enter_and_exit);
    steps.close();
  }
  for (std::size_t i = 0; i < whole.firms().count(); ++i) {
    ASSERT_EQ(whole.firms().cash[i], steps.firms().cash[i]) << "firm " << i;
    ASSERT_EQ(whole.firms().birth[i], steps.firms().birth[i]) << "firm " << i;
  }
  EXPECT_EQ(whole.economy().closing.orders, steps.economy().closing.orders);
}

}  // namespace
}  // namespace millwright
