#pragma once

#include <cstddef>
#include <vector>

#include "experiments/compare.hpp"

namespace millwright::experiments {

/// Comparisons of one base with several arms as one HDF5 file that is also netCDF-4, by (arm, replicate, technology and
/// group), with what every arm was made from. The same comparisons give the same bytes. NaN where an arm lacks a
/// value, or where it is not told. Of `comparisons` there must be at least one. @throws UserError with ExitCode::io
std::vector<std::byte> comparison_bytes(const std::vector<Comparison>& comparisons);

}  // namespace millwright::experiments
