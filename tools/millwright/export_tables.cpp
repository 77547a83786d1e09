#include "export_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.hpp"
#include "core/sha256.hpp"
#include "results/csv_file.hpp"
#include "results/read_result.hpp"
#include "results/stata_file.hpp"

namespace millwright::tool {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& help, ExitCode code = ExitCode::bad_input) {
  throw UserError(Problem{"", what, help}, code);
}

void require_known(const std::string& word, const std::vector<std::string>& known, const std::string& kind) {
  if (std::ranges::find(known, word) != known.end()) return;
  const std::string near = nearest(word, known);
  const std::string all = fmt::format("{}s: {}", kind, fmt::join(known, ", "));
  refuse(fmt::format("the file has no {} '{}'", kind, printable(word)),
         !near.empty()   ? fmt::format("did you mean '{}'?", near)
         : known.empty() ? fmt::format("the file has no {}s", kind)
                         : all);
}

std::vector<std::string> names_of(const results::Arrays& arrays) {
  std::vector<std::string> names;
  for (const auto& series : arrays.series) names.push_back(series.variable.name);
  return names;
}

void make_yearly(ExportSource& source, const std::function<void(const std::string&)>& warn) {
  if (source.comparison) {
    refuse("--yearly does not go with a comparison: quantiles of months do not add up to those of a year",
           "leave it out, or export the results of the arms by year", ExitCode::usage);
  }
  const results::LeftOut left = results::make_yearly(source.arrays);
  if (!left.years.empty())
    warn(fmt::format("years without all twelve months are left out: {}", fmt::join(left.years, ", ")));
  if (!left.variables.empty())
    warn(fmt::format("no yearly value is defined of {}; left out", fmt::join(left.variables, ", ")));
  if (source.arrays.axis("year").length == 0)
    refuse("the file holds no year with all twelve months", "leave out --yearly");
}

/// Variables in the order in which they were asked for.
void keep_variables(results::Arrays& arrays, const std::vector<std::string>& wanted) {
  const std::vector<std::string> known = names_of(arrays);
  std::vector<results::Series> kept;
  for (const std::string& name : wanted) {
    require_known(name, known, "variable");
    const auto has_name = [&](const results::Series& series) { return series.variable.name == name; };
    const auto found = std::ranges::find_if(arrays.series, has_name);
    if (found == arrays.series.end()) continue;  // asked for twice: moved already
    kept.push_back(std::move(*found));
    arrays.series.erase(found);
  }
  arrays.series = std::move(kept);
}

std::vector<results::TidyTable> firm_table(const results::Arrays& arrays, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& table : arrays.tables) known.push_back(table.name);
  require_known(name, known, "table");
  return {results::tidy_table(arrays, *std::ranges::find(arrays.tables, name, &results::Table::name))};
}

}  // namespace

ExportSource read_export_source(const std::filesystem::path& file) {
  const auto bytes = results::file_bytes(file);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  ExportSource source{.name = file.filename().string(), .sha256 = sha256_hex(text), .engine = {}, .arrays = {}};
  auto held = results::read_any_bytes(file.string(), bytes);
  source.comparison = std::holds_alternative<results::ComparisonRecord>(held);
  std::visit([&](const auto& one) { source.engine = fmt::format("{} (git {})", one.engine_version, one.git_hash); },
             held);
  source.arrays = source.comparison ? std::move(std::get<results::ComparisonRecord>(held).arrays)
                                    : results::arrays_of(std::move(std::get<results::Result>(held)));
  return source;
}

std::vector<results::TidyTable> export_tables(ExportSource& source, const ExportWish& wish,
                                              const std::function<void(const std::string&)>& warn) {
  if (!wish.table.empty()) return firm_table(source.arrays, wish.table);
  if (!wish.variables.empty()) keep_variables(source.arrays, wish.variables);
  if (wish.yearly) make_yearly(source, warn);
  std::vector<results::TidyTable> tables;
  for (const results::TidySet& set : results::tidy_sets(source.arrays))
    tables.push_back(results::tidy_table(source.arrays, set));
  if (tables.empty()) refuse("the file holds no variable", "look at it with ncdump -h");
  return tables;
}

void put_export(const ExportSource& source, const results::TidyTable& table, ExportFormat format,
                const std::function<void(std::string_view)>& put) {
  if (format == ExportFormat::csv) return results::write_csv(table, put);
  results::write_stata(table,
                       {fmt::format("from a file of millwright with SHA-256 {}", source.sha256),
                        fmt::format("simulated by millwright {}", source.engine)},
                       put);
}

}  // namespace millwright::tool
