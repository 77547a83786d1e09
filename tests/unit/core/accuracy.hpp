#pragma once
// Errors of functions of doubles, measured against long double, whose 64 bits or more hide their own.

#include <cfloat>
#include <cmath>
#include <string>

#include "core/random.hpp"

namespace millwright {

#if LDBL_MANT_DIG >= 64
inline constexpr bool oracle_is_finer = true;
#else
inline constexpr bool oracle_is_finer = false;
#endif

/// |computed - exact| in units in the last place of `exact` as a double; below the normal numbers the unit is 2^-1074.
inline double units_in_last_place(double computed, long double exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  const long double unit = std::ldexp(1.0L, (exponent > -1021 ? exponent : -1021) - 53);
  return static_cast<double>(std::fabs(static_cast<long double>(computed) - exact) / unit);
}

/// The largest error seen and the argument where it was.
struct Worst {
  double error = 0;
  double argument = 0;

  void see(double error_here, double argument_here) {
    if (error_here <= error) return;  // an error that is not a number passes, and fails every bound
    error = error_here;
    argument = argument_here;
  }
};

/// Number `i` of a fixed sequence in (0, 1), for arguments that fall on no grid.
inline double test_uniform(std::uint64_t i, std::uint64_t stream) {
  return uniform(draw({{20240101, stream}, Purpose::size}, i, 0, 0).w[0]);
}

}  // namespace millwright
