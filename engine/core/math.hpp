#pragma once
// Elementary functions from + - * / sqrt and bit operations alone, so that every compiler and processor gives the same
// bits. Branch-free, so that loops over them vectorise. Accuracy is tested against long double.

#include <bit>
#include <cmath>
#include <cstdint>

namespace millwright::math {

inline constexpr double ln2_high = 0x1.62e42fee00000p-1;  // exact products with the exponents that occur
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// e^x. Below -708 it stays at e^-708 (about 3e-308), above 709 at e^709 (about 8e307).
inline double exp(double x) {
  constexpr double magic = 0x1.8p52;
  const double low = x < -708.0 ? -708.0 : x;
  const double clamped = low > 709.0 ? 709.0 : low;
  const double shifted = clamped * 1.44269504088896340736 + magic;
  const double k = shifted - magic;
  const double r = (clamped - k * ln2_high) - k * ln2_low;
  double p = 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  const double result = 1.0 + (r + r * r * p);
  const std::uint64_t exponent = (std::bit_cast<std::uint64_t>(shifted) + 1023) << 52;
  return result * std::bit_cast<double>(exponent);
}

/// Natural logarithm of a positive, finite, normal number; anything else gives an unspecified finite value.
inline double log(double x) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  // Splits x = m 2^e with m in [sqrt(1/2), sqrt(2)).
  const std::uint64_t offset = bits - 0x3fe6a09e667f3bcdULL;
  const std::uint64_t e_biased = (offset >> 52);
  const auto exponent = static_cast<std::int64_t>(offset) >> 52;
  const double m = std::bit_cast<double>(bits - (e_biased << 52));
  // Small signed integer to double without a conversion instruction, which AVX2 lacks for 64 bits.
  const double e = std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 0x4338000000000000LL)) - 0x1.8p52;
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  double p = 2.0 / 23.0;
  p = p * z + 2.0 / 21.0;
  p = p * z + 2.0 / 19.0;
  p = p * z + 2.0 / 17.0;
  p = p * z + 2.0 / 15.0;
  p = p * z + 2.0 / 13.0;
  p = p * z + 2.0 / 11.0;
  p = p * z + 2.0 / 9.0;
  p = p * z + 2.0 / 7.0;
  p = p * z + 2.0 / 5.0;
  p = p * z + 2.0 / 3.0;
  const double half_square = 0.5 * f * f;
  const double tail = s * (half_square + z * p) + e * ln2_low;
  return e * ln2_high - ((half_square - tail) - f);
}

struct SineCosine {
  double sin, cos;
};

/// Sine and cosine of 2 pi u, u in [0, 1].
inline SineCosine sin_cos_2pi(double u) {
  constexpr double magic = 0x1.8p52;
  const double shifted = 4.0 * u + magic;
  const double quarter = shifted - magic;
  const std::uint64_t q = std::bit_cast<std::uint64_t>(shifted);
  const double y = (u - 0.25 * quarter) * 6.283185307179586476925;
  const double z = y * y;
  double s = 1.0 / 355687428096000.0;
  s = s * z - 1.0 / 1307674368000.0;
  s = s * z + 1.0 / 6227020800.0;
  s = s * z - 1.0 / 39916800.0;
  s = s * z + 1.0 / 362880.0;
  s = s * z - 1.0 / 5040.0;
  s = s * z + 1.0 / 120.0;
  s = s * z - 1.0 / 6.0;
  const double sine = y + y * z * s;
  double c = 1.0 / 20922789888000.0;
  c = c * z - 1.0 / 87178291200.0;
  c = c * z + 1.0 / 479001600.0;
  c = c * z - 1.0 / 3628800.0;
  c = c * z + 1.0 / 40320.0;
  c = c * z - 1.0 / 720.0;
  c = c * z + 1.0 / 24.0;
  c = c * z - 0.5;
  const double cosine = 1.0 + z * c;
  const bool swap = (q & 1) != 0;
  const double first = swap ? cosine : sine;
  const double second = swap ? sine : cosine;
  const std::uint64_t sine_sign = (q & 2) << 62;
  const std::uint64_t cosine_sign = ((q + 1) & 2) << 62;
  return {std::bit_cast<double>(std::bit_cast<std::uint64_t>(first) ^ sine_sign),
          std::bit_cast<double>(std::bit_cast<std::uint64_t>(second) ^ cosine_sign)};
}

/// x^y for x > 0.
inline double power(double x, double y) { return exp(y * log(x)); }

/// 1 / (1 + e^-x).
inline double logistic(double x) { return 1.0 / (1.0 + exp(-x)); }

/// ln(p / (1 - p)), 0 < p < 1.
inline double logit(double p) { return log(p / (1.0 - p)); }

}  // namespace millwright::math
