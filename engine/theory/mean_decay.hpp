#pragma once

#include "core/math.hpp"

namespace millwright::theory {

/// Mean of exp(-s) over 0 <= s <= z, that is (1 - exp(-z)) / z, for z of either sign; 1 at z = 0 [1].
/// What decays at a constant rate averages this over a span of z time constants. Relative error below 1e-13.
inline double mean_decay(double z) {
  // Near zero the difference cancels, so the first terms of the series take over; the next one is below 2e-14.
  const bool small = z > -0.02 && z < 0.02;
  const double series = 1 - z / 2 * (1 - z / 3 * (1 - z / 4 * (1 - z / 5 * (1 - z / 6))));
  const double direct = (1 - math::exp(-z)) / (small ? 1.0 : z);
  return small ? series : direct;
}

}  // namespace millwright::theory
