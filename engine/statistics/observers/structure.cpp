#include "statistics/snapshot.hpp"

// Firms, turnover, concentration and debt.
namespace millwright::statistics {
namespace {

constexpr int share_scale = 40;  // squared shares are tiny

constexpr double months_per_year = 12;

enum Integer : std::size_t { squared_shares, debt, value_added, integers };

std::size_t width(const Economy&) {
  return integers;
}

void count(const Economy& economy, const FirmBlock& block, const Rows& rows) {
  const auto& firms = economy.firms;
  std::vector<double> per_order;  // by sector: what one unit of orders is of the sector's
  for (const std::int64_t orders : economy.closing.orders)
    per_order.push_back(orders > 0 ? 1 / from_fixed<sum_scale>(orders) : 0);
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const double share = firms.orders[i] * per_order[firms.sector[i]];
    std::int64_t* row = rows(block.cell(i));
    row[squared_shares] += to_fixed<share_scale>(share * share);
    row[debt] += to_fixed<sum_scale>(firms.debt[i]);
    row[value_added] += to_fixed<sum_scale>(firms.value_added[i]);
  }
}

void emit_concentration(const Snapshot& snapshot, Observations& out) {
  const Tally squares = snapshot.part(squared_shares);
  std::vector<std::int64_t> by_sector(snapshot.cells.sectors);
  for (std::size_t cell = 0; cell < snapshot.cells.count(); ++cell)
    by_sector[snapshot.cells.sector_of(cell)] += squares.at(0, cell);
  std::vector<double> values;
  for (const std::int64_t sum : by_sector) values.push_back(from_fixed<share_scale>(sum));
  out.push_back(
      {{"hhi", {"sector"}, "1", "Herfindahl index of simulated firms' orders", "time: point"}, std::move(values)});
}

void emit_debt(const Snapshot& snapshot, Observations& out) {
  const Tally money = snapshot.part(debt, 2);
  std::vector<std::int64_t> owed(snapshot.cells.sizes), earned(snapshot.cells.sizes);
  for (std::size_t cell = 0; cell < snapshot.cells.count(); ++cell) {
    owed[snapshot.cells.size_of(cell)] += money.at(0, cell);
    earned[snapshot.cells.size_of(cell)] += money.at(1, cell);
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
  return {width, count, emit};
}

}  // namespace millwright::statistics
