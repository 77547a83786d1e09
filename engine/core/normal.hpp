#pragma once
// The normal distribution function and its inverse. They branch, so they are for set-up and tables, not for inner
// loops.

#include <cmath>
#include <limits>

#include "core/math.hpp"

namespace millwright::math {

namespace detail {

/// coefficients[0] + coefficients[1] x + ...
template <int Size>
inline double polynomial(const double (&coefficients)[Size], double x) {
  double value = coefficients[Size - 1];
  for (int i = Size - 2; i >= 0; --i) value = value * x + coefficients[i];
  return value;
}

/// exp(-x^2 / 2), with x split at a sixteenth so that the square loses no digits.
inline double gaussian(double x) {
  const double split = static_cast<double>(static_cast<long long>(16.0 * x)) / 16.0;
  const double rest = (x - split) * (x + split);
  return exp(-0.5 * split * split) * exp(-0.5 * rest);
}

/// The upper tail 1 - normal_cdf(x) for x > 0.67448975.
inline double normal_tail(double x) {
  if (x > 37.6) return 0.0;  // below the smallest normal number
  if (x <= 5.656854249492380195) {
    constexpr double above[] = {9842.7148383839780218, 11602.651437647350124,  6848.1904505362823326,
                                2494.5375852903726711, 597.27027639480026226,  93.506656132177855979,
                                8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8};
    constexpr double below[] = {19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                                18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
                                235.38790178262499861, 22.266688044328115691, 1.0};
    return gaussian(x) * (polynomial(above, x) / polynomial(below, x));
  }
  constexpr double above[] = {2.9112874951168792e-5, 0.001421619193227893466, 0.022235277870649807,
                              0.1274011611602473639, 0.21589853405795699,     0.02307344176494017303};
  constexpr double below[] = {7.29751555083966205e-5, 0.00378239633202758244, 0.0659881378689285515,
                              0.468238212480865118,   1.28426009614491121,    1.0};
  constexpr double inverse_root_2pi = 0x1.9884533d43651p-2;
  const double z = 1.0 / (x * x);
  return gaussian(x) * ((inverse_root_2pi - z * polynomial(above, z) / polynomial(below, z)) / x);
}

}  // namespace detail

/// Probability that a standard normal variable is at most x. Relative error below 1e-14, in the lower tail too, down to
/// x = -37.6, then 0. Source: W. J. Cody, "Algorithm 715", ACM Transactions on Mathematical Software 19 (1993) 22-32.
inline double normal_cdf(double x) {
  const double size = x < 0 ? -x : x;
  if (size <= 0.67448975) {
    constexpr double above[] = {18154.981253343561249, 1067.6894854603709582, 161.02823106855587881,
                                2.2352520354606839287, 0.065682337918207449113};
    constexpr double below[] = {45507.789335026729956, 10260.932208618978205, 976.09855173777669322,
                                47.20258190468824187, 1.0};
    const double z = x * x;
    return 0.5 + x * (detail::polynomial(above, z) / detail::polynomial(below, z));
  }
  if (!(size > 0.67448975)) return x;  // not a number
  const double tail = detail::normal_tail(size);
  return x < 0 ? tail : 1.0 - tail;
}

/// The x with normal_cdf(x) = p, for 0 < p < 1; 0 and 1 give minus and plus infinity, anything else not a number.
/// Relative error below 1e-14. Source: M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988) 477-484, PPND16.
inline double normal_quantile(double p) {
  if (!(p >= 0.0 && p <= 1.0)) return std::numeric_limits<double>::quiet_NaN();
  const double centred = p - 0.5;
  if (centred >= -0.425 && centred <= 0.425) {
    constexpr double above[] = {3.387132872796366608,  133.14166789178437745, 1971.5909503065514427,
                                13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                                33430.575583588128105, 2509.0809287301226727};
    constexpr double below[] = {1.0,
                                42.313330701600911252,
                                687.1870074920579083,
                                5394.1960214247511077,
                                21213.794301586595867,
                                39307.89580009271061,
                                28729.085735721942674,
                                5226.495278852545925};
    const double z = 0.180625 - centred * centred;
    return centred * (detail::polynomial(above, z) / detail::polynomial(below, z));
  }
  const double tail = centred < 0 ? p : 1.0 - p;
  const double sign = centred < 0 ? -1.0 : 1.0;
  if (tail <= 0.0) return sign * std::numeric_limits<double>::infinity();
  const double root = std::sqrt(-log(tail));
  if (root <= 5.0) {
    constexpr double above[] = {1.42343711074968357734,   4.6303378461565452959,   5.7694972214606914055,
                                3.64784832476320460504,   1.27045825245236838258,  0.24178072517745061177,
                                0.0227238449892691845833, 7.7454501427834140764e-4};
    constexpr double below[] = {1.0,
                                2.05319162663775882187,
                                1.6763848301838038494,
                                0.68976733498510000455,
                                0.14810397642748007459,
                                0.0151986665636164571966,
                                5.475938084995344946e-4,
                                1.05075007164441684324e-9};
    const double z = root - 1.6;
    return sign * (detail::polynomial(above, z) / detail::polynomial(below, z));
  }
  constexpr double above[] = {6.6579046435011037772,     5.4637849111641143699,    1.7848265399172913358,
                              0.29656057182850489123,    0.026532189526576123093,  0.0012426609473880784386,
                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr double below[] = {1.0,
                              0.59983220655588793769,
                              0.13692988092273580531,
                              0.0148753612908506148525,
                              7.868691311456132591e-4,
                              1.8463183175100546818e-5,
                              1.4215117583164458887e-7,
                              2.04426310338993978564e-15};
  const double z = root - 5.0;
  return sign * (detail::polynomial(above, z) / detail::polynomial(below, z));
}

}  // namespace millwright::math
