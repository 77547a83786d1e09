#include "results/result_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace millwright::results {
namespace {

/// A coordinate is called as the dotted key of its factor.
bool usable_coordinate_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

bool usable_name(std::string_view name) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && letter(name[0]) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

/// xarray silently turns a variable with one of these units into time spans.
bool time_span_unit(std::string_view unit) {
  constexpr std::array<std::string_view, 7> spans = {"days",         "hours",        "minutes",    "seconds",
                                                     "milliseconds", "microseconds", "nanoseconds"};
  return std::find(spans.begin(), spans.end(), unit) != spans.end();
}

/// Collects the names of one group of the file and the first problem found.
class Names {
 public:
  explicit Names(std::set<std::string> taken) : taken_(std::move(taken)) {}
  std::string problem(const std::string& name) {
    if (!usable_name(name)) return fmt::format("'{}' is not a name of small letters, digits and underscores", name);
    if (!taken_.insert(name).second) return fmt::format("the name '{}' is used twice", name);
    return "";
  }

 private:
  std::set<std::string> taken_;
};

bool in_calendar(Month month) {
  return month >= Month::of(0, 1) && month <= Month::of(9999, 12);
}

std::string axes_contradiction(const Result& result) {
  if (result.replicates < 1) return "there is no replicate";
  if (result.months.empty()) return "there is no month";
  if (!std::all_of(result.months.begin(), result.months.end(), in_calendar))
    return "a month has no year of four digits";
  for (std::size_t i = 1; i < result.months.size(); ++i) {
    if (!(result.months[i - 1] < result.months[i])) return "the months do not ascend";
    if (result.outer.empty() && result.months[i] != result.months[i - 1] + 1) return "the months are not consecutive";
  }
  for (const OuterAxis& axis : result.outer) {
    if (axis.length == 0) return fmt::format("the axis '{}' has no length", axis.name);
    if (!axis.labels.empty() && axis.labels.size() != axis.length)
      return fmt::format("the axis '{}' does not have a label for each place", axis.name);
  }
  return "";
}

std::string coordinate_contradiction(const Result& result, const Coordinate& coordinate) {
  if (!usable_coordinate_name(coordinate.name)) return fmt::format("'{}' is no name of a coordinate", coordinate.name);
  if (time_span_unit(coordinate.unit)) return fmt::format("'{}' has a unit that readers misread", coordinate.name);
  const auto axis = std::find_if(result.outer.begin(), result.outer.end(),
                                 [&](const OuterAxis& outer) { return outer.name == coordinate.axis; });
  if (axis == result.outer.end()) return fmt::format("'{}' lies on no outer axis", coordinate.name);
  const bool one_kind = coordinate.numbers.empty() != coordinate.texts.empty();
  if (one_kind && std::max(coordinate.numbers.size(), coordinate.texts.size()) == axis->length) return "";
  return fmt::format("'{}' does not have a value for each place of '{}'", coordinate.name, axis->name);
}

std::string series_contradiction(const Result& result, const Series& series,
                                 const std::map<std::string, std::size_t>& lengths) {
  const auto& [name, dimensions, unit, long_name, cell_methods] = series.variable;
  if (time_span_unit(unit)) return fmt::format("variable '{}' has the unit '{}', which readers misread", name, unit);
  std::size_t expected = static_cast<std::size_t>(result.replicates) * result.months.size();
  for (const OuterAxis& axis : result.outer) {
    if (__builtin_mul_overflow(expected, axis.length, &expected))
      return fmt::format("variable '{}' has more cells than any file", name);
  }
  std::set<std::string> seen;
  for (const std::string& dimension : dimensions) {
    const auto found = lengths.find(dimension);
    if (found == lengths.end()) return fmt::format("variable '{}' has the unknown dimension '{}'", name, dimension);
    if (!seen.insert(dimension).second) return fmt::format("variable '{}' has '{}' twice", name, dimension);
    if (__builtin_mul_overflow(expected, found->second, &expected))
      return fmt::format("variable '{}' has more cells than any file", name);
  }
  if (series.values.size() == expected) return "";
  return fmt::format("variable '{}' has {} values instead of {}", name, series.values.size(), expected);
}

std::string column_contradiction(const TableColumn& column, std::size_t rows) {
  if (!column.integers.empty() && !column.numbers.empty())
    return fmt::format("column '{}' has both integers and numbers", column.name);
  if (std::max(column.integers.size(), column.numbers.size()) != rows)
    return fmt::format("column '{}' does not have {} rows", column.name, rows);
  if (time_span_unit(column.unit)) return fmt::format("column '{}' has a unit that readers misread", column.name);
  if (column.labels.empty()) return "";
  if (!column.numbers.empty()) return fmt::format("column '{}' has labels for numbers", column.name);
  const auto most = static_cast<std::int64_t>(column.labels.size());
  const bool known = std::all_of(column.integers.begin(), column.integers.end(),
                                 [most](std::int32_t code) { return code >= -1 && code < most; });
  return known ? "" : fmt::format("column '{}' has a code without a label", column.name);
}

std::string table_contradiction(const Table& table) {
  Names names({});
  if (std::string problem = names.problem(table.row); !problem.empty()) return problem;
  const auto& columns = table.columns;
  const std::size_t rows = columns.empty() ? 0 : std::max(columns[0].integers.size(), columns[0].numbers.size());
  for (const TableColumn& column : columns) {
    if (std::string problem = names.problem(column.name); !problem.empty()) return problem;
    if (std::string problem = column_contradiction(column, rows); !problem.empty()) return problem;
  }
  return "";
}

/// One row of the table of well-formed byte sequences (Unicode 15, table 3-7), without NUL: the range of the first
/// byte, that of the second, and the length. Later bytes are 0x80 to 0xbf.
struct Form {
  unsigned char first_low, first_high, second_low, second_high;
  std::size_t length;
};
constexpr std::array<Form, 9> forms = {{{0x01, 0x7f, 0, 0, 1},
                                        {0xc2, 0xdf, 0x80, 0xbf, 2},
                                        {0xe0, 0xe0, 0xa0, 0xbf, 3},
                                        {0xe1, 0xec, 0x80, 0xbf, 3},
                                        {0xed, 0xed, 0x80, 0x9f, 3},
                                        {0xee, 0xef, 0x80, 0xbf, 3},
                                        {0xf0, 0xf0, 0x90, 0xbf, 4},
                                        {0xf1, 0xf3, 0x80, 0xbf, 4},
                                        {0xf4, 0xf4, 0x80, 0x8f, 4}}};

/// Bytes of the character at the start of `text`, which is not empty; 0 when there is no well-formed one.
std::size_t character_length(std::string_view text) {
  const auto within = [&](std::size_t i, unsigned low, unsigned high) {
    const unsigned byte = static_cast<unsigned char>(text[i]);
    return low <= byte && byte <= high;
  };
  const auto form =
      std::find_if(forms.begin(), forms.end(), [&](const Form& f) { return within(0, f.first_low, f.first_high); });
  if (form == forms.end() || text.size() < form->length) return 0;
  for (std::size_t i = 1; i < form->length; ++i)
    if (!within(i, i == 1 ? form->second_low : 0x80u, i == 1 ? form->second_high : 0xbfu)) return 0;
  return form->length;
}

/// The first problem that `problem_of` one of them tells, or "".
template <class All, class ProblemOf>
std::string first_problem(const All& all, const ProblemOf& problem_of) {
  for (const auto& one : all) {
    if (std::string problem = problem_of(one); !problem.empty()) return problem;
  }
  return "";
}

/// The first of the problems that is one, or "".
std::string either(std::string one, std::string other) {
  return one.empty() ? std::move(other) : std::move(one);
}

std::uint64_t length_of(const Arrays& arrays, const std::string& axis) {
  const auto found = std::ranges::find(arrays.axes, axis, &ArrayAxis::name);
  return found == arrays.axes.end() ? 0 : found->length;
}

std::string axis_contradiction(const ArrayAxis& axis) {
  for (const std::size_t places : {axis.labels.size(), axis.months.size(), axis.numbers.size()}) {
    if (places != 0 && places != axis.length) return fmt::format("'{}' does not have all of its places", axis.name);
  }
  return std::ranges::all_of(axis.months, in_calendar) ? "" : "a month has no year of four digits";
}

std::string texts_contradiction(const Arrays& arrays, const Coordinate& coordinate) {
  if (!usable_name(coordinate.name)) return fmt::format("'{}' is no name of a coordinate", coordinate.name);
  const bool complete = coordinate.numbers.empty() && coordinate.texts.size() == length_of(arrays, coordinate.axis);
  return complete ? "" : fmt::format("'{}' does not have a text for each place", coordinate.name);
}

std::string array_contradiction(const Arrays& arrays, const Series& one) {
  std::uint64_t expected = 1;
  std::set<std::string> seen;
  for (const std::string& name : one.variable.dimensions) {
    const std::uint64_t length = length_of(arrays, name);
    if (length == 0 || !seen.insert(name).second || __builtin_mul_overflow(expected, length, &expected))
      return fmt::format("'{}' cannot have the axis '{}'", one.variable.name, name);
  }
  if (one.values.size() == expected) return "";
  return fmt::format("'{}' has {} values instead of {}", one.variable.name, one.values.size(), expected);
}

}  // namespace

std::string contradiction(const Result& result) {
  if (std::string problem = axes_contradiction(result); !problem.empty()) return problem;
  Names names({"replicate", "time", "nv", "time_bnds", "month_index", "provenance"});
  std::map<std::string, std::size_t> lengths;
  for (const auto& dimension : result.dimensions) lengths[dimension.name] = dimension.labels.size();
  std::set<std::string> coordinates;
  const auto of_named = [&](const auto& one) { return names.problem(one.name); };
  const auto of_table = [&](const Table& table) { return either(of_named(table), table_contradiction(table)); };
  const auto of_coordinate = [&](const Coordinate& coordinate) {
    if (coordinates.insert(coordinate.name).second) return coordinate_contradiction(result, coordinate);
    return fmt::format("the coordinate '{}' is there twice", coordinate.name);
  };
  const auto of_series = [&](const Series& series) {
    const std::string& name = series.variable.name;
    if (coordinates.contains(name)) return fmt::format("the name '{}' is used twice", name);
    return either(names.problem(name), series_contradiction(result, series, lengths));
  };
  std::string problem = first_problem(result.tables, of_table);
  if (problem.empty()) problem = first_problem(result.dimensions, of_named);
  if (problem.empty()) problem = first_problem(result.outer, of_named);
  if (problem.empty()) problem = first_problem(result.coordinates, of_coordinate);
  return problem.empty() ? first_problem(result.series, of_series) : problem;
}

std::string contradiction(const Arrays& arrays) {
  Names axes({}), series({});
  std::string problem = first_problem(
      arrays.axes, [&](const ArrayAxis& axis) { return either(axes.problem(axis.name), axis_contradiction(axis)); });
  if (problem.empty()) {
    problem = first_problem(arrays.coordinates,
                            [&](const Coordinate& coordinate) { return texts_contradiction(arrays, coordinate); });
  }
  if (!problem.empty()) return problem;
  return first_problem(arrays.series, [&](const Series& one) {
    return either(series.problem(one.variable.name), array_contradiction(arrays, one));
  });
}

bool is_text(const std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t length = character_length(rest);
    if (length == 0) return false;
    rest.remove_prefix(length);
  }
  return true;
}

}  // namespace millwright::results
