// Reads: surplus, debt, cash, payments for projects, loan rate
// Writes: cash, debt, insolvency
// Equation: cash' = cash + surplus - interest - tax - dividends - repayment - payments + new debt. The loop itself is
//   `settle` in kernels.cpp.
#include "month/kernels.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;

SettlementMonth settlement_month(const Economy& economy) {
  const auto& finance = economy.scenario.finance;
  return {economy.environment.loan_rate / months_per_year,
          finance.tax,
          finance.payout,
          finance.repayment,
          finance.reserve * economy.environment.labour_cost,
          finance.leverage * months_per_year};
}

void book(const SettlementSums& sums, Flows& flows) {
  flows.paid(Payment::interest) += sums.interest;
  flows.paid(Payment::tax) += sums.tax;
  flows.paid(Payment::dividends) += sums.dividends;
  flows.paid(Payment::repayment) += sums.repayment;
  flows.paid(Payment::loans) += sums.loans;
  flows.paid(Payment::equipment) += sums.payment;
  flows.cash_change.at(0, 0) += sums.cash_change;
  flows.debt_change.at(0, 0) += sums.debt_change;
}

}  // namespace

void settle_accounts(Model& model, Block block, Flows& flows) {
  auto& firms = model.economy.firms;
  const SettlementMonth month = settlement_month(model.economy);
  double spread[chunk_size];
  for (std::size_t begin = block.begin; begin < block.end; begin += chunk_size) {
    const std::size_t count = std::min(chunk_size, block.end - begin);
    for (std::size_t i = 0; i < count; ++i) spread[i] = loan_spread(model.economy, begin + i) / months_per_year;
    book(settle(month,
                {spread, firms.surplus.data() + begin, firms.value_added.data() + begin,
                 firms.employment.data() + begin, firms.payment.data() + begin, firms.cash.data() + begin,
                 firms.debt.data() + begin, firms.insolvent.data() + begin},
                count),
         flows);
  }
}

}  // namespace millwright
