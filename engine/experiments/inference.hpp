#pragma once

#include <cstdint>
#include <span>
#include <vector>

// Statistics over replicates. Each span holds one value per replicate.
namespace millwright::experiments {

/// A value with its 5 %, 50 % and 95 % quantiles over replicates; NaN where it is not defined.
struct Spread {
  double mean, low, median, high;
};

/// Quantiles are linear between order statistics (type 7 of Hyndman and Fan 1996). Replicates that are NaN are left
/// out.
Spread spread_of(std::span<const double> values);

/// An estimate and the interval that holds it in nine cases of ten; NaN without an interval, as from one replicate.
struct Interval {
  double estimate, low, high;

  bool holds(double value) const { return low <= value && value <= high; }
  /// Half the width relative to the estimate.
  double relative_half_width() const;
};

/// Percentile interval of a mean: 2000 resamples of replicates (Efron and Tibshirani 1993, section 13.3).
Interval bootstrap_mean(std::span<const double> values, std::uint64_t seed);

/// The same of a ratio of means, numerator and denominator of a replicate drawn together.
Interval bootstrap_ratio(std::span<const double> numerator, std::span<const double> denominator, std::uint64_t seed);

/// What pairing on the same luck is worth (common random numbers: Law, Simulation Modeling and Analysis, 2015, 11.2).
struct Pairing {
  double correlation;      // between the arms, over replicates
  double unpaired_factor;  // runs with luck of their own that each pair replaces, for the same standard error
};

/// NaN from fewer than three replicates, or where nothing varies.
Pairing pairing_of(std::span<const double> base, std::span<const double> policy);

}  // namespace millwright::experiments
