#include "core/fixed_point.hpp"
#include "economy/closing.hpp"

namespace millwright {
namespace {

std::int64_t scaled(std::int64_t fixed, double factor) {
  return to_fixed<sum_scale>(from_fixed<sum_scale>(fixed) * factor);
}

/// Sales abroad, by the sectors' export shares of orders; the rest is sold at home.
void split_sales(Economy& economy) {
  double orders = 0, from_abroad = 0;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    orders += static_cast<double>(economy.closing.orders[s]);
    from_abroad += economy.sectors[s].export_share * static_cast<double>(economy.closing.orders[s]);
  }
  const std::int64_t total = economy.flows.sales.at(0, 0);
  const std::int64_t abroad = orders > 0 ? scaled(total, from_abroad / orders) : 0;
  economy.flows.paid(Payment::exports) = abroad;
  economy.flows.paid(Payment::home_sales) = total - abroad;
}

/// What firms pay beside labour and materials replaces conventional capital first; the rest buys services.
void split_overhead(Economy& economy) {
  const auto& capital = economy.scenario.capital;
  const std::int64_t overhead = economy.flows.overhead.at(0, 0);
  const double per_value_added = capital.depreciation.value * capital.output_ratio;
  const std::int64_t upkeep = std::clamp<std::int64_t>(scaled(economy.flows.value_added.at(0, 0), per_value_added), 0,
                                                       std::max<std::int64_t>(overhead, 0));
  economy.flows.paid(Payment::upkeep) = upkeep;
  economy.flows.paid(Payment::services) = overhead - upkeep;
}

/// Firms book projects net of grants; the supplier is paid in full.
void add_grants(Economy& economy) {
  constexpr double cents_per_million = 1e8;
  std::int64_t cents = 0;
  for (const auto& ledger : economy.instruments) cents += ledger.spending;
  const std::int64_t grants = to_fixed<sum_scale>(static_cast<double>(cents) / cents_per_million);
  economy.flows.paid(Payment::grants) += grants;
  economy.flows.paid(Payment::equipment) += grants;
}

}  // namespace

void close_accounts(Economy& economy) {
  Flows& flows = economy.flows;
  split_sales(economy);
  split_overhead(economy);
  add_grants(economy);
  // Households spend what they take in: no saving and no wealth effect in the model.
  flows.paid(Payment::consumption) = flows.paid(Payment::wages) + flows.paid(Payment::dividends) +
                                     flows.paid(Payment::estates) - flows.paid(Payment::equity);
  for (std::size_t p = 0; p < payment_count; ++p) {
    economy.money[static_cast<std::size_t>(payment_kinds[p].payer)] -= flows.payments.at(0, p);
    economy.money[static_cast<std::size_t>(payment_kinds[p].payee)] += flows.payments.at(0, p);
  }
}

std::int64_t accounts_residual(const Flows& flows) {
  std::int64_t received = 0;
  for (std::size_t p = 0; p < payment_count; ++p) {
    if (payment_kinds[p].payee == Account::firms) received += flows.payments.at(0, p);
    if (payment_kinds[p].payer == Account::firms) received -= flows.payments.at(0, p);
  }
  return flows.cash_change.at(0, 0) - received;
}

std::int64_t debt_residual(const Flows& flows) {
  return flows.debt_change.at(0, 0) -
         (flows.paid(Payment::loans) - flows.paid(Payment::repayment) - flows.written_off.at(0, 0));
}

}  // namespace millwright
