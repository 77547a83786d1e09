#pragma once
// Functions of the unit cube whose sensitivity is known exactly, and outputs made from them.

#include <cmath>
#include <functional>
#include <numbers>
#include <span>
#include <vector>

#include "core/random.hpp"
#include "experiments/sensitivity.hpp"

namespace millwright::experiments {

/// Ishigami and Homma (1990) with a = 7, b = 0.1 on [-pi, pi]^3. First-order indices 0.3139, 0.4424, 0, total ones
/// 0.5576, 0.4424, 0.2437, variance 13.8446, mean 3.5.
inline double ishigami(std::span<const double> u) {
  const auto angle = [&](std::size_t j) { return std::numbers::pi * (2 * u[j] - 1); };
  const double s1 = std::sin(angle(0)), s2 = std::sin(angle(1));
  return s1 + 7 * s2 * s2 + 0.1 * std::pow(angle(2), 4) * s1;
}
inline const std::vector<double> ishigami_first = {0.3139, 0.4424, 0};
inline const std::vector<double> ishigami_total = {0.5576, 0.4424, 0.2437};

/// The g-function of Sobol' (1993): the product of (|4 u - 2| + a) / (1 + a), with partial variance 1 / (3 (1 + a)^2).
inline const std::vector<double> g_weights = {0, 1, 4.5, 9, 99};
inline double sobol_g(std::span<const double> u) {
  double product = 1;
  for (std::size_t j = 0; j < g_weights.size(); ++j) {
    product *= (std::fabs(4 * u[j] - 2) + g_weights[j]) / (1 + g_weights[j]);
  }
  return product;
}
inline double g_part(std::size_t j) {
  return 1 / (3 * (1 + g_weights[j]) * (1 + g_weights[j]));
}
inline double g_variance() {
  double product = 1;
  for (std::size_t j = 0; j < g_weights.size(); ++j) product *= 1 + g_part(j);
  return product - 1;
}
inline double g_first(std::size_t j) {
  return g_part(j) / g_variance();
}
inline double g_total(std::size_t j) {
  return g_part(j) / (1 + g_part(j)) * (g_variance() + 1) / g_variance();
}

using Function = std::function<double(std::span<const double>)>;

/// The function at every point, one replicate.
inline Output at(const Matrix& points, const Function& function) {
  Matrix values(points.rows, 1);
  for (std::size_t k = 0; k < points.rows; ++k) values(k, 0) = function(points.row(k));
  return {"output", values};
}

/// A standard normal number for point k and replicate r, the same for the same `world`.
inline double luck_of(std::uint64_t world, std::size_t k, std::size_t r) {
  const Words words = draw({{world, 0}, Purpose::choice_noise}, k, 0, 0, r);
  return normal_pair(words.w[0], words.w[1]).first;
}

/// The function with independent noise at every point and replicate, and something that a replicate adds everywhere.
inline Output with_noise(const Matrix& points, const Function& function, std::size_t replicates, double sd,
                         std::uint64_t world = 1) {
  Matrix values(points.rows, replicates);
  for (std::size_t k = 0; k < points.rows; ++k) {
    for (std::size_t r = 0; r < replicates; ++r) {
      values(k, r) = function(points.row(k)) + sd * luck_of(world, k, r) + 100 * luck_of(world, 1u << 30, r);
    }
  }
  return {"noisy", values};
}

/// Independent uniform points: what designs have to beat, and what the bootstrap assumes.
inline Matrix random_points(std::size_t points, std::size_t factors, std::uint64_t seed) {
  Matrix found(points, factors);
  for (std::size_t k = 0; k < points; ++k) {
    for (std::size_t j = 0; j < factors; ++j) {
      found(k, j) = uniform(draw({{seed, 0}, Purpose::choice_noise}, k, 0, 0, j).w[0]);
    }
  }
  return found;
}

}  // namespace millwright::experiments
