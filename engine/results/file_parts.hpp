#pragma once

#include <functional>

#include "results/netcdf_file.hpp"
#include "results/result.hpp"

// What the files of runs and of comparisons have in common.
namespace millwright::results {

/// Texts as labels: a NUL byte would cut one short, and other control bytes would reach terminals.
std::vector<std::string> printable_all(const std::vector<std::string>& texts);

/// `time`, the first day of each month, with its bounds.
NetcdfFile::Axis add_some_months(NetcdfFile& file, const std::vector<Month>& months);
/// The same of all months of a run, with `month_index`.
NetcdfFile::Axis add_time(NetcdfFile& file, const std::vector<Month>& months);
/// A dimension whose places are numbered from 0.
NetcdfFile::Axis add_numbers(NetcdfFile& file, const std::string& name, std::uint64_t length);
/// A dimension whose coordinate is its labels, at least one.
NetcdfFile::Axis add_labels(NetcdfFile& file, const std::string& name, const std::vector<std::string>& labels,
                            const std::string& long_name);

/// What a run was made from: the resolved scenario and the input files.
void write_provenance(NetcdfFile& file, NetcdfFile::Group group, const std::string& scenario_yaml,
                      const std::vector<InputRecord>& inputs);

/// The bytes of the file that `build` fills; safe to call from several threads.
/// @throws UserError with ExitCode::io when there is too little memory or HDF5 fails.
std::vector<std::byte> build_file(const std::function<void(NetcdfFile&)>& build);

}  // namespace millwright::results
