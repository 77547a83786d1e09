#include "economy/closing.hpp"

#include "core/fixed_point.hpp"
#include "core/parallel.hpp"

namespace millwright {
namespace {

/// By sector: what a firm may know of others.
struct SectorSums {
  struct Money {
    std::int64_t orders = 0, advantage = 0;
  };
  std::vector<Money> money;
  Tally adopters;  // (technology, sector)
  Tally evidence, evidence_weight;

  SectorSums& operator+=(const SectorSums& other) {
    for (std::size_t s = 0; s < money.size(); ++s) {
      money[s].orders += other.money[s].orders, money[s].advantage += other.money[s].advantage;
    }
    adopters += other.adopters;
    evidence += other.evidence, evidence_weight += other.evidence_weight;
    return *this;
  }
};

constexpr double most_convincing = 1.2;  // evidence counts at most this multiple of the promise; judgement

/// Realised over promised gain of one adopter, weighted by the promise and by how long it has been live.
void add_evidence(const Economy& economy, std::size_t j, std::size_t i, SectorSums& sums) {
  const auto& columns = economy.firms.technology[j];
  const double promised = columns.promised_gain[i];
  if (!(promised > 0)) return;
  const double age = economy.environment.elapsed - columns.oldest[i];
  const double weight = promised * age / (age + economy.scenario.technologies[j].value.time_constant);
  const double ratio = std::clamp(columns.realised_gain[i] / promised, 0.0, most_convincing);
  const std::size_t s = economy.firms.sector[i];
  sums.evidence.at(j, s) += to_fixed<sum_scale>(weight * ratio);
  sums.evidence_weight.at(j, s) += to_fixed<sum_scale>(weight);
}

SectorSums sum_firms(const Economy& economy) {
  const auto& firms = economy.firms;
  const std::size_t sectors = economy.sectors.size(), technologies = economy.technologies();
  const SectorSums zero{std::vector<SectorSums::Money>(sectors), Tally(technologies, sectors),
                        Tally(technologies, sectors), Tally(technologies, sectors)};
  return sum_over_blocks(firms.count(), zero, [&](Block block, SectorSums& sums) {
    const std::uint8_t* sector = firms.sector.data();
    const double *orders = firms.orders.data(), *advantage = firms.cost_advantage.data();
    for (std::size_t i = block.begin; i < block.end; ++i) {
      SectorSums::Money& money = sums.money[sector[i]];
      money.orders += to_fixed<sum_scale>(orders[i]);
      money.advantage += to_fixed<sum_scale>(orders[i] * advantage[i]);
    }
    for (std::size_t j = 0; j < technologies; ++j) {
      for (std::size_t i = block.begin; i < block.end; ++i) {
        if (firms.technology[j].level[i] == 0) continue;
        sums.adopters.at(j, firms.sector[i]) += 1;
        add_evidence(economy, j, i, sums);
      }
    }
  });
}

void store(Economy& economy, SectorSums sums) {
  auto& closing = economy.closing;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    closing.orders[s] = sums.money[s].orders;
    closing.advantage[s] = sums.money[s].advantage;
  }
  closing.adopters = std::move(sums.adopters);
  closing.evidence = std::move(sums.evidence);
  closing.evidence_weight = std::move(sums.evidence_weight);
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
  closing.orders.assign(sectors, 0), closing.advantage.assign(sectors, 0), closing.firms.assign(sectors, 0);
  closing.insolvencies.assign(12, 0);
  closing.installed.assign(economy.technologies(), 0);
  closing.installed_before.clear();
  for (std::size_t j = 0; j < economy.technologies(); ++j)
    closing.installed_before.push_back(live_at_start(economy, j));
  start_productivity(economy);
  closing.equipment_orders.assign(economy.technologies(), 0);
  economy.environment.equipment_baseline.assign(economy.technologies(), 0);
  for (const std::uint8_t s : economy.firms.sector.values()) closing.firms[s] += 1;
  store(economy, sum_firms(economy));
  for (std::size_t s = 0; s < sectors; ++s) {
    economy.environment.demand.push_back(from_fixed<sum_scale>(closing.orders[s]));
  }
  closing.normaliser = economy.environment.demand_path = economy.environment.demand;
}

void close_month(Economy& economy) {
  store(economy, sum_firms(economy));
  close_accounts(economy);
  close_productivity(economy);
  close_shares(economy);
  close_insolvencies(economy);
  for (std::size_t j = 0; j < economy.technologies(); ++j) close_technology(economy, j);
}

}  // namespace millwright
