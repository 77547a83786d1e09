#include "experiments/inference.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "experiments/resampling.hpp"

namespace millwright::experiments {
namespace {

constexpr double lowest = 0.05, highest = 0.95;  // quantiles
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t resamples = 2000;

double quantile(const std::vector<double>& sorted, double probability) {
  const double rank = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (rank - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Interval of a statistic of the weights of replicates, from their distribution over resamples.
Interval percentile_interval(std::size_t replicates, std::uint64_t seed,
                             const std::function<double(std::span<const double>)>& statistic) {
  std::vector<double> values;
  Interval interval{statistic(std::vector<double>(replicates, 1.0)), undefined, undefined};
  if (replicates < 2) return interval;
  for (std::size_t round = 0; round < resamples; ++round) {
    const double value = statistic(resampled(replicates, round, {seed, 0}));
    if (!std::isfinite(value)) return interval;
    values.push_back(value);
  }
  std::ranges::sort(values);
  interval.low = quantile(values, lowest), interval.high = quantile(values, highest);
  return interval;
}

double weighted(std::span<const double> values, std::span<const double> weight) {
  double sum = 0;
  for (std::size_t k = 0; k < values.size(); ++k) sum += weight[k] * values[k];
  return sum;
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double covariance(std::span<const double> one, std::span<const double> other) {
  const double mean_one = mean_of(one), mean_other = mean_of(other);
  double sum = 0;
  for (std::size_t k = 0; k < one.size(); ++k) sum += (one[k] - mean_one) * (other[k] - mean_other);
  return sum / static_cast<double>(one.size() - 1);
}

}  // namespace

Spread spread_of(std::span<const double> values) {
  std::vector<double> defined;
  for (const double value : values) {
    if (!std::isnan(value)) defined.push_back(value);
  }
  if (defined.empty()) return {undefined, undefined, undefined, undefined};
  std::ranges::sort(defined);
  constexpr double half = 0.5;
  return {mean_of(defined), quantile(defined, lowest), quantile(defined, half), quantile(defined, highest)};
}

double Interval::relative_half_width() const {
  return (high - low) / 2 / std::abs(estimate);
}

Interval bootstrap_mean(std::span<const double> values, std::uint64_t seed) {
  const auto replicates = static_cast<double>(values.size());
  return percentile_interval(values.size(), seed,
                             [&](std::span<const double> weight) { return weighted(values, weight) / replicates; });
}

Interval bootstrap_ratio(std::span<const double> numerator, std::span<const double> denominator, std::uint64_t seed) {
  return percentile_interval(numerator.size(), seed, [&](std::span<const double> weight) {
    return weighted(numerator, weight) / weighted(denominator, weight);
  });
}

Pairing pairing_of(std::span<const double> base, std::span<const double> policy) {
  constexpr std::size_t fewest = 3;
  if (base.size() < fewest) return {undefined, undefined};
  const double base_variance = covariance(base, base), policy_variance = covariance(policy, policy);
  const double shared = covariance(base, policy);
  const double of_difference = base_variance + policy_variance - 2 * shared;
  if (!(base_variance > 0) || !(policy_variance > 0)) return {undefined, undefined};
  return {shared / std::sqrt(base_variance * policy_variance),
          of_difference > 0 ? (base_variance + policy_variance) / of_difference : undefined};
}

}  // namespace millwright::experiments
