#pragma once

#include "core/contracts.hpp"
#include "core/math.hpp"
#include "theory/mean_decay.hpp"

// Pareto distribution of exponent a, cut off above: P(X > x) proportional to x^-a - maximum^-a on [minimum, maximum].
// Source: Axtell (2001), Science 293, for firm sizes; Aban, Meerschaert and Panorska (2006) for the truncated form.
namespace millwright::theory {

/// The value below which the share `u` in [0, 1] of the distribution lies (unit of minimum and maximum).
/// exponent > 0, 0 < minimum <= maximum. Uniform draws of u give draws of the distribution.
inline double truncated_pareto_quantile(double u, double exponent, double minimum, double maximum) {
  const double beyond = math::exp(exponent * math::log(minimum / maximum));
  return minimum * math::exp(-math::log(1 - u * (1 - beyond)) / exponent);
}

/// Its mean (unit of minimum and maximum); also right at exponent 1, where the textbook form is 0/0.
inline double truncated_pareto_mean(double exponent, double minimum, double maximum) {
  const double range = math::log(maximum / minimum);
  return minimum * mean_decay((exponent - 1) * range) / mean_decay(exponent * range);
}

/// The minimum that gives the distribution this mean, by bisection. A mean at or above the maximum gives the maximum.
inline double minimum_for_mean(double mean, double exponent, double maximum) {
  EXPECT(mean > 0 && exponent > 0 && maximum > 0);
  if (mean >= maximum) return maximum;
  double low = 0, high = mean;  // the mean lies above the minimum and grows with it
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    (truncated_pareto_mean(exponent, middle, maximum) < mean ? low : high) = middle;
  }
  return high;
}

}  // namespace millwright::theory
