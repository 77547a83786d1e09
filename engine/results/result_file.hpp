#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "results/durable_file.hpp"
#include "results/result.hpp"

namespace millwright::results {

/// Writes the result as one HDF5 file that is also netCDF-4 (CF-1.10), readable by xarray, ncdump, h5py and R.
/// The same result gives the same bytes. A file under its final name is complete; after a failure nothing is left
/// under any name. A dimension without labels, and every variable on it, is left out of the file.
/// @throws UserError with ExitCode::io when the file cannot be written (the help says what to do), and with
/// ExitCode::defect when the result contradicts itself, such as a series of the wrong length.
void write_result(const std::filesystem::path& file, const Result& result, Overwrite overwrite);

/// The bytes that write_result() writes. @throws as write_result()
std::vector<std::byte> result_bytes(const Result& result);

}  // namespace millwright::results
