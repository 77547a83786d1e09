#pragma once

#include "core/fixed_point.hpp"
#include "core/parallel.hpp"
#include "economy/economy.hpp"
#include "statistics/variable.hpp"

namespace millwright::statistics {

/// The economy at a month's close, with the two denominators that most observers need.
struct Snapshot {
  const Economy& economy;
  const scenario::Scenario& scenario;
  std::string money;  // unit of amounts: "m CNY"
  Tally firms;        // (1, sector, size)
  Tally workers;      // (1, sector, size), fixed point
};

Snapshot take_snapshot(const Economy& economy);

/// One variable's values of one month, in the order of its dimensions.
struct Observation {
  Variable variable;
  std::vector<double> values;
};
using Observations = std::vector<Observation>;

/// The axes of a scenario's result: technology, sector, size, barrier, ...
std::vector<Dimension> dimensions_of(const Economy& economy);

/// Sums integers over all firms: body(firm, Tally& sums).
template <class Body>
Tally tally_firms(const Economy& economy, const Tally& shape, Body&& body) {
  return sum_over_blocks(economy.firms.count(), shape, [&](Block block, Tally& sums) {
    for (std::size_t i = block.begin; i < block.end; ++i) body(i, sums);
  });
}

/// How a table of integers becomes values: `unit_value` of one unit, all firms of the country counted.
struct Measure {
  Variable variable;  // of the total; `dimensions` holds what comes before sector and size: "technology" or nothing
  double unit_value = 1;
};

/// Emits NAME, NAME_by_sector, NAME_by_size and NAME_by_sector_size of a (technology or 1, sector, size) table.
void emit_totals(Observations& out, const Measure& measure, const Tally& cells);

/// The same for numerator over denominator; NaN where the denominator is 0. A denominator with first extent 1 serves
/// all.
void emit_ratios(Observations& out, const Measure& measure, const Tally& numerator, const Tally& denominator);

/// Value of one fixed-point unit in the whole country.
double national_unit(const Economy& economy);

}  // namespace millwright::statistics
