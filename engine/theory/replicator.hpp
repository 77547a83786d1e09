#pragma once

#include "core/math.hpp"

namespace millwright::theory {

/// Share of the first of two types after `months` when log sizes move apart by chi (e_1 - e_2) a month [1]:
/// s / (s + (1 - s) exp(-chi (e_1 - e_2) t)). Whole months of the discrete replicator follow it exactly.
/// initial_share: s in [0, 1]; selection: chi [1/month]; advantage: e_1 - e_2 [1], a difference of log unit costs.
/// Source: Metcalfe (1994), Journal of Evolutionary Economics 4, Fisher's principle with two types.
inline double replicator_share(double initial_share, double selection, double advantage, double months) {
  const double other = (1 - initial_share) * math::exp(-selection * advantage * months);
  return initial_share / (initial_share + other);
}

}  // namespace millwright::theory
