#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "results/result.hpp"

namespace millwright::results {

/// The result that the bytes of a result file hold. Strict: hard links only, nothing outside the bytes, no filter but
/// shuffle and deflate, no size beyond what the file stores, at most `most_bytes` of values and text in all. HDF5
/// itself may crash on damaged bytes, so bytes of unknown origin are parsed in a process of their own: see
/// read_result().
/// @throws Hdf5Error for everything that write_result() would not have written
Result parse_result(std::span<const std::byte> bytes, std::uint64_t most_bytes);

}  // namespace millwright::results
