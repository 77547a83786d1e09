#include "economy/closing.hpp"
#include "statistics/snapshot.hpp"

// The accounts of the whole economy: who paid what, whose money changed, and how far both sides of the firms' books are
// apart.
namespace millwright::statistics {
namespace {

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Flows& flows = economy.flows;
  const double unit = national_unit(economy);
  std::vector<double> payments, money;
  for (const std::int64_t paid : flows.payments.values()) payments.push_back(static_cast<double>(paid) * unit);
  for (const std::int64_t change : economy.money) money.push_back(static_cast<double>(change) * unit);
  out.push_back({{"payments",
                  {"payment"},
                  snapshot.money,
                  "payments between accounts; a row of the accounts, paid by one and received by another",
                  "time: sum"},
                 std::move(payments)});
  out.push_back({{"money", {"account"}, snapshot.money, "money of an account, change since the start", "time: point"},
                 std::move(money)});
  out.push_back({{"debt_written_off", {}, snapshot.money, "debt that exits left unpaid", "time: sum"},
                 {static_cast<double>(flows.written_off.at(0, 0)) * unit}});
  out.push_back({{"accounts_residual",
                  {},
                  snapshot.money,
                  "change of all firms' cash less the payments booked, simulated firms: rounding",
                  "time: sum"},
                 {from_fixed<sum_scale>(accounts_residual(flows))}});
  out.push_back({{"debt_residual",
                  {},
                  snapshot.money,
                  "change of all firms' debt less loans, repayments and write-offs, simulated firms: rounding",
                  "time: sum"},
                 {from_fixed<sum_scale>(debt_residual(flows))}});
}

}  // namespace

Observer accounts() {
  return emit;
}

}  // namespace millwright::statistics
