#pragma once
// Elementary functions that give the same bits everywhere: only + - * / sqrt and bit operations, in a fixed order. The
// system's own exp or log differ between versions and processors. All are branch-free, so that loops over columns
// vectorise (g++ at -O3); the errors named are the largest found by tests/unit/core/math_test.cpp, in units in the last
// place. The rounding mode must be to nearest and subnormal numbers must be kept: require_standard_floating_point().

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/clones.hpp"

#ifdef __FAST_MATH__
#error "fast-math changes results: compile without it"
#endif
static_assert(FLT_EVAL_METHOD == 0, "double must be computed as double; x87 arithmetic is not supported");

namespace millwright::math {

namespace detail {

/// Adding this to a double below 2^51 in size rounds it to an integer, which then stands in the low bits.
inline constexpr double rounding_shift = 0x1.8p52;
inline constexpr double ln2_high = 0x1.62e42feep-1;  // 32 bits, so that a product with an exponent is exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

constexpr std::uint64_t bits_of(double value) {
  return std::bit_cast<std::uint64_t>(value);
}
constexpr double from_bits(std::uint64_t bits) {
  return std::bit_cast<double>(bits);
}

}  // namespace detail

/// x where it is positive, else 0; exact below 2^1023. Not a number stays so. A choice by `?:` would often become a
/// branch, and the loop around it would not vectorise.
MILLWRIGHT_INLINE double positive_part(double x) {
  return 0.5 * (x + std::fabs(x));
}

/// e^x. Error below 1 ulp where the result is a normal number; then subnormal numbers, and 0 below about -745.1;
/// infinity above about 709.8. Not a number stays so.
MILLWRIGHT_INLINE double exp(double x) {
  // x = k ln 2 + r with |r| <= ln(2) / 2, then a polynomial for e^r (Chebyshev fit, 2^-56) and k in the exponent.
  // The range is bounded in one choice on |x|, since two in a row would become branches.
  constexpr std::uint64_t sign_bit = 0x8000000000000000;
  const std::uint64_t sign = detail::bits_of(x) & sign_bit;
  const double bound = detail::from_bits(detail::bits_of(746.0) | sign);
  const double bounded = detail::from_bits(detail::bits_of(x) & ~sign_bit) > 746.0 ? bound : x;
  const double shifted = bounded * 0x1.71547652b82fep+0 + detail::rounding_shift;
  const double k = shifted - detail::rounding_shift;
  const double r_high = bounded - k * detail::ln2_high;  // exact
  const double r_low = k * detail::ln2_low;
  const double r = r_high - r_low;
  const double r2 = r * r;
  const double low =
      (0x1.0000000000001p-1 + r * 0x1.5555555555556p-3) + r2 * (0x1.5555555553d4fp-5 + r * 0x1.11111111109adp-7);
  const double high = (0x1.6c16c17893833p-10 + r * 0x1.a01a01a7c8d47p-13) +
                      r2 * ((0x1.a019b8ef67c6cp-16 + r * 0x1.71de0d9c145d0p-19) +
                            r2 * (0x1.2891a8c1d838dp-22 + r * 0x1.af38d53857513p-26));
  const double power = 1.0 + (r_high + (r2 * (low + (r2 * r2) * high) - r_low));
  // 2^k as two factors, since k from -1076 to 1076 does not fit one exponent; the last product overflows or underflows.
  const std::uint64_t moved = detail::bits_of(shifted) + 2046;
  const std::uint64_t half = (moved & 0xfff) >> 1;
  return power * detail::from_bits(half << 52) * detail::from_bits((moved - half) << 52);
}

/// Natural logarithm. Error below 0.9 ulp for positive normal numbers. 0 and subnormal numbers give minus infinity,
/// negative numbers not a number, infinity infinity; not a number stays so.
MILLWRIGHT_INLINE double log(double x) {
  // x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2), and log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), s = f / (2 +
  // f): the scheme of fdlibm's e_log.c (Sun Microsystems, 1993), with an own polynomial R.
  constexpr std::uint64_t one = 0x3ff0000000000000;
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;
  constexpr std::uint64_t fraction_mask = 0x000fffffffffffff;
  const std::uint64_t moved = detail::bits_of(x) + (one - root_half);
  const double f = detail::from_bits((moved & fraction_mask) + root_half) - 1.0;
  // k + 1023 put into the low bits of 2^52 turns an integer into a double without a conversion instruction. What has no
  // finite logarithm takes the place of k and runs through the sums.
  const double counted = detail::from_bits((moved >> 52) | 0x4330000000000000);
  const double below = x < 0.0 ? std::numeric_limits<double>::quiet_NaN() : -std::numeric_limits<double>::infinity();
  const double counted_or_below = x < 0x1p-1022 ? below : counted;
  const double k = (x <= 0x1.fffffffffffffp+1023 ? counted_or_below : x) - (0x1p52 + 1023.0);
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double z2 = z * z;
  const double polynomial = (0x1.5555555555558p-1 + z * 0x1.9999999995273p-2) +
                            z2 * ((0x1.2492492dfd86cp-2 + z * 0x1.c71c62d5e53e0p-3) +
                                  z2 * ((0x1.7462b91b8df65p-3 + z * 0x1.39fdcceb4bb45p-3) + z2 * 0x1.2b5f68a50d903p-3));
  const double half_square = 0.5 * f * f;
  const double correction = s * (half_square + z * polynomial) + k * detail::ln2_low;
  return k * detail::ln2_high - ((half_square - correction) - f);
}

struct SineCosine {
  double sin;
  double cos;
};

/// Sine and cosine of the angle 2 pi u, u in [0, 1]: `u` is the share of a full turn. Error below 2 ulp, and exact at
/// whole quarters.
MILLWRIGHT_INLINE SineCosine sin_cos_2pi(double u) {
  // The nearest quarter is taken off exactly; polynomials serve the rest, at most an eighth of a turn.
  const double shifted = 4.0 * u + detail::rounding_shift;
  const double quarter = shifted - detail::rounding_shift;
  const std::uint64_t quadrant = detail::bits_of(shifted);  // its two low bits
  const double angle = (u - 0.25 * quarter) * 0x1.921fb54442d18p+2;
  const double z = angle * angle;
  const double z2 = z * z;
  const double sine_rest = (-0x1.5555555555555p-3 + z * 0x1.1111111110babp-7) +
                           z2 * ((-0x1.a01a019e820aep-13 + z * 0x1.71de37946ed6dp-19) +
                                 z2 * (-0x1.ae6008d114485p-26 + z * 0x1.5e0a4fc16be59p-33));
  const double cosine_rest = (0x1.5555555555555p-5 - z * 0x1.6c16c16c16963p-10) +
                             z2 * ((0x1.a01a019f4ddfdp-16 - z * 0x1.27e4fa16cc2d1p-22) +
                                   z2 * (0x1.1eeb67d026ec6p-29 - z * 0x1.907cd8ff5ede7p-37));
  const std::uint64_t sine = detail::bits_of(angle + angle * (z * sine_rest));
  const double half = 0.5 * z;
  const double rounded = 1.0 - half;  // what rounding loses here is added back: 1 - half - rounded is exact
  const std::uint64_t cosine = detail::bits_of(rounded + (((1.0 - rounded) - half) + z2 * cosine_rest));
  const std::uint64_t odd = 0 - (quadrant & 1);  // all ones in odd quadrants, where the two change places
  const std::uint64_t sine_sign = (quadrant & 2) << 62;
  const std::uint64_t cosine_sign = ((quadrant + 1) & 2) << 62;
  return {detail::from_bits(((cosine & odd) | (sine & ~odd)) ^ sine_sign),
          detail::from_bits(((sine & odd) | (cosine & ~odd)) ^ cosine_sign)};
}

/// x^y for x > 0, as exp(y ln x): the relative error grows with |y ln x|, to about |y ln x| * 2^-53 on top of exp's.
/// 0^y is 0 for y > 0; where y ln x leaves the range of exp the result is 0 or infinity.
MILLWRIGHT_INLINE double power(double x, double y) {
  return exp(y * log(x));
}

/// 1 / (1 + e^-x), in [0, 1].
MILLWRIGHT_INLINE double logistic(double x) {
  return 1.0 / (1.0 + exp(-x));
}

/// ln(p / (1 - p)), the inverse of logistic, for 0 < p < 1.
MILLWRIGHT_INLINE double logit(double p) {
  return log(p / (1.0 - p));
}

}  // namespace millwright::math
