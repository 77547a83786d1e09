#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/hdf5_input.hpp"
#include "results/result.hpp"

// What the readers of results and of comparisons have in common.
namespace millwright::results {

/// Whether a data set is an axis.
bool is_dimension(const Dataset& dataset);

/// The month that begins that many days after the start of 1970. @throws Hdf5Error where none does
Month month_of(std::int32_t days);

/// The resolved scenario and the inputs that a group of the root holds.
void read_provenance(Hdf5Input& file, const std::string& group, std::string& scenario_yaml,
                     std::vector<InputRecord>& inputs);

}  // namespace millwright::results
