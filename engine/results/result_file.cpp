#include "results/result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/errors.hpp"
#include "results/file_parts.hpp"
#include "results/result_check.hpp"

namespace millwright::results {
namespace {

using Axis = NetcdfFile::Axis;
using Axes = std::map<std::string, Axis>;

constexpr std::uint64_t table_chunk = 65536;  // rows; much smaller and much larger chunks were measured to be slower

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

void write_outer(NetcdfFile& file, const Result& result, Axes& axes) {
  const NetcdfFile::Group root = NetcdfFile::root();
  for (const OuterAxis& axis : result.outer) {
    axes.emplace(axis.name, axis.labels.empty() ? add_numbers(file, axis.name, axis.length)
                                                : add_labels(file, axis.name, axis.labels, axis.name));
  }
  for (const Coordinate& coordinate : result.coordinates) {
    const std::vector<Axis> on = {axes.at(coordinate.axis)};
    const std::vector<std::string> texts = printable_all(coordinate.texts);
    const Values values = coordinate.texts.empty() ? Values(coordinate.numbers) : Values(texts);
    file.add_variable(root, coordinate.name, on, values,
                      {{"units", coordinate.unit}, {"long_name", coordinate.long_name}});
  }
}

Axes write_axes(NetcdfFile& file, const Result& result) {
  Axes axes;
  write_outer(file, result, axes);
  axes.emplace("replicate", add_numbers(file, "replicate", static_cast<std::uint64_t>(result.replicates)));
  axes.emplace("time", result.outer.empty() ? add_time(file, result.months) : add_some_months(file, result.months));
  for (const auto& [name, labels] : result.dimensions) {
    if (!labels.empty()) axes.emplace(name, add_labels(file, name, labels, name));
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

void build(NetcdfFile& file, const Result& result) {
  write_root_attributes(file, result);
  const Axes axes = write_axes(file, result);
  write_series(file, result, axes);
  for (const Table& table : result.tables) write_table(file, table);
  write_provenance(file, file.add_group("provenance"), result.scenario_yaml, result.inputs);
}

}  // namespace

std::vector<std::byte> result_bytes(const Result& result) {
  if (const std::string problem = contradiction(result); !problem.empty()) {
    throw UserError(
        Problem{"", "the result contradicts itself: " + problem, "this is a fault of millwright: report it"},
        ExitCode::defect);
  }
  return build_file([&](NetcdfFile& file) { build(file, result); });
}

void write_result(const std::filesystem::path& file, const Result& result, Overwrite overwrite) {
  check_writable(file, overwrite);
  write_durably(file, result_bytes(result), overwrite);
}

}  // namespace millwright::results
