#pragma once

#include <string>

#include "experiments/compare.hpp"
#include "json.hpp"

namespace millwright::tool {

/// A comparison on the terminal: in words and numbers, within 80 columns unless a name is longer.
std::string comparison_text(const experiments::Comparison& comparison);

/// The same for programs, with every group of firms; not the differences of series.
Json comparison_json(const experiments::Comparison& comparison);

/// A file of a folder of tables.
struct CsvFile {
  std::string name, text;
};

/// classes.csv, cost.csv, differences.csv and effects.csv: one row per value, numbers as they read back.
std::vector<CsvFile> comparison_csv(const std::vector<experiments::Comparison>& comparisons);

}  // namespace millwright::tool
