#pragma once

#include <cmath>

#include "core/math.hpp"
#include "theory/mean_decay.hpp"

namespace millwright::theory {

/// sd sqrt(1 - phi^2): standard deviation of the innovations of an AR(1) with stationary standard deviation `sd` (the
/// unit of sd). `persistence` phi lies in [-1, 1].
inline double innovation_sd(double sd, double persistence) {
  return sd * std::sqrt((1 - persistence) * (1 + persistence));
}

/// One step of x' = decay x + sd N(0, 1).
struct AutoregressiveStep {
  double decay = 0;  // [1]
  double sd = 0;     // unit of x
};

/// Exact step over `years` of dx = -kappa x dt + sigma dW: no error of discretisation at any step length.
/// reversion: kappa >= 0 [1/year], 0 being a random walk; volatility: sigma [unit of x per square root of a year].
inline AutoregressiveStep ornstein_uhlenbeck_step(double reversion, double volatility, double years = 1.0 / 12) {
  return {math::exp(-reversion * years), volatility * std::sqrt(years * mean_decay(2 * reversion * years))};
}

/// Variance after `years` of the sum of a random walk and a reverting deviation, both started from known values and
/// independent: sigma_1^2 T + sigma_2^2 (1 - exp(-2 kappa T)) / (2 kappa). Units as above.
/// Source: Schwartz and Smith (2000), Management Science 46(7), equation 5b, without correlation.
inline double two_factor_variance(double volatility, double reversion, double deviation_volatility, double years) {
  const double deviation = deviation_volatility * deviation_volatility * years * mean_decay(2 * reversion * years);
  return volatility * volatility * years + deviation;
}

}  // namespace millwright::theory
