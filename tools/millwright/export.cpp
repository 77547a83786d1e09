#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "command.hpp"
#include "core/sha256.hpp"
#include "export_record.hpp"
#include "export_tables.hpp"
#include "json.hpp"
#include "report/words.hpp"
#include "results/durable_file.hpp"
#include "terminal.hpp"

// `millwright export`: a result as long tables, for Stata, R and spreadsheets.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;
using results::TidyTable;

struct Export {
  fs::path file;
  std::optional<fs::path> output;
  ExportWish wish;
  std::optional<ExportFormat> format;
  results::Overwrite overwrite = results::Overwrite::refuse;
  bool json = false, quiet = false;
};

/// A table and the file that it goes to.
struct Target {
  const TidyTable& table;
  fs::path file;
  ExportFormat format;
};

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
  throw UserError(Problem{"", what, help}, ExitCode::usage);
}

const char* ending_of(ExportFormat format) {
  return format == ExportFormat::csv ? ".csv" : ".dta";
}

/// The format that a file's name asks for; nothing where it names a folder.
std::optional<ExportFormat> format_of(const fs::path& output) {
  std::error_code error;
  if (!output.has_filename() || fs::is_directory(output, error)) return std::nullopt;
  const std::string ending = output.extension().string();
  if (ending == ".csv") return ExportFormat::csv;
  if (ending == ".dta") return ExportFormat::stata;
  if (ending.empty()) return std::nullopt;
  refuse(fmt::format("a file that ends in {} cannot be written", printable(ending)),
         "name a file that ends in .csv or .dta, or a folder");
}

/// What the result holds beside the table that was written.
void tell_others(const std::vector<TidyTable>& tables) {
  if (tables.size() == 1) return;
  say(
      fmt::format("{} of other dimensions are not in it, such as {}; name a folder with -o for all, or some with "
                  "--variables",
                  counted(static_cast<std::int64_t>(tables.size() - 1), "set") + " of variables", tables[1].name));
}

void require_one_table(const std::vector<TidyTable>& tables) {
  if (tables.size() == 1) return;
  refuse(fmt::format("the variables have different dimensions, {} and {}, and a file is one table", tables[0].name,
                     tables[1].name),
         "name a folder with -o, which takes a file of each, or variables of the same dimensions");
}

/// The folder for all tables; makes it.
fs::path folder_for(const Export& options, ExportFormat format) {
  fs::path folder = options.file;
  folder.replace_extension();
  folder += format == ExportFormat::csv ? "-csv" : "-dta";
  if (options.output) folder = *options.output;
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return folder;
  throw UserError(Problem{printable(folder.string()), "cannot make this folder: " + error.message(),
                          "name a folder or file in a folder of your own with -o"},
                  ExitCode::io);
}

std::vector<Target> targets_of(const Export& options, const std::vector<TidyTable>& tables) {
  const auto asked = options.output ? format_of(*options.output) : std::nullopt;
  if (asked && options.format && *asked != *options.format)
    refuse("--format and the file's name contradict each other", "leave out --format");
  if (asked) {
    if (!options.wish.variables.empty()) require_one_table(tables);
    return {{tables[0], *options.output, *asked}};
  }
  const ExportFormat format = options.format.value_or(ExportFormat::csv);
  const fs::path folder = folder_for(options, format);
  std::vector<Target> targets;
  targets.reserve(tables.size());
  for (const TidyTable& table : tables) targets.push_back({table, folder / (table.name + ending_of(format)), format});
  return targets;
}

struct Written {
  std::string sha256;
  std::uint64_t bytes = 0;
};

Written write(const Export& options, const ExportSource& source, const Target& target) {
  Sha256 hash;
  Written written;
  const auto fill = [&](const std::function<void(std::string_view)>& put) {
    put_export(source, target.table, target.format, [&](std::string_view piece) {
      hash.update(piece);
      written.bytes += piece.size();
      put(piece);
    });
  };
  results::stream_durably(target.file, fill, options.overwrite);
  written.sha256 = hash.hex();
  return written;
}

ExitCode run(const Export& options, const std::vector<std::string>& command_line) {
  if (!options.wish.table.empty() && (options.wish.yearly || !options.wish.variables.empty()))
    refuse("--table takes no --variables and no --yearly: it exports a table of firms as it is", "leave them out");
  ExportSource source = read_export_source(options.file);
  const auto tables = export_tables(source, options.wish, [](const std::string& text) { say_warning(text); });
  const std::vector<Target> targets = targets_of(options, tables);
  for (const Target& target : targets) {
    results::check_writable(target.file, options.overwrite);
    results::check_writable(record_of(target.file), results::Overwrite::replace);
  }
  Json files = Json::array();
  for (const Target& target : targets) {
    const Written written = write(options, source, target);
    write_export_record(target.file, {command_line, written.sha256, source.name, source.sha256, source.engine,
                                      wish_of_table(options.wish, target.table)});
    const std::string file = target.file.string();
    files.push_back({{"file", file},
                     {"rows", target.table.rows},
                     {"columns", target.table.columns.size()},
                     {"bytes", written.bytes},
                     {"sha256", written.sha256}});
    if (options.json) continue;
    put(fmt::format(
        "wrote {} ({} x {}, {})\n", printable(file), counted(static_cast<std::int64_t>(target.table.rows), "row"),
        counted(static_cast<std::int64_t>(target.table.columns.size()), "column"), file_size(written.bytes)));
  }
  if (options.json) put(json_text({{"status", "ok"}, {"files", std::move(files)}}));
  if (targets.size() < tables.size() && !options.quiet) tell_others(tables);
  return ExitCode::done;
}

ExitCode run_or_explain(const Export& options, const std::vector<std::string>& command_line) {
  try {
    return run(options, command_line);
  } catch (const UserError& error) {
    if (options.json) put(json_text({{"status", "error"}, {"problems", problems_json(error.problems())}}));
    throw;
  }
}

void add_names(std::vector<std::string>& names, const std::string& list) {
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    names.push_back(list.substr(start, end - start));
    start = end + 1;
  }
}

}  // namespace

Command export_command() {
  const auto options = std::make_shared<Export>();
  Command command;
  command.name = "export";
  command.purpose = "write a result as long tables, CSV or Stata";
  command.examples = {"millwright export output/baseline.h5",
                      "millwright export output/baseline.h5 -o adoption.dta --variables adoption_share,adopters",
                      "millwright export output/baseline.h5 -o yearly.csv --variables employment --yearly",
                      "millwright export output/baseline.h5 -o events.csv --table events"};
  command.arguments = {"RESULT", "a file of run, sweep or compare", 1, 1,
                       [options](const std::string& file) { options->file = file; }};
  command.options = {
      {"-o,--output", "FILE",
       "a file that ends in .csv or .dta, or a folder, which takes a file for each set of dimensions: "
       "by_technology.csv, ...; RESULT-csv if not given. A file holds a row per month, replicate and labels and a "
       "column "
       "per variable: those of --variables, otherwise those that share the dimensions of the result's first one. "
       "Beside it FILE.log.json tells from what it was made",
       [options](const std::string& file) { options->output = file; }},
      {"--variables", "NAMES", "only these variables, with commas between them",
       [options](const std::string& list) { add_names(options->wish.variables, list); }},
      {"--yearly", "",
       "years in the place of months: sums of flows, December's value of stocks, means of the rest, as the "
       "variables' cell_methods say; years without all twelve months are left out, with a warning",
       [options](const std::string&) { options->wish.yearly = true; }},
      {"--table", "NAME", "a table of the result in the place of variables, such as events, awarded, lives or design",
       [options](const std::string& name) { options->wish.table = name; }},
      {"--format",
       "FORMAT",
       "csv or dta, of the files in a folder; csv if not given",
       [options](const std::string& format) {
         require_word(format, {"csv", "dta"}, "format");
         options->format = format == "csv" ? ExportFormat::csv : ExportFormat::stata;
       },
       {"csv", "dta"}},
      {"--force", "", "replace files that exist",
       [options](const std::string&) { options->overwrite = results::Overwrite::replace; }},
      {"--json", "", "write what was written to standard output as JSON",
       [options](const std::string&) { options->json = true; }},
      {"-q,--quiet", "", "do not tell what else the result holds",
       [options](const std::string&) { options->quiet = true; }}};
  command.run = [options](const std::vector<std::string>& command_line) {
    return run_or_explain(*options, command_line);
  };
  return command;
}

}  // namespace millwright::tool
