#pragma once

#include <cstdint>

#include "core/math.hpp"

// Total factor productivity and its decomposition.
namespace millwright::theory {

/// What a factor input is, and what it earns: value added, labour, capital in any units, labour's share of value added.
struct Production {
  double value_added, labour, capital, labour_share;
};

/// Growth of total factor productivity between two states [ln]: growth of value added less the growth of the inputs,
/// each weighted with the mean of its two shares (Törnqvist 1936; Caves, Christensen and Diewert 1982). All positive.
inline double tornqvist_growth(const Production& before, const Production& now) {
  const double share = 0.5 * (before.labour_share + now.labour_share);
  return math::log(now.value_added / before.value_added) - share * math::log(now.labour / before.labour) -
         (1 - share) * math::log(now.capital / before.capital);
}

/// Sums over a group of firms: how many, their weights, productivity, and weight times productivity.
struct GroupSums {
  double firms = 0, weight = 0, productivity = 0, weighted = 0;
  double mean() const { return weight > 0 ? weighted / weight : 0; }
  double plain_mean() const { return firms > 0 ? productivity / firms : 0; }
};

/// What the growth of weighted mean productivity is made of; the three parts add up to it exactly.
struct Decomposition {
  double within = 0;      // plain mean of survivors
  double between = 0;     // covariance of weight and productivity among survivors
  double entry_exit = 0;  // entrants and exits against survivors
};

/// The dynamic Olley-Pakes decomposition of Melitz and Polanec (2015), RAND Journal of Economics 46(2). Without
/// survivors all is entry and exit.
inline Decomposition decompose(const GroupSums& survivors_before, const GroupSums& survivors_now,
                               const GroupSums& entrants, const GroupSums& exits) {
  Decomposition parts;
  parts.within = survivors_now.plain_mean() - survivors_before.plain_mean();
  parts.between = (survivors_now.mean() - survivors_before.mean()) - parts.within;
  const double now = survivors_now.weight + entrants.weight, before = survivors_before.weight + exits.weight;
  if (now > 0) parts.entry_exit += entrants.weight / now * (entrants.mean() - survivors_now.mean());
  if (before > 0) parts.entry_exit += exits.weight / before * (survivors_before.mean() - exits.mean());
  return parts;
}

}  // namespace millwright::theory
