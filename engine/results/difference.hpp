#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "results/arrays.hpp"
#include "results/result.hpp"

namespace millwright::results {

/// One value that is not the same in a file and in a new run.
struct DifferingValue {
  std::string array;                                        // "adoption_share"; "events/firm" is a column of a table
  std::vector<std::pair<std::string, std::string>> labels;  // where: {"time", "2027-03"}, {"replicate", "0"}, ...
  std::string recorded, again;                              // exact; of two NaN also their bits
};

/// What differs between the arrays of a file and those of a new run, bit by bit: NaN equals NaN of the same bits, 0 is
/// not -0.
struct Difference {
  std::size_t arrays = 0, values = 0;               // compared
  std::size_t differing_arrays = 0, differing = 0;  // of them
  std::optional<DifferingValue> first;              // the earliest month; of one month the first array of the file
  std::vector<std::string> shapes;                  // sentences on what only one of them has, or has in another form

  bool none() const { return differing == 0 && shapes.empty(); }
};

/// Compares the variables, tables and coordinates of what a file holds and what a new run gives. Attributes and
/// provenance are not looked at.
Difference difference_between(const Result& recorded, const Result& again);

/// The same of the arrays of two comparisons; `first` is the first one in the order of the file.
Difference difference_between(const Arrays& recorded, const Arrays& again);

}  // namespace millwright::results
