// Reads: surplus, debt, cash, payments for projects, loan rate, labour saved and levies
// Writes: cash, debt, insolvency
// Equation: cash' = cash + surplus - levies - interest - tax - dividends - repayment - payments + new debt
#include "core/fixed_point.hpp"
#include "month/support.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;

/// The month's money flows of one firm [m currency].
struct Settlement {
  double interest = 0, tax = 0, dividends = 0, repayment = 0, payment = 0, levies = 0, borrowed = 0;
  double outflow() const { return interest + tax + dividends + repayment + payment + levies; }
};

/// `levies`: what the firm owes to them this month [m currency]; they lower taxable profit.
Settlement settle(const Economy& economy, std::size_t i, double levies) {
  const auto& firms = economy.firms;
  const auto& finance = economy.scenario.finance;
  const double spread = firms.size[i] == 0 ? finance.small_firm_spread : 0.0;
  Settlement flow;
  flow.interest = firms.debt[i] * (economy.environment.loan_rate + spread) / months_per_year;
  const double profit = firms.surplus[i] - flow.interest - levies;
  flow.tax = finance.tax * std::max(0.0, profit);
  flow.dividends = finance.payout * std::max(0.0, profit - flow.tax);
  flow.repayment = finance.repayment * firms.debt[i];
  flow.payment = firms.payment[i];
  flow.levies = levies;
  // A project may be financed by credit down to the reserve; losses only where cash would turn negative.
  const double reserve = flow.payment > 0 ? finance.reserve * firms.employment[i] * economy.environment.labour_cost : 0;
  const double cash = firms.cash[i] + firms.surplus[i] - flow.outflow();
  const double limit = finance.leverage * months_per_year * firms.value_added[i];
  const double room = std::max(0.0, limit - (firms.debt[i] - flow.repayment));
  flow.borrowed = std::min(std::max(0.0, reserve - cash), room);
  return flow;
}

}  // namespace

void settle_accounts(Model& model, Block block, Flows& flows) {
  auto& firms = model.economy.firms;
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const double levies = model.levies.empty() ? 0.0 : collect_levies(model, i, model.blocks[block.index]);
    const Settlement flow = settle(model.economy, i, levies);
    const double before = firms.cash[i];
    firms.cash[i] = before + firms.surplus[i] - flow.outflow() + flow.borrowed;
    firms.debt[i] += flow.borrowed - flow.repayment;
    firms.payment[i] = 0;
    firms.insolvent[i] = firms.cash[i] < 0 ? 1 : 0;
    const std::size_t s = firms.sector[i], z = firms.size[i];
    flows.tax.at(0, s, z) += to_fixed<sum_scale>(flow.tax);
    flows.dividends.at(0, s, z) += to_fixed<sum_scale>(flow.dividends);
    flows.interest.at(0, s, z) += to_fixed<sum_scale>(flow.interest);
    flows.cash_change.at(0, 0) += to_fixed<sum_scale>(firms.cash[i] - before);
    flows.cash_flow.at(0, 0) += to_fixed<sum_scale>(firms.surplus[i]) + to_fixed<sum_scale>(flow.borrowed) -
                                to_fixed<sum_scale>(flow.interest) - to_fixed<sum_scale>(flow.tax) -
                                to_fixed<sum_scale>(flow.dividends) - to_fixed<sum_scale>(flow.repayment) -
                                to_fixed<sum_scale>(flow.payment) - to_fixed<sum_scale>(flow.levies);
  }
}

}  // namespace millwright
