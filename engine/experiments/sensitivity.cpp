#include "experiments/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/contracts.hpp"
#include "experiments/replicates.hpp"
#include "experiments/resampling.hpp"

namespace millwright::experiments {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Indices of one kind. One that is estimated below zero can only be zero, so its interval reaches up to there.
std::vector<Estimate> as_indices(std::vector<Estimate> estimates) {
  for (Estimate& estimate : estimates) estimate.high = std::max(estimate.high, 0.0);
  return estimates;
}

/// The numbers of part `part` of a list that holds `size` of them for each part.
std::vector<Estimate> part_of(const std::vector<Estimate>& all, std::size_t part, std::size_t size) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(part * size);
  return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

double sum_of(std::span<const double> weights) {
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

/// Weighted sums over points: their variance around their own mean, less luck. Shifted by a typical value, since
/// squares of large values lose digits.
class VarianceSum {
 public:
  explicit VarianceSum(double shift) : shift_(shift) {}

  void add(const Measured& point, double weight) {
    const double value = point.mean - shift_;
    count_ += weight;
    sum_ += weight * value;
    squares_ += weight * value * value;
    noise_ += weight * point.noise;
  }
  double deviations() const { return squares_ - sum_ * sum_ / count_; }
  double variance() const { return deviations() / (count_ - 1) - noise_ / count_; }

 private:
  double shift_, count_ = 0, sum_ = 0, squares_ = 0, noise_ = 0;
};

/// What the blocks of a Saltelli design say: base points, and squared changes by factor.
struct Blocks {
  std::vector<Measured> base;  // a and b of each block, one after the other
  Matrix from_a;               // blocks x factors: the squared change when one factor changes
  Matrix from_b;               // the squared change when all others change
};

Blocks blocks_of(const Matrix& values, const Complete& complete, std::size_t factors) {
  const std::size_t count = complete.units.size();
  Blocks blocks{{}, {count, factors}, {count, factors}};
  std::vector<std::size_t> base_rows;
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t a = complete.units[k] * (factors + 2), b = a + 1;
    base_rows.insert(base_rows.end(), {a, b});
    for (std::size_t j = 0; j < factors; ++j) {
      const auto mixed = values.row(a + 2 + j);
      blocks.from_a(k, j) = difference(values.row(a), mixed).square();
      blocks.from_b(k, j) = difference(values.row(b), mixed).square();
    }
  }
  blocks.base = means(values, base_rows);
  return blocks;
}

/// First-order indices of all factors, then total ones (Jansen, 1999).
std::vector<double> jansen(const Blocks& blocks, std::span<const double> weights, double shift) {
  const std::size_t factors = blocks.from_a.columns;
  VarianceSum base(shift);
  std::vector<double> indices(2 * factors);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (weights[k] == 0) continue;
    base.add(blocks.base[2 * k], weights[k]);
    base.add(blocks.base[2 * k + 1], weights[k]);
    for (std::size_t j = 0; j < factors; ++j) {
      indices[j] += weights[k] * blocks.from_b(k, j);
      indices[factors + j] += weights[k] * blocks.from_a(k, j);
    }
  }
  const double variance = base.variance();
  const double scale = variance > 0 ? 0.5 / (sum_of(weights) * variance) : undefined;
  for (std::size_t i = 0; i < indices.size(); ++i)
    indices[i] = (i < factors ? 1 - indices[i] * scale : indices[i] * scale);
  return indices;
}

/// The slice of each of the named points: about the square root of their number of slices with equally many points,
/// equal values in one slice; or one slice for each value where there are no more values than that.
std::vector<std::size_t> slices(const Matrix& points, std::size_t factor, std::span<const std::size_t> rows) {
  std::vector<double> sorted;
  for (const std::size_t row : rows) sorted.push_back(points(row, factor));
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> levels;
  std::unique_copy(sorted.begin(), sorted.end(), std::back_inserter(levels));
  const auto most = static_cast<std::size_t>(std::sqrt(static_cast<double>(rows.size())));
  const auto place = [](const std::vector<double>& list, double value) {
    return static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), value) - list.begin());
  };
  std::vector<std::size_t> slice;
  for (const std::size_t row : rows) {
    const double value = points(row, factor);
    slice.push_back(levels.size() <= most ? place(levels, value) : place(sorted, value) * most / rows.size());
  }
  return slice;
}

/// The share of the variance that lies between slices, corrected for chance, and luck taken off the whole.
double correlation_ratio(std::span<const Measured> points, std::span<const std::size_t> slice,
                         std::span<const double> weights, double shift) {
  struct Sum {
    double count = 0, sum = 0;
  };
  VarianceSum all(shift);
  std::vector<Sum> sums(1 + *std::max_element(slice.begin(), slice.end()));
  for (std::size_t k = 0; k < points.size(); ++k) {
    all.add(points[k], weights[k]);
    sums[slice[k]].count += weights[k];
    sums[slice[k]].sum += weights[k] * (points[k].mean - shift);
  }
  double count = 0, total = 0, used = 0, explained = 0;
  for (const Sum& sum : sums) {
    if (sum.count == 0) continue;
    used += 1;
    count += sum.count;
    total += sum.sum;
    explained += sum.sum * sum.sum / sum.count;
  }
  const double between = explained - total * total / count;
  const double by_chance = (used - 1) * (all.deviations() - between) / (count - used);
  const double variance = all.variance();
  return variance > 0 && count > used ? (between - by_chance) / ((count - 1) * variance) : undefined;
}

/// Elementary effects: trajectories x factors.
using Effects = std::vector<std::vector<Measured>>;

Effects effects_of(const Matrix& values, const Matrix& points, const Complete& complete) {
  const std::size_t factors = points.columns;
  Effects effects;
  for (const std::size_t unit : complete.units) {
    std::vector<Measured> trajectory(factors);
    for (std::size_t step = 0; step < factors; ++step) {
      const std::size_t row = unit * (factors + 1) + step;
      const auto before = points.row(row), after = points.row(row + 1);
      const auto changed =
          static_cast<std::size_t>(std::mismatch(before.begin(), before.end(), after.begin()).first - before.begin());
      EXPECT(changed < factors);
      const double change = after[changed] - before[changed];
      const Measured moved = difference(values.row(row + 1), values.row(row));
      trajectory[changed] = {moved.mean / change, moved.noise / (change * change)};
    }
    effects.push_back(std::move(trajectory));
  }
  return effects;
}

/// mu* of all factors, then mu, then sigma.
std::vector<double> morris_measures(const Effects& effects, std::span<const double> weights) {
  const std::size_t factors = effects.front().size();
  const double count = sum_of(weights);
  std::vector<double> measures(3 * factors);
  for (std::size_t j = 0; j < factors; ++j) {
    VarianceSum spread(0);
    for (std::size_t t = 0; t < effects.size(); ++t) {
      const Measured& effect = effects[t][j];
      measures[j] += weights[t] * std::fabs(effect.mean) / count;
      measures[factors + j] += weights[t] * effect.mean / count;
      spread.add(effect, weights[t]);
    }
    measures[2 * factors + j] = count > 1 ? std::sqrt(std::max(spread.variance(), 0.0)) : undefined;
  }
  return measures;
}

/// The mean size of a normal variable with the mean noise of all effects.
double noise_floor(const Effects& effects, std::size_t replicates) {
  if (replicates < 2) return undefined;
  double noise = 0, count = 0;
  for (const auto& trajectory : effects) {
    for (const Measured& effect : trajectory) noise += effect.noise;
    count += static_cast<double>(trajectory.size());
  }
  constexpr double mean_size = 0.7978845608028654;  // sqrt(2 / pi)
  return mean_size * std::sqrt(noise / count);
}

/// All rows of the complete units.
std::vector<std::size_t> rows_of(const Complete& complete, std::size_t unit_rows) {
  std::vector<std::size_t> rows;
  for (const std::size_t unit : complete.units) {
    for (std::size_t i = 0; i < unit_rows; ++i) rows.push_back(unit * unit_rows + i);
  }
  return rows;
}

}  // namespace

SobolIndices sobol_indices(const Output& output, std::size_t factors, Luck luck) {
  const Complete complete = complete_units(output, factors + 2);
  const Blocks blocks = blocks_of(output.values, complete, factors);
  const Evidence evidence = evidence_of(blocks.base, complete, output.values.columns);
  const auto statistic = [&](std::span<const double> weights) { return jansen(blocks, weights, evidence.mean); };
  const auto all = estimate(complete.units.size(), statistic, luck);
  return {evidence, as_indices(part_of(all, 0, factors)), as_indices(part_of(all, 1, factors))};
}

SobolIndices given_data_indices(const Output& output, const Matrix& points, Luck luck) {
  EXPECT(points.rows == output.values.rows);
  const Complete complete = complete_units(output, 1);
  const auto measured = means(output.values, complete.units);
  const Evidence evidence = evidence_of(measured, complete, output.values.columns);
  std::vector<std::vector<std::size_t>> slice;
  for (std::size_t j = 0; j < points.columns; ++j) slice.push_back(slices(points, j, complete.units));
  const auto statistic = [&](std::span<const double> weights) {
    std::vector<double> indices;
    indices.reserve(slice.size());
    for (const auto& of_factor : slice) {
      indices.push_back(correlation_ratio(measured, of_factor, weights, evidence.mean));
    }
    return indices;
  };
  return {evidence, as_indices(estimate(complete.units.size(), statistic, luck)), {}};
}

MorrisEffects morris_effects(const Output& output, const Matrix& points, Luck luck) {
  EXPECT(points.rows == output.values.rows);
  const std::size_t factors = points.columns;
  const Complete complete = complete_units(output, factors + 1);
  const auto measured = means(output.values, rows_of(complete, factors + 1));
  const Effects effects = effects_of(output.values, points, complete);
  const auto statistic = [&](std::span<const double> weights) { return morris_measures(effects, weights); };
  const auto all = estimate(complete.units.size(), statistic, luck);
  return {evidence_of(measured, complete, output.values.columns), part_of(all, 0, factors), part_of(all, 1, factors),
          part_of(all, 2, factors), noise_floor(effects, output.values.columns)};
}

}  // namespace millwright::experiments
