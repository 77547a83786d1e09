#pragma once
// A table of numbers, row by row: what designs, outputs and their analyses pass to each other.

#include <cstddef>
#include <span>
#include <vector>

namespace millwright::experiments {

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;  // row after row

  Matrix() = default;
  Matrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count) {}

  double& operator()(std::size_t row, std::size_t column) { return values[row * columns + column]; }
  double operator()(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
  std::span<const double> row(std::size_t k) const { return {values.data() + k * columns, columns}; }
};

}  // namespace millwright::experiments
