#pragma once

#include <algorithm>

#include "core/fixed_point.hpp"
#include "core/parallel.hpp"
#include "economy/economy.hpp"
#include "statistics/variable.hpp"

namespace millwright::statistics {

/// An observer: a pure function from a month's close to named values. It keeps no state, counts no firm and knows no
/// file.
struct Snapshot;
struct Observation;
using Observations = std::vector<Observation>;
using Names = std::vector<std::string>;
using Observer = void (*)(const Snapshot&, Observations&);

/// A grouping of the cells that values are told by: NAME plus `suffix`.
struct Axis {
  const char* suffix;
  const char* words;                    // what it adds to a long name
  std::vector<std::string> dimensions;  // what it adds to the dimensions
  std::size_t extent;                   // groups
  std::vector<std::uint32_t> place;     // by cell: its group
};

/// The groupings of a scenario: the total, sector, size, both; region and ownership only where it declares them.
std::vector<Axis> axes_of(const Economy& economy);

/// The economy at a month's close as an observer sees it when it emits.
struct Snapshot {
  const Economy& economy;
  const scenario::Scenario& scenario;
  std::string money;  // unit of amounts: "m CNY"
  Cells cells;
  const Census& census;
  Tally firms;    // (1, cell)
  Tally workers;  // (1, cell), fixed point
  std::vector<Axis> axes;
  const Names* only = nullptr;  // variables that are asked for; none: all

  bool wants(const std::string& variable) const {
    return only == nullptr || std::ranges::find(*only, variable) != only->end();
  }
};

/// One variable's values of one month, in the order of its dimensions.
struct Observation {
  Variable variable;
  std::vector<double> values;
};

/// The axes of a scenario's result: technology, sector, size, barrier, ...
std::vector<Dimension> dimensions_of(const Economy& economy);

/// How a table of integers becomes values: `unit_value` of one unit, all firms of the country counted.
struct Measure {
  Variable variable;  // of the total; `dimensions` holds what comes before the group: "technology" or nothing
  double unit_value = 1;
};

/// What follows leaves out what nobody asked for.

/// Emits NAME of a (technology or 1, cell) table, and NAME_by_sector, _by_size, _by_sector_size; also _by_region and
/// _by_ownership where the scenario declares them.
void emit_totals(const Snapshot& snapshot, Observations& out, const Measure& measure, const Tally& table);

/// The same for numerator over denominator; NaN where the denominator is 0. A denominator with first extent 1 serves
/// all.
void emit_ratios(const Snapshot& snapshot, Observations& out, const Measure& measure, const Tally& numerator,
                 const Tally& denominator);

/// Two tables (integer, cell) that a value compares: earlier and later, or one group of firms and another.
struct Compared {
  Tally one, other;
};

/// The same for a value that follows from several integers of two tables: value(one, other) of a group's sums over its
/// cells, each with one integer per row. One comparison, or one for each technology.
using Compare = double (*)(std::span<const std::int64_t> one, std::span<const std::int64_t> other);
void emit_compared(const Snapshot& snapshot, Observations& out, const Variable& variable,
                   std::span<const Compared> comparisons, Compare value);

/// Value of one fixed-point unit in the whole country.
double national_unit(const Economy& economy);

}  // namespace millwright::statistics
