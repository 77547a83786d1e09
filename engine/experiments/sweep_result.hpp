#pragma once

#include "experiments/sweep_store.hpp"

namespace millwright::experiments {

/// The name of the table that holds the design in the unit cube; columns in the order of the factors.
inline constexpr const char* design_table = "design";

/// How many runs a merged result lacks.
struct Lacking {
  std::size_t missing = 0, failed = 0;
};
Lacking count_lacking(const Sweep& sweep, const Points& points, const SweepStore& store);

/// All runs as one result: variables by arm, point, replicate and time, NaN where a run failed or is missing, with each
/// factor's value as a coordinate of `point`, the design as a table, and the runs that failed as another. The same runs
/// give the same bytes, wherever and in whatever order they were simulated.
results::Result merge(const Sweep& sweep, const Points& points, const SweepStore& store);

/// Bytes that merge() takes, where every run has as many values as the one given.
std::uint64_t merged_bytes(const Sweep& sweep, std::size_t points, const TaskRecord& one);

}  // namespace millwright::experiments
