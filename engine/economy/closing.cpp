#include "economy/closing.hpp"

#include "core/fixed_point.hpp"

namespace millwright {
namespace {

/// By sector, what its cells add up to.
Tally by_sector(const Cells& cells, const Tally& table) {
  Tally sums(table.first(), cells.sectors);
  for (std::size_t j = 0; j < table.first(); ++j) {
    for (std::size_t cell = 0; cell < cells.count(); ++cell) sums.at(j, cells.sector_of(cell)) += table.at(j, cell);
  }
  return sums;
}

/// What a firm may know of others next month.
void store(Economy& economy) {
  auto& closing = economy.closing;
  const Cells cells = economy.cells();
  const Census& census = economy.census;
  closing.orders = by_sector(cells, census.table(Count::orders)).values();
  closing.advantage = by_sector(cells, census.table(Count::advantage)).values();
  closing.adopters = by_sector(cells, census.table(AdopterCount::firms));
  closing.evidence = by_sector(cells, census.table(AdopterCount::evidence));
  closing.evidence_weight = by_sector(cells, census.table(AdopterCount::evidence_weight));
}

/// What is missing to a sector's demand, or beyond it, goes into the next month's shares.
void close_shares(Economy& economy) {
  auto& closing = economy.closing;
  const auto& environment = economy.environment;
  closing.share_drift = 0;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    if (environment.demand[s] <= 0) continue;
    const double drift = from_fixed<sum_scale>(closing.orders[s]) / environment.demand[s];
    closing.normaliser[s] *= drift;
    closing.share_drift = std::max({closing.share_drift, drift - 1, 1 - drift});
  }
}

void close_insolvencies(Economy& economy) {
  auto& counts = economy.closing.insolvencies;
  std::int64_t insolvencies = 0;
  for (const std::int64_t count : economy.flows.insolvencies.values()) insolvencies += count;
  counts[static_cast<std::size_t>(economy.environment.elapsed) % counts.size()] = insolvencies;
}

/// Whether experience with a technology is counted in robots; else in adopters.
bool counts_robots(const Economy& economy, std::size_t j) {
  return economy.scenario.technologies[j].value.workers_per_robot > 0;
}

/// Robots, or adopters, that are live at the start.
std::int64_t live_at_start(const Economy& economy, std::size_t j) {
  const auto& columns = economy.firms.technology[j];
  std::int64_t live = 0;
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    const std::size_t level = columns.level[i];
    if (!counts_robots(economy, j)) live += to_fixed<sum_scale>(level > 0 ? 1.0 : 0.0);
    for (const float robots : columns.robots.of(i).first(level))
      live += to_fixed<sum_scale>(static_cast<double>(robots));
  }
  return live;
}

/// Equipment ordered in the month, and what has been installed since the start: robots, or first adoptions.
void close_technology(Economy& economy, std::size_t j) {
  auto& closing = economy.closing;
  const Flows& flows = economy.flows;
  const bool robots = counts_robots(economy, j);
  const Tally& added = robots ? flows.robots_installed : flows.new_adopters;
  std::int64_t orders = 0;
  for (std::size_t cell = 0; cell < added.second(); ++cell) {
    orders += flows.investment.at(j, cell) + flows.replacement_investment.at(j, cell);
    closing.installed[j] += robots ? added.at(j, cell) : added.at(j, cell) << sum_scale;
  }
  closing.equipment_orders[j] = from_fixed<sum_scale>(orders);
}

}  // namespace

void start_closing(Economy& economy) {
  const std::size_t sectors = economy.sectors.size();
  auto& closing = economy.closing;
  closing.firms.assign(sectors, 0);
  closing.insolvencies.assign(12, 0);
  closing.installed.assign(economy.technologies(), 0);
  closing.installed_before.clear();
  for (std::size_t j = 0; j < economy.technologies(); ++j)
    closing.installed_before.push_back(live_at_start(economy, j));
  start_productivity(economy);
  closing.equipment_orders.assign(economy.technologies(), 0);
  economy.environment.equipment_baseline.assign(economy.technologies(), 0);
  for (const std::uint8_t s : economy.firms.sector.values()) closing.firms[s] += 1;
  economy.census = take_census(economy);
  store(economy);
  for (std::size_t s = 0; s < sectors; ++s) {
    economy.environment.demand.push_back(from_fixed<sum_scale>(closing.orders[s]));
  }
  closing.normaliser = economy.environment.demand_path = economy.environment.demand;
}

void close_month(Economy& economy) {
  store(economy);
  close_accounts(economy);
  close_productivity(economy);
  close_shares(economy);
  close_insolvencies(economy);
  for (std::size_t j = 0; j < economy.technologies(); ++j) close_technology(economy, j);
}

}  // namespace millwright
