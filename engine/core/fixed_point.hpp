#pragma once
// Integers that stand for real numbers, because sums of integers do not depend on the order of their terms.

#include <bit>
#include <cstdint>

#include "core/contracts.hpp"

namespace millwright {

/// 2^exponent, exactly, for -1022 <= exponent <= 1023.
constexpr double power_of_two(int exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52);
}

/// The largest |x| * 2^Scale that to_fixed may be given lies below this.
inline constexpr double fixed_point_bound = power_of_two(51);

/// The integer nearest to value * 2^Scale (ties to even). Needs |value| * 2^Scale < 2^51; values that are larger,
/// infinite or not a number give a meaningless result, so bounds are checked when a scenario is loaded and by EXPECT
/// here. A sum of n such integers stays exact while n * |value| * 2^Scale < 2^63.
template <int Scale>
inline std::int64_t to_fixed(double value) {
  // In [2^52, 2^53) neighbouring doubles are 1 apart, so adding 1.5 * 2^52 leaves the rounded integer in the low bits.
  constexpr double shift = 1.5 * power_of_two(52);
  constexpr double scale = power_of_two(Scale);
  const double scaled = value * scale;
  EXPECT(scaled > -fixed_point_bound && scaled < fixed_point_bound);
  return std::bit_cast<std::int64_t>(scaled + shift) - std::bit_cast<std::int64_t>(shift);
}

/// The number that `fixed` stands for: exact below 2^53, otherwise the nearest double.
template <int Scale>
inline double from_fixed(std::int64_t fixed) {
  return static_cast<double>(fixed) * power_of_two(-Scale);
}

}  // namespace millwright
