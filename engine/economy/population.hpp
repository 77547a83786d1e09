#pragma once

#include "economy/economy.hpp"

// Drawing firms: those of the start and, one by one, those that enter later.
namespace millwright {

/// What every draw of a firm needs and no firm changes.
struct PopulationPlan {
  std::vector<double> minimum_workers;      // by sector, so that its mean size is as given
  std::vector<double> labour_coefficient;   // by sector [worker month / m currency] at trend 0
  std::vector<std::uint64_t> technology_hash;
};

PopulationPlan plan_population(const scenario::Scenario& scenario, const std::vector<Sector>& sectors);

/// Workers of a firm, from a truncated Pareto distribution; the sector is known.
double draw_workers(const Economy& economy, const PopulationPlan& plan, std::size_t firm);

/// Fills the fixed traits of firm `firm` from its id and birth month.
void draw_traits(Economy& economy, std::size_t firm);

/// Gives it `workers` baseline workers, sales, productivity, cash and debt of the month's trend.
void found_firm(Economy& economy, const PopulationPlan& plan, std::size_t firm, double workers);

/// Baseline workers: what the firm would employ without adoption and at mean productivity.
inline double baseline_workers(const Economy& economy, std::size_t firm) {
  const auto& firms = economy.firms;
  return firms.labour_coefficient[firm] * firms.sales[firm] * math::exp(-economy.environment.trend);
}

}  // namespace millwright
