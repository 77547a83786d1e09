// Reads: surplus, debt, cash, payments for projects, loan rate, labour saved and levies
// Writes: cash, debt
// Equation: cash' = cash + surplus - levies - interest - tax - dividends - repayment - payments + new debt. The loop
// itself is
//   `settle` in kernels.cpp.
#include <algorithm>

#include "month/kernels.hpp"
#include "month/support.hpp"
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

/// What firms pay for loans above the loan rate [1/month], by ownership, then whether the firm is small.
std::vector<double> monthly_spreads(const scenario::Scenario& scenario) {
  std::vector<double> spreads;
  for (std::size_t ownership = 0; ownership < std::max<std::size_t>(scenario.ownership.size(), 1); ++ownership) {
    for (const bool small : {false, true}) spreads.push_back(loan_spread(scenario, ownership, small) / months_per_year);
  }
  return spreads;
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

/// What a chunk of firms earned once levies are paid [m currency]; the surplus itself stays as it is.
void deduct_levies(Model& model, std::size_t begin, std::span<double> earned, BlockOutput& output) {
  for (std::size_t i = 0; i < earned.size(); ++i)
    earned[i] = model.economy.firms.surplus[begin + i] - collect_levies(model, begin + i, output);
}

}  // namespace

void settle_accounts(Model& model, Block block, Flows& flows) {
  auto& firms = model.economy.firms;
  const SettlementMonth month = settlement_month(model.economy);
  const std::vector<double> spreads = monthly_spreads(model.economy.scenario);
  double spread[chunk_size], earned[chunk_size];
  for (std::size_t begin = block.begin; begin < block.end; begin += chunk_size) {
    const std::size_t count = std::min(chunk_size, block.end - begin);
    const std::uint8_t *size = firms.size.data() + begin, *ownership = firms.ownership.data() + begin;
    for (std::size_t i = 0; i < count; ++i) spread[i] = spreads[2U * ownership[i] + (size[i] == 0 ? 1U : 0U)];
    if (!model.levies.empty()) deduct_levies(model, begin, {earned, count}, model.blocks[block.index]);
    book(settle(month,
                {spread, model.levies.empty() ? firms.surplus.data() + begin : earned, firms.value_added.data() + begin,
                 firms.employment.data() + begin, firms.payment.data() + begin, firms.cash.data() + begin,
                 firms.debt.data() + begin},
                count),
         flows);
  }
}

}  // namespace millwright
