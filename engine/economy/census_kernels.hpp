#pragma once

#include <cstdint>

#include "economy/cells.hpp"
#include "economy/economy.hpp"
#include "economy/sector_runs.hpp"

// The census's plain loops over consecutive firms that the compiler vectorises, one version per instruction set, all
// with the same bits.
namespace millwright {

/// What tells the cell of a firm of a sector.
struct CellColumns {
  const std::uint8_t *region, *ownership, *size;
};
void find_cells(const CellColumns& columns, const Cells& cells, std::size_t sector, std::size_t count,
                std::uint16_t* cell);

/// equal[k] = whether the cell is `wanted`.
void mark_cell(const std::uint16_t* cell, std::uint16_t wanted, std::size_t count, std::uint8_t* equal);

/// kept[k] = the code where the flag is set, else `instead`.
void keep_flagged(const std::uint8_t* code, const std::uint8_t* flag, std::uint8_t instead, std::size_t count,
                  std::uint8_t* kept);

/// mask[k] = all ones where the code is not 0, else 0.
void widen(const std::uint8_t* code, std::size_t count, std::int64_t* mask);

/// Sum of to_fixed of the values whose mask is set, at sum_scale.
std::int64_t sum_masked(const double* values, const std::int64_t* mask, std::size_t count);
/// The same for squares of shares, at square_scale.
std::int64_t sum_squares_masked(const double* values, const std::int64_t* mask, std::size_t count);

/// By sector: conventional capital per unit of monthly output, one over demand, and baseline workers per output.
struct SectorScale {
  double capital_per_output, per_demand, labour_coefficient;
};
/// What is counted of firms and stands in no column.
struct Derived {
  Chunk<double> weighted_advantage, displaced, conventional_capital, squared_share, all_capital;
};
/// Columns that it follows from; `saved` is that of all technologies.
struct DerivedFrom {
  const double *orders, *cost_advantage, *output, *saved;
};
/// All of it but all_capital. `shrink`: baseline workers relative to trend 0.
void derive(const DerivedFrom& columns, const SectorScale& scale, double shrink, std::size_t count, Derived& derived);

/// total[k] += values[k].
void add(const double* values, std::size_t count, double* total);

/// Promised and realised gain of firms, and go-live of the oldest tranche; how old a promise is that weighs half.
struct Experience {
  const double *promised, *realised;
  const std::int16_t* oldest;
  double elapsed, time_constant;  // [month]
};
/// Fixed point: the promise weighted by age, and that times the share of it that has been realised; 0 of no promise.
struct Evidence {
  std::int64_t weighted = 0, weight = 0;
};
Evidence evidence_of(const Experience& experience, std::size_t k);
/// Sum of that of the firms whose mask is set.
Evidence sum_evidence_masked(const Experience& experience, const std::int64_t* mask, std::size_t count);

/// Column of a ledger by outcome: adopters come last, and a project under way goes before a reason.
void find_outcomes(const std::uint8_t* level, const std::uint8_t* project, const Reason* reason, std::size_t count,
                   std::uint8_t* outcome);

/// How many codes equal `value`, of no more than a block.
std::uint16_t count_equal(const std::uint8_t* code, std::uint8_t value, std::size_t count);

}  // namespace millwright
