#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "results/arrays.hpp"

// Long tables, as statistics programs want them: a row per place of the axes, a column per axis and per variable.
// Nothing here knows of a file format.
namespace millwright::results {

enum class CellKind { number, integer, month, label };

/// A column of a long table.
struct TidyColumn {
  std::string name, unit, long_name;
  CellKind kind = CellKind::number;
  std::vector<std::string> labels;  // of kind label: k means labels[k]
  /// The cell of a row; NaN: not defined. A label is its number, -1 where none applies; a month is Month::index.
  std::function<double(std::size_t row)> value;
  bool is_variable = false;  // and no axis, coordinate or column of a table
};

/// Reads the arrays or the table that it was made of, which must outlive it.
struct TidyTable {
  std::string name;   // "by_technology"
  std::string title;  // of the run or comparison
  std::size_t rows = 0;
  std::vector<TidyColumn> columns;
};

/// Variables over the same axes, which make one table.
struct TidySet {
  std::string name;                      // "national", "by_technology_sector": axes but outer ones, replicate and time
  std::vector<std::string> axes;         // all of them, outermost first
  std::vector<const Series*> variables;  // in the order of the file, at least one
};

/// All variables by their axes, in the order of the first variable of each set.
std::vector<TidySet> tidy_sets(const Arrays& arrays);

/// Rows in the order of the file, the last axis fastest. Columns: each axis followed by its coordinates, then the
/// variables.
TidyTable tidy_table(const Arrays& arrays, const TidySet& set);

/// A table of firms or events; columns that count months from the start of a run, `month` and those whose name ends in
/// `_month`, become months of the calendar.
TidyTable tidy_table(const Arrays& arrays, const Table& table);

}  // namespace millwright::results
