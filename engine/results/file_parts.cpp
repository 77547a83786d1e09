#include "results/file_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <numeric>

#include "core/errors.hpp"
#include "results/result_check.hpp"

namespace millwright::results {
namespace {

using Axis = NetcdfFile::Axis;

constexpr std::uint64_t text_chunk = 65536;  // bytes
constexpr unsigned text_deflate = 6;         // text is small: spend the time to make it smaller

std::vector<std::int32_t> counted(std::size_t length) {
  std::vector<std::int32_t> numbers(length);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

void write_inputs(NetcdfFile& file, NetcdfFile::Group group, const std::vector<InputRecord>& inputs) {
  if (inputs.empty()) return;
  std::vector<std::string> names, hashes, contents;
  for (const InputRecord& input : inputs) {
    names.push_back(printable(input.name));
    hashes.push_back(printable(input.sha256));
    contents.push_back(is_text(input.content) ? input.content : "");
  }
  const std::vector<Axis> axes = {file.add_dimension(group, "input", inputs.size())};
  file.add_variable(group, "input_name", axes, names, {{"long_name", "name of an input file"}});
  file.add_variable(group, "input_sha256", axes, hashes, {{"long_name", "SHA-256 of the input file"}});
  file.add_variable(group, "input_content", axes, contents,
                    {{"long_name", "text of the input file; empty when it is not embedded"}});
}

}  // namespace

std::vector<std::string> printable_all(const std::vector<std::string>& texts) {
  std::vector<std::string> result(texts.size());
  std::transform(texts.begin(), texts.end(), result.begin(), [](const std::string& text) { return printable(text); });
  return result;
}

Axis add_some_months(NetcdfFile& file, const std::vector<Month>& months) {
  std::vector<std::int32_t> starts, bounds;
  for (const Month month : months) {
    starts.push_back(days_since_1970(month));
    bounds.push_back(days_since_1970(month));
    bounds.push_back(days_since_1970(month + 1));
  }
  const NetcdfFile::Group root = NetcdfFile::root();
  const Axis time = file.add_coordinate(root, "time", starts,
                                        {{"units", "days since 1970-01-01 00:00:00"},
                                         {"calendar", "proleptic_gregorian"},
                                         {"standard_name", "time"},
                                         {"long_name", "first day of the month"},
                                         {"axis", "T"},
                                         {"bounds", "time_bnds"}});
  const Axis sides = file.add_dimension(root, "nv", 2);
  file.add_variable(root, "time_bnds", std::vector{time, sides}, bounds, {});
  return time;
}

Axis add_time(NetcdfFile& file, const std::vector<Month>& months) {
  const Axis time = add_some_months(file, months);
  file.add_variable(NetcdfFile::root(), "month_index", std::vector{time}, counted(months.size()),
                    {{"units", "1"}, {"long_name", "months since the first month of the run"}});
  return time;
}

Axis add_numbers(NetcdfFile& file, const std::string& name, std::uint64_t length) {
  return file.add_coordinate(NetcdfFile::root(), name, counted(length),
                             {{"units", "1"}, {"long_name", "number of the " + name}});
}

Axis add_labels(NetcdfFile& file, const std::string& name, const std::vector<std::string>& labels,
                const std::string& long_name) {
  return file.add_coordinate(NetcdfFile::root(), name, printable_all(labels), {{"long_name", long_name}});
}

void write_provenance(NetcdfFile& file, NetcdfFile::Group group, const std::string& scenario_yaml,
                      const std::vector<InputRecord>& inputs) {
  if (!scenario_yaml.empty()) {
    const Axis length = file.add_dimension(group, "scenario_yaml_len", scenario_yaml.size());
    const Layout layout{{std::min<std::uint64_t>(scenario_yaml.size(), text_chunk)}, text_deflate};
    file.add_variable(group, "scenario_yaml", std::vector{length}, scenario_yaml,
                      {{"_Encoding", is_text(scenario_yaml) ? "utf-8" : "latin-1"},
                       {"long_name", "the scenario with every default filled in"}},
                      layout);
  }
  write_inputs(file, group, inputs);
}

std::vector<std::byte> build_file(const std::function<void(NetcdfFile&)>& build) {
  static std::mutex one_thread;  // HDF5's dimension scales may be used by one thread at a time only
  const std::lock_guard<std::mutex> lock(one_thread);
  try {
    NetcdfFile file;
    build(file);
    return file.finish();
  } catch (const Hdf5Error& error) {
    throw UserError(Problem{"", fmt::format("HDF5 could not build the result file: {}", printable(error.what())),
                            "free some memory, or ask for fewer replicates or variables"},
                    ExitCode::io);
  } catch (const std::bad_alloc&) {
    throw UserError(Problem{"", "there is too little memory to build the result file",
                            "free some memory, or ask for fewer replicates or variables"},
                    ExitCode::io);
  }
}

}  // namespace millwright::results
