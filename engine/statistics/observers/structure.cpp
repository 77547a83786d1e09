#include "statistics/snapshot.hpp"

// Firms, turnover, concentration and debt.
namespace millwright::statistics {
namespace {

constexpr int share_scale = 40;  // squared shares are tiny

void observe_concentration(const Economy& economy, Observations& out) {
  const Tally squares = tally_firms(economy, Tally(economy.sectors.size(), 1), [&](std::size_t i, Tally& sums) {
    const std::size_t s = economy.firms.sector[i];
    const double total = from_fixed<sum_scale>(economy.closing.sales[s]);
    const double share = total > 0 ? economy.firms.sales[i] / total : 0;
    sums.at(s, 0) += to_fixed<share_scale>(share * share);
  });
  std::vector<double> values;
  for (const std::int64_t sum : squares.values()) values.push_back(from_fixed<share_scale>(sum));
  out.push_back(
      {{"hhi", {"sector"}, "1", "Herfindahl index of simulated firms' sales", "time: point"}, std::move(values)});
}

void observe_debt(const Economy& economy, Observations& out) {
  constexpr double months_per_year = 12;
  const Tally sums = tally_firms(economy, Tally(2, economy.sizes()), [&](std::size_t i, Tally& cells) {
    cells.at(0, economy.firms.size[i]) += to_fixed<sum_scale>(economy.firms.debt[i]);
    cells.at(1, economy.firms.size[i]) += to_fixed<sum_scale>(economy.firms.value_added[i]);
  });
  std::vector<double> ratios;
  for (std::size_t z = 0; z < economy.sizes(); ++z) {
    ratios.push_back(static_cast<double>(sums.at(0, z)) / (months_per_year * static_cast<double>(sums.at(1, z))));
  }
  out.push_back({{"debt_ratio", {"size"}, "year", "debt over yearly value added", "time: point"}, std::move(ratios)});
}

}  // namespace

void structure(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Flows& flows = economy.flows;
  const double firm = economy.firms_represented();
  emit_totals(out, {{"firms", {}, "1", "firms", "time: point"}, firm}, snapshot.firms);
  emit_totals(out, {{"entries", {}, "1", "firms that entered", "time: sum"}, firm}, flows.entries);
  emit_totals(out, {{"exits", {}, "1", "firms that left, insolvencies included", "time: sum"}, firm}, flows.exits);
  emit_totals(out, {{"insolvencies", {}, "1", "firms that left out of cash and credit", "time: sum"}, firm},
              flows.insolvencies);
  emit_totals(out, {{"credit_refused", {}, "1", "projects above hurdle that could not be paid", "time: sum"}, firm},
              flows.credit_refused);
  observe_concentration(economy, out);
  observe_debt(economy, out);
}

}  // namespace millwright::statistics
