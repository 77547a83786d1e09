#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/contracts.hpp"

// Input-output accounting with a small dense matrix A of direct requirements, row-major: entry (s, b) is what sector b
// buys from sector s per unit of its output. Source: Leontief (1986), Input-Output Economics; Miller and Blair (2009),
// chapter 2.
namespace millwright::theory {

/// Brings the largest remaining entry of column k, in absolute value, to the diagonal by exchanging two equations.
inline void exchange_for_pivot(std::vector<double>& matrix, std::vector<double>& right, std::size_t k) {
  const std::size_t n = right.size();
  std::size_t pivot = k;
  for (std::size_t i = k + 1; i < n; ++i) {
    if (std::fabs(matrix[i * n + k]) > std::fabs(matrix[pivot * n + k])) pivot = i;
  }
  EXPECT(matrix[pivot * n + k] != 0);
  for (std::size_t j = k; j < n; ++j) std::swap(matrix[k * n + j], matrix[pivot * n + j]);
  std::swap(right[k], right[pivot]);
}

/// Solves `matrix` x = `right` for a square row-major matrix by Gaussian elimination with partial pivoting; both are
/// consumed. The matrix must not be singular.
inline std::vector<double> solve(std::vector<double> matrix, std::vector<double> right) {
  const std::size_t n = right.size();
  EXPECT(matrix.size() == n * n);
  for (std::size_t k = 0; k < n; ++k) {
    exchange_for_pivot(matrix, right, k);
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = matrix[i * n + k] / matrix[k * n + k];
      for (std::size_t j = k; j < n; ++j) matrix[i * n + j] -= factor * matrix[k * n + j];
      right[i] -= factor * right[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) right[k] -= matrix[k * n + j] * right[j];
    right[k] /= matrix[k * n + k];
  }
  return right;
}

/// (I - A)^-1 f: output of each sector that meets final demand f directly and through all inputs (unit of f).
inline std::vector<double> total_requirements(std::span<const double> direct, std::span<const double> final_demand) {
  const std::size_t n = final_demand.size();
  std::vector<double> matrix(n * n);
  for (std::size_t i = 0; i < n * n; ++i) matrix[i] = (i % (n + 1) == 0 ? 1.0 : 0.0) - direct[i];
  return solve(std::move(matrix), {final_demand.begin(), final_demand.end()});
}

/// (I - A')^-1 v: change of each sector's price when its own unit cost changes by v and every cost is passed on: the
/// price dual [unit of v, per unit of output].
inline std::vector<double> price_changes(std::span<const double> direct, std::span<const double> cost_changes) {
  const std::size_t n = cost_changes.size();
  std::vector<double> matrix(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) matrix[i * n + j] = (i == j ? 1.0 : 0.0) - direct[j * n + i];
  }
  return solve(std::move(matrix), {cost_changes.begin(), cost_changes.end()});
}

/// Output of all sectors together per unit of final demand for each: the column sums of (I - A)^-1 [1].
inline std::vector<double> output_multipliers(std::span<const double> direct, std::size_t sectors) {
  return price_changes(direct, std::vector<double>(sectors, 1.0));
}

/// Largest row sum of absolute values: a norm of the n x n matrix.
inline double largest_row_sum(std::span<const double> matrix, std::size_t n) {
  double largest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double row = 0;
    for (const double entry : matrix.subspan(i * n, n)) row += std::fabs(entry);
    largest = std::max(largest, row);
  }
  return largest;
}

/// (matrix / scale)^2 of an n x n matrix.
inline std::vector<double> scaled_square(std::span<const double> matrix, std::size_t n, double scale) {
  std::vector<double> square(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      const double factor = matrix[i * n + k] / scale;
      for (std::size_t j = 0; j < n; ++j) square[i * n + j] += factor * (matrix[k * n + j] / scale);
    }
  }
  return square;
}

/// Largest absolute eigenvalue of a square matrix [1], as the limit of |A^m|^(1/m) (Gelfand): forty squarings give m =
/// 2^40. An economy can feed itself when it is below 1 (Hawkins-Simon). Relative error below 1e-9, never on the low
/// side but for rounding.
inline double spectral_radius(std::span<const double> direct, std::size_t sectors) {
  std::vector<double> power(direct.begin(), direct.end());
  double radius = 1;
  for (int squarings = 0; squarings <= 40; ++squarings) {
    const double norm = largest_row_sum(power, sectors);
    if (!(norm > 0)) return 0;
    double root = norm;
    for (int i = 0; i < squarings; ++i) root = std::sqrt(root);
    radius *= root;
    power = scaled_square(power, sectors, norm);
  }
  return radius;
}

}  // namespace millwright::theory
