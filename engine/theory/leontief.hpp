#pragma once

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

}  // namespace millwright::theory
