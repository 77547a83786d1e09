#include "experiments/replicates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/contracts.hpp"
#include "core/errors.hpp"
#include "experiments/dip.hpp"

namespace millwright::experiments {
namespace {

constexpr double most_dropped = 0.05;   // judgement: what fails seldom fails at random
constexpr std::size_t least_units = 4;  // so that a quarter is one

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// The variance of a mean of `count` values whose squared deviations sum to `squares`; 0 for a single one.
double variance_of_mean(double squares, std::size_t count) {
  const auto n = static_cast<double>(count);
  return count < 2 ? 0.0 : squares / ((n - 1) * n);
}

/// What each replicate adds to all rows alike, relative to the mean of all.
std::vector<double> common_effects(const Matrix& values, std::span<const std::size_t> rows) {
  std::vector<double> effects(values.columns);
  for (const std::size_t row : rows) {
    for (std::size_t r = 0; r < values.columns; ++r) effects[r] += values(row, r) / static_cast<double>(rows.size());
  }
  const double overall = mean_of(effects);
  for (double& effect : effects) effect -= overall;
  return effects;
}

}  // namespace

Complete complete_units(const Output& output, std::size_t unit_rows) {
  const Matrix& values = output.values;
  EXPECT(values.rows % unit_rows == 0 && values.columns > 0);
  const std::size_t all = values.rows / unit_rows, unit_size = unit_rows * values.columns;
  Complete complete;
  for (std::size_t unit = 0; unit < all; ++unit) {
    const auto* begin = values.values.data() + unit * unit_size;
    const bool finite = std::all_of(begin, begin + unit_size, [](double value) { return std::isfinite(value); });
    if (finite) complete.units.push_back(unit);
  }
  complete.dropped = all - complete.units.size();
  if (static_cast<double>(complete.dropped) > most_dropped * static_cast<double>(all)) {
    throw UserError({printable(output.name),
                     fmt::format("{} of {} units of the design hold a failed or missing task; above 5 % the rest would "
                                 "not stand for the whole",
                                 complete.dropped, all),
                     "finish the sweep, or narrow the ranges of the factors to where the tasks succeed"});
  }
  if (complete.units.size() < least_units) {
    throw UserError({printable(output.name),
                     fmt::format("{} units of the design are too few for an analysis", complete.units.size()),
                     fmt::format("simulate {} points, blocks or trajectories or more", least_units)});
  }
  return complete;
}

Measured difference(std::span<const double> a, std::span<const double> b) {
  std::vector<double> differences(a.size());
  std::transform(a.begin(), a.end(), b.begin(), differences.begin(), std::minus<>{});
  const double mean = mean_of(differences);
  double squares = 0;
  for (const double value : differences) squares += (value - mean) * (value - mean);
  return {mean, variance_of_mean(squares, a.size())};
}

std::vector<Measured> means(const Matrix& values, std::span<const std::size_t> rows) {
  const auto common = common_effects(values, rows);
  const auto count = static_cast<double>(rows.size());
  std::vector<Measured> found;
  for (const std::size_t row : rows) {
    const double mean = mean_of(values.row(row));
    double squares = 0;
    for (std::size_t r = 0; r < values.columns; ++r) {
      const double rest = values(row, r) - mean - common[r];
      squares += rest * rest;
    }
    // The common effects are estimated from the rows, which takes 1 / count of the deviations.
    found.push_back({mean, variance_of_mean(squares, values.columns) * count / (count - 1)});
  }
  return found;
}

Evidence evidence_of(std::span<const Measured> points, const Complete& complete, std::size_t replicates) {
  std::vector<double> sorted;
  double noise = 0;
  for (const Measured& point : points) {
    sorted.push_back(point.mean);
    noise += point.noise / static_cast<double>(points.size());
  }
  const double mean = mean_of(sorted);
  double squares = 0;
  for (const double value : sorted) squares += (value - mean) * (value - mean);
  const double variance = squares / static_cast<double>(points.size() - 1);
  std::sort(sorted.begin(), sorted.end());
  const double share = replicates > 1 ? noise / variance : std::numeric_limits<double>::quiet_NaN();
  return {.units = complete.units.size(),
          .dropped = complete.dropped,
          .mean = mean,
          .variance = variance - noise,
          .noise_share = share,
          .multimodal = is_multimodal(sorted)};
}

}  // namespace millwright::experiments
