#pragma once

#include <string>
#include <vector>

#include "experiments/compare.hpp"
#include "results/comparison_record.hpp"

namespace millwright::experiments {

/// What comparison_bytes() wrote, as far as its file holds it: of `match` the setting and the amounts; months_earlier
/// of accelerated firms alone; no pairing, horizon and counts of groups as they were. `name` is what messages call it.
/// @throws UserError with ExitCode::bad_input when an array that every comparison has is missing or has other axes
std::vector<Comparison> read_comparisons(const std::string& name, const results::ComparisonRecord& record);

}  // namespace millwright::experiments
