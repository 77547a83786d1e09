#include "economy/accounts.hpp"

#include "core/fixed_point.hpp"
#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// Money: what flows out of firms' purses is what was booked, in every month of every scenario shipped, and what
// adoption saves arrives as surplus.
namespace millwright::evidence {
namespace {

constexpr int firms = 3000;

/// Largest absolute value.
double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

/// The firms' column of the accounts: what a month's payments bring them less what they take.
double net_receipts(std::span<const double> payments) {
  double net = 0;
  for (std::size_t p = 0; p < payment_count; ++p) {
    if (payment_kinds[p].payee == Account::firms) net += payments[p];
    if (payment_kinds[p].payer == Account::firms) net -= payments[p];
  }
  return net;
}

/// Largest gap between that column and the change of firms' money in any month, and largest sum of all accounts' money;
/// both relative to what is paid in the month, as a result states them.
struct Gaps {
  double column = 0, sum = 0;
};

Gaps gaps_of(const results::Result& result) {
  Gaps gaps;
  const auto firms_account = static_cast<std::size_t>(Account::firms);
  double before = 0;
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    const auto payments = values_at(result, "payments", month), money = values_at(result, "money", month);
    double paid = 0, sum = 0;
    for (const double payment : payments) paid += std::abs(payment);
    for (const double account : money) sum += account;
    gaps.column = std::max(gaps.column, std::abs(money[firms_account] - before - net_receipts(payments)) / paid);
    gaps.sum = std::max(gaps.sum, std::abs(sum) / paid);
    before = money[firms_account];
  }
  return gaps;
}

Findings books(const Context& context, const std::string& file) {
  const auto loaded = shipped(context, file, {fmt::format("population.firms={}", firms), "outputs.events=false"});
  const auto result = simulation::simulate(loaded, {});
  const double half_unit = 0.5 * power_of_two(-sum_scale);
  const Gaps gaps = gaps_of(result);
  const std::string name = fmt::format("{}, {} months: ", file, result.months.size());
  // Nine amounts are rounded for each firm, each by at most half a unit; of debt three, and three more of exits and
  // entrants.
  return {near(fmt::format("{}cash less payments [m {}]", name, loaded.scenario.currency),
               largest(path_of(result, "accounts_residual")), 0, firms * 9 * half_unit,
               "half a fixed-point unit for each of nine amounts of each firm"),
          near(fmt::format("{}debt less loans, repaid, lost [m {}]", name, loaded.scenario.currency),
               largest(path_of(result, "debt_residual")), 0, firms * 6 * half_unit,
               "half a fixed-point unit for each of six amounts of each firm"),
          near(name + "firms' column less change of money / paid", gaps.column, 0, 1e-12, "rounding"),
          near(name + "sum of all accounts' money / paid", gaps.sum, 0, 1e-12, "rounding")};
}

/// Firms' cash and debt counted anew from their own rows each month, against the payments booked: largest gap
/// [m currency]. Simulated firms.
double recounted_gap(const Context& context, const std::string& file) {
  const auto loaded = shipped(context, file, {fmt::format("population.firms={}", firms)});
  Model model = model_of(loaded, 0);
  const auto& economy = model.economy;
  const auto total = [&](const auto& column) {
    std::int64_t sum = 0;
    for (const double value : column.values()) sum += to_fixed<sum_scale>(value);
    return sum;
  };
  std::int64_t cash = total(economy.firms.cash), debt = total(economy.firms.debt), most = 0;
  for (int month = 0; month < loaded.months(); ++month) {
    advance_month(model);
    const Flows& flows = economy.flows;
    std::int64_t net = 0;
    for (std::size_t p = 0; p < payment_count; ++p) {
      if (payment_kinds[p].payee == Account::firms) net += flows.payments.at(0, p);
      if (payment_kinds[p].payer == Account::firms) net -= flows.payments.at(0, p);
    }
    const std::int64_t cash_now = total(economy.firms.cash), debt_now = total(economy.firms.debt);
    const std::int64_t lent = flows.paid(Payment::loans) - flows.paid(Payment::repayment) - flows.written_off.at(0, 0);
    most = std::max({most, std::abs(cash_now - cash - net), std::abs(debt_now - debt - lent)});
    cash = cash_now, debt = debt_now;
  }
  return from_fixed<sum_scale>(most);
}

/// The same firms twice, once with 30 % of their labour saved: surplus gained over labour cost saved less running cost.
double passed_on() {
  const auto loaded =
      quiet_world({"technologies.machine.review_rate=0 %", "technologies.machine.running_cost_share=15 %"});
  Model without = model_of(loaded, 0), with = model_of(loaded, 0);
  std::fill_n(with.economy.firms.technology[0].saved.data(), with.economy.firms.count(), 0.3);
  advance_month(without), advance_month(with);
  const double labour_cost = without.economy.firms.employment[0] * without.economy.environment.labour_cost;
  return (with.economy.firms.surplus[0] - without.economy.firms.surplus[0]) / (0.3 * (1 - 0.15) * labour_cost);
}

Findings find(const Context& context) {
  const auto files = runnable_scenarios(context);
  Findings findings{at_least("scenarios that run by themselves", static_cast<double>(files.size()), 2,
                             "minimal and China's baseline")};
  for (const std::string& file : files) {
    for (Finding& finding : books(context, file)) findings.push_back(std::move(finding));
    findings.push_back(near(file + ": cash and debt recounted, largest gap", recounted_gap(context, file), 0,
                            firms * 11 * 0.5 * power_of_two(-sum_scale), "the same, and half a unit for each count"));
  }
  findings.push_back(near("surplus gained / labour cost saved less running cost", passed_on(), 1, 1e-12, "rounding"));
  return findings;
}

}  // namespace

Row accounts() {
  return {"accounts", "Firms' cash changes by what was booked, and savings reach the surplus", "Godley-Lavoie 2007",
          find};
}

}  // namespace millwright::evidence
