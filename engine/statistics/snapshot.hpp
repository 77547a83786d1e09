#pragma once

#include "core/fixed_point.hpp"
#include "core/parallel.hpp"
#include "economy/economy.hpp"
#include "statistics/variable.hpp"

namespace millwright::statistics {

/// The firms of a block and the cell that each counts in, [begin, end).
struct FirmBlock {
  std::size_t begin, end;
  const std::uint16_t* cells;  // of the firms from `begin` on
  std::size_t cell(std::size_t i) const { return cells[i - begin]; }
};

/// What one observer counts: a row of integers per cell, so that a firm's counts lie together.
struct Rows {
  std::int64_t* first;
  std::size_t stride;
  std::int64_t* operator()(std::size_t cell) const { return first + cell * stride; }
};

/// An observer: pure functions from a month's close to named values. It keeps no state and knows no file. `width` is
/// how many integers per cell it counts, `count` adds the firms of a block to them (in one pass with all other
/// observers, while the block is in cache), `emit` turns them into values. An observer that counts no firms leaves the
/// first two out.
struct Snapshot;
struct Observation;
using Observations = std::vector<Observation>;
struct Observer {
  std::size_t (*width)(const Economy&);
  void (*count)(const Economy&, const FirmBlock&, const Rows&);
  void (*emit)(const Snapshot&, Observations&);
};

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
  const Tally& firms;                     // (1, cell)
  const Tally& workers;                   // (1, cell), fixed point
  std::span<const std::int64_t> counted;  // (cell, integer): the observer's own counts
  std::size_t stride;
  std::span<const Axis> axes;

  /// Integers [first, first + extent) of every cell, as (extent, cell).
  Tally part(std::size_t first, std::size_t extent = 1) const;
  /// The sum over all cells of one integer.
  std::int64_t sum(std::size_t integer) const;
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

/// Emits NAME of a (technology or 1, cell) table, and NAME_by_sector, _by_size, _by_sector_size; also _by_region and
/// _by_ownership where the scenario declares them.
void emit_totals(const Snapshot& snapshot, Observations& out, const Measure& measure, const Tally& table);

/// The same for numerator over denominator; NaN where the denominator is 0. A denominator with first extent 1 serves
/// all.
void emit_ratios(const Snapshot& snapshot, Observations& out, const Measure& measure, const Tally& numerator,
                 const Tally& denominator);

/// The same for a value that follows from several integers of two times: value(before, now) of a group's sums over its
/// cells, each with one integer per row of the tables.
using Compare = double (*)(std::span<const std::int64_t> before, std::span<const std::int64_t> now);
void emit_compared(const Snapshot& snapshot, Observations& out, const Variable& variable, const Tally& before,
                   const Tally& now, Compare value);

/// Value of one fixed-point unit in the whole country.
double national_unit(const Economy& economy);

}  // namespace millwright::statistics
