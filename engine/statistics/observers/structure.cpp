#include "statistics/snapshot.hpp"

// Firms, turnover, concentration and debt.
namespace millwright::statistics {
namespace {

constexpr double months_per_year = 12;

/// Sum of squared shares of orders; the squares are counted relative to demand.
void emit_concentration(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Tally squares = snapshot.census.table(Count::squared_orders);
  std::vector<std::int64_t> by_sector(snapshot.cells.sectors);
  for (std::size_t cell = 0; cell < snapshot.cells.count(); ++cell)
    by_sector[snapshot.cells.sector_of(cell)] += squares.at(0, cell);
  std::vector<double> values;
  for (std::size_t s = 0; s < by_sector.size(); ++s) {
    const double orders = from_fixed<sum_scale>(economy.closing.orders[s]);
    const double ratio = orders > 0 ? economy.environment.demand[s] / orders : 0;
    values.push_back(from_fixed<square_scale>(by_sector[s]) * ratio * ratio);
  }
  out.push_back(
      {{"hhi", {"sector"}, "1", "Herfindahl index of simulated firms' orders", "time: point"}, std::move(values)});
}

void emit_debt(const Snapshot& snapshot, Observations& out) {
  const Tally debt = snapshot.census.table(Count::debt), value_added = snapshot.census.table(Count::value_added);
  std::vector<std::int64_t> owed(snapshot.cells.sizes), earned(snapshot.cells.sizes);
  for (std::size_t cell = 0; cell < snapshot.cells.count(); ++cell) {
    owed[snapshot.cells.size_of(cell)] += debt.at(0, cell);
    earned[snapshot.cells.size_of(cell)] += value_added.at(0, cell);
  }
  std::vector<double> ratios;
  for (std::size_t z = 0; z < owed.size(); ++z)
    ratios.push_back(static_cast<double>(owed[z]) / (months_per_year * static_cast<double>(earned[z])));
  out.push_back({{"debt_ratio", {"size"}, "year", "debt over yearly value added", "time: point"}, std::move(ratios)});
}

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Flows& flows = economy.flows;
  const double firm = economy.firms_represented();
  emit_totals(snapshot, out, {{"firms", {}, "1", "firms", "time: point"}, firm}, snapshot.firms);
  emit_totals(snapshot, out, {{"entries", {}, "1", "firms that entered", "time: sum"}, firm}, flows.entries);
  emit_totals(snapshot, out, {{"exits", {}, "1", "firms that left, insolvencies included", "time: sum"}, firm},
              flows.exits);
  emit_totals(snapshot, out, {{"insolvencies", {}, "1", "firms that left out of cash and credit", "time: sum"}, firm},
              flows.insolvencies);
  emit_totals(snapshot, out,
              {{"credit_refused", {}, "1", "projects above hurdle that could not be paid", "time: sum"}, firm},
              flows.credit_refused);
  emit_concentration(snapshot, out);
  emit_debt(snapshot, out);
}

}  // namespace

Observer structure() {
  return emit;
}

}  // namespace millwright::statistics
