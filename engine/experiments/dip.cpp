#include "experiments/dip.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace millwright::experiments {
namespace {

/// The distribution function of a sample: at each distinct value its height before and after the step.
struct Steps {
  std::vector<double> at;
  std::vector<double> before;
  std::vector<double> after;
};

Steps steps_of(std::span<const double> ascending) {
  Steps steps;
  const auto count = static_cast<double>(ascending.size());
  for (std::size_t k = 0; k < ascending.size(); ++k) {
    if (k == 0 || ascending[k] > ascending[k - 1]) {
      steps.at.push_back(ascending[k]);
      steps.before.push_back(static_cast<double>(k) / count);
      steps.after.push_back(0);
    }
    steps.after.back() = static_cast<double>(k + 1) / count;
  }
  return steps;
}

/// A stretch [low, high] of the steps.
struct Stretch {
  std::size_t low;
  std::size_t high;
};

/// The corners of the greatest convex function below the points (x, sign y) of a stretch; with sign -1 those of the
/// least concave function above (x, y).
std::vector<std::size_t> corners(const std::vector<double>& x, const std::vector<double>& y, Stretch stretch,
                                 double sign) {
  std::vector<std::size_t> hull;
  for (std::size_t k = stretch.low; k <= stretch.high; ++k) {
    while (hull.size() > 1) {
      const std::size_t a = hull[hull.size() - 2], b = hull.back();
      if (sign * ((y[b] - y[a]) * (x[k] - x[b]) - (y[k] - y[b]) * (x[b] - x[a])) < 0) break;
      hull.pop_back();
    }
    hull.push_back(k);
  }
  return hull;
}

/// The broken line through the corners, at every step of the stretch (the first one at index 0).
std::vector<double> broken_line(const std::vector<double>& x, const std::vector<double>& y,
                                const std::vector<std::size_t>& corner) {
  std::vector<double> line = {y[corner.front()]};
  for (std::size_t c = 1; c < corner.size(); ++c) {
    const std::size_t a = corner[c - 1], b = corner[c];
    for (std::size_t k = a + 1; k < b; ++k) line.push_back(y[a] + (y[b] - y[a]) * ((x[k] - x[a]) / (x[b] - x[a])));
    line.push_back(y[b]);
  }
  return line;
}

/// One round of the search for the peak: the convex line below, the concave line above, and where they are farthest
/// apart: the stretch around the peak that is left to search.
struct Round {
  std::vector<double> below;
  std::vector<double> above;
  double gap = 0;
  Stretch inner{};
};

Round search(const Steps& steps, Stretch stretch) {
  const auto lower = corners(steps.at, steps.before, stretch, 1);
  const auto upper = corners(steps.at, steps.after, stretch, -1);
  Round round{broken_line(steps.at, steps.before, lower), broken_line(steps.at, steps.after, upper), -1, stretch};
  const auto gap_at = [&](std::size_t k) { return round.above[k - stretch.low] - round.below[k - stretch.low]; };
  for (const std::size_t k : lower) {
    if (gap_at(k) <= round.gap) continue;
    round.gap = gap_at(k);
    round.inner = {k, *std::lower_bound(upper.begin(), upper.end(), k)};
  }
  for (const std::size_t k : upper) {
    if (gap_at(k) <= round.gap) continue;
    round.gap = gap_at(k);
    round.inner = {*(std::upper_bound(lower.begin(), lower.end(), k) - 1), k};
  }
  return round;
}

/// How far the steps left of the stretch around the peak rise above the convex line, or those right of it begin below
/// the concave one. Its two ends belong to the next round, in case one of them is the peak.
double departure(const Steps& steps, Stretch stretch, const Round& round) {
  double most = 0;
  for (std::size_t k = stretch.low; k < round.inner.low; ++k) {
    most = std::max(most, steps.after[k] - round.below[k - stretch.low]);
  }
  for (std::size_t k = round.inner.high + 1; k <= stretch.high; ++k) {
    most = std::max(most, round.above[k - stretch.low] - steps.before[k]);
  }
  return most;
}

}  // namespace

double dip(std::span<const double> ascending) {
  if (ascending.empty()) return 0;
  const Steps steps = steps_of(ascending);
  double twice = 1 / static_cast<double>(ascending.size());
  Stretch stretch{0, steps.at.size() - 1};
  while (stretch.low < stretch.high) {
    const Round round = search(steps, stretch);
    if (round.gap <= twice) break;
    twice = std::max(twice, departure(steps, stretch, round));
    if (round.inner.low == stretch.low && round.inner.high == stretch.high) break;
    stretch = round.inner;
  }
  return twice / 2;
}

bool is_multimodal(std::span<const double> ascending) {
  if (ascending.size() < 8) return false;
  const double root = std::sqrt(static_cast<double>(ascending.size()));
  // 95th percentile of root * dip: a fit, within 2 %, to 20 000 uniform samples each of 8 to 1 024 numbers and 4 000 of
  // 4 096 and 16 384.
  return root * dip(ascending) > 0.541 - 0.29 / root;
}

}  // namespace millwright::experiments
