#pragma once

#include "core/contracts.hpp"
#include "core/math.hpp"

namespace millwright {

/// A growth or interest rate as people write it: 0.06 is 6 % more after one year.
struct AnnualRate {
  double value = 0;  // [1/year]
};

/// The same growth per month, continuously compounded: after n months a value has grown by exp(n * value).
struct MonthlyRate {
  double value = 0;  // [1/month]
};

/// ln(1 + r) / 12: the only place where a yearly rate becomes a monthly one. Needs r > -1.
inline MonthlyRate monthly(AnnualRate rate) {
  EXPECT(rate.value > -1);
  return {math::log(1 + rate.value) / 12};
}

}  // namespace millwright
