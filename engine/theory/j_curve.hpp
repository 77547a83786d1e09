#pragma once

#include "core/math.hpp"
#include "theory/mean_decay.hpp"

// The productivity J-curve: a new technology first costs output, because complements have to be built up, and pays
// later. Source: Brynjolfsson, Rock and Syverson (2021), American Economic Journal: Macroeconomics 13(1).
namespace millwright::theory {

/// 1 - exp(-1 / tau): share of the remaining gap closed in a month, so that whole months follow the continuous path
/// exactly. tau = `time_constant` [months], positive.
inline double monthly_step(double time_constant) {
  return 1 - math::exp(-1 / time_constant);
}

/// Realised gain `age` months after go-live: dG (theta - (theta + w) exp(-t / tau)), from -w dG toward theta dG.
/// promised: dG, in log productivity or any unit; achievable: theta [1], share of the promise that the firm can reach;
/// dip: w [1]; time_constant: tau [months], positive; age: t >= 0 [months].
inline double j_curve_path(double promised, double achievable, double dip, double time_constant, double age) {
  return promised * (achievable - (achievable + dip) * math::exp(-age / time_constant));
}

/// The path of a firm that reaches the whole promise (theta = 1): dG (1 - (1 + w) exp(-t / tau)).
inline double j_curve(double promised, double dip, double time_constant, double age) {
  return j_curve_path(promised, 1.0, dip, time_constant, age);
}

/// Mean of `j_curve_path` over the first `span` months.
inline double j_curve_mean(double promised, double achievable, double dip, double time_constant, double span) {
  return promised * (achievable - (achievable + dip) * mean_decay(span / time_constant));
}

/// Age at which the gain turns positive [months]: tau ln(1 + w / theta), theta > 0.
inline double j_curve_crossing(double achievable, double dip, double time_constant) {
  return time_constant * math::log(1 + dip / achievable);
}

}  // namespace millwright::theory
