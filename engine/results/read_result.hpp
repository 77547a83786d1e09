#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "results/comparison_record.hpp"
#include "results/result.hpp"

namespace millwright::results {

/// The bytes of a regular file. @throws UserError with ExitCode::io
std::vector<std::byte> file_bytes(const std::filesystem::path& file);

/// What write_result() wrote: writing it again gives the same bytes. The file may come from anybody: HDF5 parses it in
/// a process of its own with limits, which can open no other file.
/// @throws UserError with ExitCode::io when the file cannot be read, and with ExitCode::bad_input when it is damaged,
/// hostile, or no result
Result read_result(const std::filesystem::path& file);

/// The same of the bytes of a file; `name` is what messages call it.
Result read_result_bytes(const std::string& name, std::span<const std::byte> bytes);

/// What the bytes hold: a result, or what `compare -o` wrote. With the same caution and the same errors.
std::variant<Result, ComparisonRecord> read_any_bytes(const std::string& name, std::span<const std::byte> bytes);

}  // namespace millwright::results
