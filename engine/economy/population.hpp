#pragma once

#include <span>

#include "economy/economy.hpp"

// Drawing firms: those of the start, and those that enter later.
namespace millwright {

/// What every draw of a firm needs and no firm changes.
struct PopulationPlan {
  std::vector<double> minimum_workers;  // by sector, so that its mean size is as given
  std::vector<double> sector_share, region_share, ownership_share, rule_share;  // [1] running sums
  std::vector<double> least_workers;                                            // by size class
  std::vector<std::uint64_t> technology_hash;
};

PopulationPlan plan_population(const scenario::Scenario& scenario, const std::vector<Sector>& sectors);

/// workers[k] = workers of the firm in slots[k], from a truncated Pareto distribution; the sector is known. Here and in
/// draw_traits() at most chunk_size firms; `workers` has room for as many.
void draw_workers(const Economy& economy, const PopulationPlan& plan, std::span<const std::uint32_t> slots,
                  double* workers);

/// Draws sector and region, which stay with the slot of a firm.
void draw_place(Economy& economy, const PopulationPlan& plan, std::size_t firm);

/// Fills the fixed traits of firms from their ids and birth months.
void draw_traits(Economy& economy, const PopulationPlan& plan, std::span<const std::uint32_t> slots);

/// Sets the taste for the next tranche of a technology after its level has changed.
void draw_taste(Economy& economy, std::size_t firm, std::size_t technology, std::uint64_t technology_hash);

/// Gives it `workers` baseline workers, sales, productivity, cash and debt of the month's trend.
void found_firm(Economy& economy, const PopulationPlan& plan, std::size_t firm, double workers);

constexpr double most_saved = 0.9;  // no firm runs on a tenth of its workers or fewer; judgement

/// Gives the firm the workers it wants with what it has installed, and its size class.
void staff_firm(Economy& economy, const PopulationPlan& plan, std::size_t firm);

/// Workers per baseline worker at a log productivity: its mean over firms is one, so productivity moves no aggregate.
inline double productivity_factor(const scenario::Scenario& scenario, double productivity) {
  const double sd = scenario.dynamics.productivity_sd;
  return math::exp(-productivity - 0.5 * sd * sd);
}

/// The firm's fixed standard logistic draw for a technology and level: what the model does not see of the value to it.
/// It decides both who has adopted by the start and who will, so that history and future are one firm's.
inline double choice_draw(const Economy& economy, std::size_t firm, std::uint64_t technology_hash, int level) {
  const DrawKey key{economy.luck, Purpose::choice_noise, technology_hash};
  const Words words =
      draw(key, economy.firms.id[firm], economy.firms.birth[firm], 0, static_cast<std::uint64_t>(level));
  return standard_logistic(words.w[0]);
}

/// Baseline workers: what the firm would employ without adoption and at mean productivity.
inline double baseline_workers(const Economy& economy, std::size_t firm) {
  const auto& firms = economy.firms;
  return economy.sectors[firms.sector[firm]].labour_coefficient * firms.sales[firm] * economy.environment.detrend;
}

/// What firms of an ownership pay for loans above the loan rate [1/year]; `small`: of the first size class.
inline double loan_spread(const scenario::Scenario& scenario, std::size_t ownership, bool small) {
  const double by_size = small ? scenario.finance.small_firm_spread : 0.0;
  return scenario.ownership.empty() ? by_size : by_size + scenario.ownership[ownership].value.loan_spread;
}

/// The same for one firm.
inline double loan_spread(const Economy& economy, std::size_t firm) {
  return loan_spread(economy.scenario, economy.firms.ownership[firm], economy.firms.size[firm] == 0);
}

constexpr double largest_exit_factor = 20;

/// Exit hazard of a firm relative to one of the reference size: (workers / reference)^exponent.
inline double exit_factor(const Economy& economy, std::size_t firm) {
  const double size = std::max(baseline_workers(economy, firm), 1.0) / economy.scenario.dynamics.reference_workers;
  return std::min(largest_exit_factor, math::power(size, economy.scenario.turnover.exit_size_exponent));
}

/// No firm's exit factor is higher: where the hazard falls with size, that of one worker.
inline double highest_exit_factor(const Economy& economy) {
  const double exponent = economy.scenario.turnover.exit_size_exponent;
  if (exponent > 0) return largest_exit_factor;
  constexpr double rounding = 1 + 1e-12;
  return std::min(largest_exit_factor,
                  rounding * math::power(1 / economy.scenario.dynamics.reference_workers, exponent));
}

}  // namespace millwright
