#include "results/result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <new>
#include <numeric>

#include "core/errors.hpp"
#include "results/netcdf_file.hpp"
#include "results/result_check.hpp"

namespace millwright::results {
namespace {

using Axis = NetcdfFile::Axis;
using Axes = std::map<std::string, Axis>;

constexpr std::uint64_t table_chunk = 65536;  // rows; much smaller and much larger chunks were measured to be slower
constexpr std::uint64_t text_chunk = 65536;   // bytes
constexpr unsigned text_deflate = 6;          // text is small: spend the time to make it smaller

std::vector<std::int32_t> counted(std::size_t length) {
  std::vector<std::int32_t> numbers(length);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

/// Labels go into C strings: a NUL byte would cut one short, and other control bytes would reach terminals.
std::vector<std::string> printable_all(const std::vector<std::string>& texts) {
  std::vector<std::string> result(texts.size());
  std::transform(texts.begin(), texts.end(), result.begin(), [](const std::string& text) { return printable(text); });
  return result;
}

void write_root_attributes(NetcdfFile& file, const Result& result) {
  file.set_attributes(NetcdfFile::root(),
                      {{"Conventions", "CF-1.10"},
                       {"title", result.title},
                       {"scenario", result.scenario_name},
                       {"source", fmt::format("millwright {} (git {})", result.engine_version, result.git_hash)},
                       {"engine_version", result.engine_version},
                       {"git_hash", result.git_hash},
                       {"format_version", std::vector<std::int32_t>{result.format_version}},
                       {"seed", std::vector<std::uint64_t>{result.seed}},
                       {"seed_decimal", std::to_string(result.seed)},  // R turns large integers into doubles
                       {"state_hash", result.state_hash}});
}

/// time holds the first day of each month; time_bnds the first day of the month and of the next one.
void write_time(NetcdfFile& file, const Result& result, Axes& axes) {
  std::vector<std::int32_t> starts, bounds;
  for (const Month month : result.months) {
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
  if (result.outer.empty()) {  // a sweep may keep a few months only
    file.add_variable(root, "month_index", std::vector{time}, counted(result.months.size()),
                      {{"units", "1"}, {"long_name", "months since the first month of the run"}});
  }
  axes.emplace("time", time);
}

void write_outer(NetcdfFile& file, const Result& result, Axes& axes) {
  for (const OuterAxis& axis : result.outer) {
    const Attributes attributes = {{"units", "1"}, {"long_name", "number of the " + axis.name}};
    axes.emplace(axis.name, axis.labels.empty()
                                ? file.add_coordinate(NetcdfFile::root(), axis.name, counted(axis.length), attributes)
                                : file.add_coordinate(NetcdfFile::root(), axis.name, printable_all(axis.labels),
                                                      {{"long_name", axis.name}}));
  }
  for (const Coordinate& coordinate : result.coordinates) {
    const std::vector<Axis> on = {axes.at(coordinate.axis)};
    const std::vector<std::string> texts = printable_all(coordinate.texts);
    const Values values = coordinate.texts.empty() ? Values(coordinate.numbers) : Values(texts);
    file.add_variable(NetcdfFile::root(), coordinate.name, on, values,
                      {{"units", coordinate.unit}, {"long_name", coordinate.long_name}});
  }
}

Axes write_axes(NetcdfFile& file, const Result& result) {
  Axes axes;
  write_outer(file, result, axes);
  axes.emplace("replicate", file.add_coordinate(NetcdfFile::root(), "replicate",
                                                counted(static_cast<std::size_t>(result.replicates)),
                                                {{"units", "1"}, {"long_name", "number of the replicate"}}));
  write_time(file, result, axes);
  for (const auto& [name, labels] : result.dimensions) {
    if (labels.empty()) continue;
    axes.emplace(name, file.add_coordinate(NetcdfFile::root(), name, printable_all(labels), {{"long_name", name}}));
  }
  return axes;
}

/// By CF, what a variable's coordinates are besides its dimensions.
std::string coordinate_names(const Result& result) {
  std::string names;
  for (const Coordinate& coordinate : result.coordinates) names += (names.empty() ? "" : " ") + coordinate.name;
  return names;
}

void write_series(NetcdfFile& file, const Result& result, const Axes& axes) {
  const std::string coordinates = coordinate_names(result);
  for (const auto& [variable, values] : result.series) {
    if (values.empty()) continue;  // one of its dimensions has no labels
    std::vector<Axis> own;
    for (const OuterAxis& axis : result.outer) own.push_back(axes.at(axis.name));
    own.insert(own.end(), {axes.at("replicate"), axes.at("time")});
    for (const std::string& dimension : variable.dimensions) own.push_back(axes.at(dimension));
    Attributes attributes = {{"units", variable.unit}, {"long_name", variable.long_name}};
    if (!variable.cell_methods.empty()) attributes.emplace_back("cell_methods", variable.cell_methods);
    if (!coordinates.empty()) attributes.emplace_back("coordinates", coordinates);
    file.add_variable(NetcdfFile::root(), variable.name, own, values, attributes);
  }
}

/// CF separates the meanings of codes by blanks, so a blank inside one becomes an underscore.
std::string flag_meanings(const TableColumn& column, bool with_none) {
  std::string meanings = with_none ? "not_applicable" : "";
  for (std::string label : printable_all(column.labels)) {
    std::replace(label.begin(), label.end(), ' ', '_');
    meanings += (meanings.empty() ? "" : " ") + label;
  }
  return meanings;
}

/// Codes are stored in the smallest type that holds them; CF wants flag_values in the type of the variable.
template <class Code>
void write_codes(NetcdfFile& file, NetcdfFile::Group group, Axis row, const TableColumn& column, const Layout& layout) {
  const bool with_none = std::find(column.integers.begin(), column.integers.end(), -1) != column.integers.end();
  std::vector<Code> codes, flags;
  codes.reserve(column.integers.size());
  for (const std::int32_t code : column.integers) codes.push_back(static_cast<Code>(code));
  for (std::size_t k = with_none ? 0 : 1; k <= column.labels.size(); ++k)
    flags.push_back(static_cast<Code>(static_cast<std::int64_t>(k) - 1));
  file.add_variable(group, column.name, std::vector{row}, codes,
                    {{"units", column.unit},
                     {"long_name", column.long_name},
                     {"flag_values", flags},
                     {"flag_meanings", flag_meanings(column, with_none)}},
                    layout);
}

void write_column(NetcdfFile& file, NetcdfFile::Group group, Axis row, const TableColumn& column,
                  const Layout& layout) {
  constexpr std::size_t most_small_codes = 127;
  if (column.labels.size() > most_small_codes) return write_codes<std::int32_t>(file, group, row, column, layout);
  if (!column.labels.empty()) return write_codes<std::int8_t>(file, group, row, column, layout);
  const Values values = column.numbers.empty() ? Values(column.integers) : Values(column.numbers);
  file.add_variable(group, column.name, std::vector{row}, values,
                    {{"units", column.unit}, {"long_name", column.long_name}}, layout);
}

void write_table(NetcdfFile& file, const Table& table) {
  if (table.columns.empty()) return;
  const std::uint64_t rows = std::max(table.columns[0].integers.size(), table.columns[0].numbers.size());
  const NetcdfFile::Group group = file.add_group(table.name);
  const Axis row = file.add_dimension(group, table.row, rows);
  const Layout layout = rows == 0 ? Layout{} : Layout{{std::min(rows, table_chunk)}};
  for (const TableColumn& column : table.columns) write_column(file, group, row, column, layout);
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

void write_provenance(NetcdfFile& file, const Result& result) {
  const NetcdfFile::Group group = file.add_group("provenance");
  const std::string& text = result.scenario_yaml;
  if (!text.empty()) {
    const Axis length = file.add_dimension(group, "scenario_yaml_len", text.size());
    const Layout layout{{std::min<std::uint64_t>(text.size(), text_chunk)}, text_deflate};
    file.add_variable(group, "scenario_yaml", std::vector{length}, text,
                      {{"_Encoding", is_text(text) ? "utf-8" : "latin-1"},
                       {"long_name", "the scenario with every default filled in"}},
                      layout);
  }
  write_inputs(file, group, result.inputs);
}

std::vector<std::byte> build(const Result& result) {
  NetcdfFile file;
  write_root_attributes(file, result);
  const Axes axes = write_axes(file, result);
  write_series(file, result, axes);
  for (const Table& table : result.tables) write_table(file, table);
  write_provenance(file, result);
  return file.finish();
}

}  // namespace

std::vector<std::byte> result_bytes(const Result& result) {
  if (const std::string problem = contradiction(result); !problem.empty()) {
    throw UserError(
        Problem{"", "the result contradicts itself: " + problem, "this is a fault of millwright: report it"},
        ExitCode::defect);
  }
  static std::mutex one_thread;  // HDF5's dimension scales may be used by one thread at a time only
  const std::lock_guard<std::mutex> lock(one_thread);
  try {
    return build(result);
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

void write_result(const std::filesystem::path& file, const Result& result, Overwrite overwrite) {
  check_writable(file, overwrite);
  write_durably(file, result_bytes(result), overwrite);
}

}  // namespace millwright::results
