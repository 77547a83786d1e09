#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "results/netcdf_file.hpp"
#include "results/result.hpp"

namespace millwright::results {

/// A result of an older or newer program.
struct OtherFormat : Hdf5Error {
  using Hdf5Error::Hdf5Error;
};

/// The result that the bytes of a result file hold. Strict: hard links only, nothing outside the bytes, no filter but
/// shuffle and deflate, no size beyond what the file stores, at most `most_bytes` of values and text in all. HDF5
/// itself may crash on damaged bytes, so bytes of unknown origin are parsed in a process of their own: see
/// read_result().
/// @throws OtherFormat, and Hdf5Error for everything that write_result() would not have written
Result parse_result(std::span<const std::byte> bytes, std::uint64_t most_bytes);

}  // namespace millwright::results
