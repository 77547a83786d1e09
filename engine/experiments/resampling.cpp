#include "experiments/resampling.hpp"

#include <algorithm>
#include <cmath>

namespace millwright::experiments {
namespace {

constexpr std::size_t resamples = 400;           // an error of about 4 % in the standard error
constexpr double normal_quantile = 1.959963985;  // 97.5 %

std::vector<double> first_units(std::size_t units, std::size_t count) {
  std::vector<double> weights(units);
  std::fill_n(weights.begin(), count, 1.0);
  return weights;
}

/// Running mean and sum of squared deviations (Welford, 1962).
struct Spread {
  double count = 0;
  double mean = 0;
  double squares = 0;

  void add(double value) {
    count += 1;
    const double change = value - mean;
    mean += change / count;
    squares += change * (value - mean);
  }
  double standard_deviation() const { return std::sqrt(squares / (count - 1)); }
};

}  // namespace

std::vector<double> resampled(std::size_t units, std::size_t sample, Luck luck) {
  const DrawKey key{luck, Purpose::resampling};
  std::vector<double> weights(units);
  for (std::size_t k = 0; k < units; ++k) {
    const double position = uniform(draw(key, sample, 0, 0, k / 4).w[k % 4]) * static_cast<double>(units);
    weights[static_cast<std::size_t>(position)] += 1;
  }
  return weights;
}

std::vector<Estimate> estimate(std::size_t units, const Statistic& statistic, Luck luck) {
  const auto whole = statistic(first_units(units, units));
  const auto quarter = statistic(first_units(units, units / 4));
  const auto half = statistic(first_units(units, units / 2));
  std::vector<Spread> spread(whole.size());
  for (std::size_t sample = 0; sample < resamples; ++sample) {
    const auto values = statistic(resampled(units, sample, luck));
    for (std::size_t i = 0; i < whole.size(); ++i) spread[i].add(values[i]);
  }
  std::vector<Estimate> estimates;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const double margin = normal_quantile * spread[i].standard_deviation();
    estimates.push_back({whole[i], whole[i] - margin, whole[i] + margin, quarter[i], half[i]});
  }
  return estimates;
}

}  // namespace millwright::experiments
