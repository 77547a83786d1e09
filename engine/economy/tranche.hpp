#pragma once

#include <algorithm>

#include "core/math.hpp"
#include "scenario/chips.hpp"
#include "scenario/technology.hpp"

// One tranche of a technology: how many workers it touches and what it does.
namespace millwright {

constexpr double management_effect = 0.2;  // [1/sd] log effect of management on what a tranche yields; judgement

struct Tranche {
  double affected_workers = 0;
  double effect = 0;  // saves_labour: share of baseline workers saved; raises_productivity: promised gain [ln]
  double robots = 0;
};

/// What a further tranche at `level` yields to the firm relative to the first.
inline double ease(const scenario::Technology& technology, int level) {
  return 1 - technology.ease_step * level;
}

/// What the size and effect of a firm's tranche follow from, beside the technology.
struct TrancheTerms {
  double potential;         // [1] of the sector
  double feasible;          // [1] of the potential, in the month
  double multiplier;        // [1] on the gain: capability of the month times performance of the computing power
  double baseline_workers;  // of the firm
  double yield;             // [1] of the firm's management
};

/// Robots that do the work of the workers a tranche affects; 0 where the technology has none.
inline double robots_for(const scenario::Technology& technology, double affected_workers) {
  return technology.workers_per_robot > 0 ? affected_workers / technology.workers_per_robot : 0;
}

inline Tranche next_tranche(const scenario::Technology& technology, const TrancheTerms& terms, int level) {
  const double share = terms.potential * terms.feasible / static_cast<double>(technology.levels);
  const double yield = ease(technology, level) * terms.yield;
  Tranche tranche;
  tranche.affected_workers = share * terms.baseline_workers;
  tranche.effect = technology.effect == scenario::Effect::saves_labour
                       ? share * yield
                       : technology.gain * terms.multiplier * share * yield;
  tranche.robots = robots_for(technology, tranche.affected_workers);
  return tranche;
}

/// What a month leaves of a tranche's capital [1].
inline double monthly_survival(const scenario::Technology& technology) {
  return 1 - technology.depreciation.value / 12;
}

/// Price of a tranche at the base month's prices, computing apart [m currency]; `factor` is the firm's price factor.
inline double list_price(const scenario::Technology& technology, double affected_workers, double factor) {
  return (technology.project_price.fixed + technology.project_price.per_worker * affected_workers) * factor;
}

/// Capability in a month counted from the scenario's start: constant, then an exponential approach.
inline double capability(const scenario::Capability& path, Month month) {
  const double age = std::max(0, month - path.from);
  return path.final + (path.initial - path.final) * math::exp(-age / path.time_constant);
}

/// Performance of a project's computing power when its controlled part runs on chips of `chip_performance`.
inline double computing_performance(const scenario::Chips& chips, double chip_performance) {
  return 1 - chips.controlled_share + chips.controlled_share * chip_performance;
}

}  // namespace millwright
