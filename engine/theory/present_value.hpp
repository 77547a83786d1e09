#pragma once

#include "core/math.hpp"

namespace millwright::theory {

/// Lowest net discount rate used [1/year]: a benefit that outgrows the required return would be worth infinitely much.
inline constexpr double minimum_discount = 0.02;

/// `discount`, but at least `minimum_discount` [1/year].
inline double floored_discount(double discount) {
  return discount > minimum_discount ? discount : minimum_discount;
}

/// V = B / D: value today of `yearly_benefit` for ever (any money unit per year). `discount` D is the required return
/// plus depreciation less the growth of the benefit [1/year], floored at `minimum_discount`. Source: Gordon (1959).
inline double growing_perpetuity(double yearly_benefit, double discount) {
  return yearly_benefit / floored_discount(discount);
}

/// k = -12 ln(phi): how fast a deviation with monthly persistence phi in (0, 1] fades [1/year].
inline double yearly_reversion(double monthly_persistence) {
  return -12 * math::log(monthly_persistence);
}

/// V (1 + d / (D + k)): the value when the benefit also grows by d above its trend now [1/year], a deviation that fades
/// at rate k = `reversion` [1/year]. First order in d: the integral of exp(-D t) (1 + d (1 - exp(-k t)) / k) over all t
/// >= 0.
inline double cyclical_value(double present_value, double discount, double expected_growth, double reversion) {
  return present_value * (1 + expected_growth / (floored_discount(discount) + reversion));
}

/// Factor on V for a firm that foresees its J-curve: 1 - (1 + w) D / (D + 12 / tau) [1], from the gain's path
/// 1 - (1 + w) exp(-t / tau). dip: w [1]; discount: D [1/year]; time_constant: tau [months], positive. May be negative.
inline double foreseen_j_curve_factor(double dip, double discount, double time_constant) {
  const double rate = floored_discount(discount);
  return 1 - (1 + dip) * rate / (rate + 12 / time_constant);
}

}  // namespace millwright::theory
