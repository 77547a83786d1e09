#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "command.hpp"
#include "progress.hpp"
#include "report/catalogue.hpp"
#include "report/words.hpp"
#include "report_assumptions.hpp"
#include "results/durable_file.hpp"
#include "scenario/language/numbers.hpp"
#include "terminal.hpp"

// `millwright report`: one page on results, and its figures as files.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;
using results::Overwrite;

constexpr std::size_t most_results = 20;

struct Report {
  std::vector<fs::path> files;
  fs::path output = "report.html";
  std::optional<fs::path> figures;
  report::Wishes wishes;
  charts::Style style;  // of figures that are written as files
  bool styled = false, quiet = false;
  Overwrite overwrite = Overwrite::refuse;
};

/// The files of a figure.
struct FigureFiles {
  fs::path svg, vega_lite;
};
FigureFiles files_of(const fs::path& folder, const charts::Figure& figure) {
  return {folder / (figure.id + ".svg"), folder / (figure.id + ".vl.json")};
}

void write(const Report& options, const fs::path& file, const std::string& text) {
  results::write_durably(file, std::as_bytes(std::span(text)), options.overwrite);
}

void write_figures(const Report& options, const std::vector<const charts::Figure*>& figures) {
  for (const charts::Figure* figure : figures) {
    for (const fs::path& file :
         {files_of(*options.figures, *figure).svg, files_of(*options.figures, *figure).vega_lite})
      results::check_writable(file, options.overwrite);
  }
  for (const charts::Figure* figure : figures) {
    const FigureFiles files = files_of(*options.figures, *figure);
    write(options, files.svg, charts::svg_of(*figure, options.style));
    write(options, files.vega_lite, charts::vega_lite_of(*figure));
  }
}

/// Refuses what cannot be written, before files are read; makes the folder for figures.
void check_options(const Report& options) {
  if (options.styled && !options.figures) {
    throw UserError(Problem{"", "--width, --font-size and --grey are for figures that are written as files",
                            "add --figures FOLDER"},
                    ExitCode::usage);
  }
  results::check_writable(options.output, options.overwrite);
  std::error_code error;
  if (options.figures) fs::create_directories(*options.figures, error);
  if (error) {
    throw UserError(Problem{printable(options.figures->string()), "cannot make this folder: " + error.message(),
                            "name a folder of your own with --figures"},
                    ExitCode::io);
  }
}

/// What is said on standard error while files are read and compared.
void say_step(const Report& options, StatusLine& line, const char* what, double done) {
  if (!options.quiet && line.is_due(done)) line.draw(what, done, "");
}

/// Of the run that is shown in detail, else of the sweep's scenario, else of the last policy that is compared.
std::vector<report::Assumption> assumptions_in(const report::Material& material) {
  if (const report::Run* detail = material.detail()) return assumptions_of(detail->file, detail->result);
  if (material.sweep) return assumptions_of(material.sweep->run.file, material.sweep->run.result);
  if (material.comparisons.empty()) return {};
  const experiments::Comparison& last = material.comparisons.back();
  results::Result result;
  result.scenario_yaml = last.policy_from.scenario_yaml, result.inputs = last.policy_from.inputs;
  const std::size_t colon = last.policy.rfind(':');  // an arm may be FILE:NAME
  if (colon != std::string::npos) result.scenario_name = last.policy.substr(colon + 1);
  return assumptions_of(last.policy, result);
}

ExitCode run(const Report& options) {
  check_options(options);
  StatusLine line(standard_error());
  say_step(options, line, "reading", 0.1);
  report::Material material = report::read_material(options.files, options.wishes);
  say_step(options, line, "drawing", 0.5);
  material.assumptions = assumptions_in(material);
  const charts::Page page = report::page_of(material);
  const auto figures = report::figures_of(page);
  if (options.figures) write_figures(options, figures);
  const std::string html = charts::html_of(page);
  write(options, options.output, html);
  if (options.quiet) return ExitCode::done;
  put(fmt::format("wrote {} ({}, {})\n", printable(options.output.string()), file_size(html.size()),
                  counted(static_cast<std::int64_t>(figures.size()), "figure")));
  if (options.figures) {
    put(fmt::format("wrote {}/: {} SVG and as many Vega-Lite files; rsvg-convert -f pdf makes PDF\n",
                    printable(options.figures->string()), figures.size()));
  }
  return ExitCode::done;
}

/// A length in px of 1/96 inch. Throws UserError with ExitCode::usage.
double length_of(const std::string& option, const std::string& text) {
  constexpr double inch = 96;
  constexpr std::pair<std::string_view, double> units[] = {
      {"mm", inch / 25.4}, {"cm", inch / 2.54}, {"in", inch}, {"pt", inch / 72}, {"px", 1}};
  constexpr double least = 100, most = 10000;
  for (const auto& [unit, size] : units) {
    if (!text.ends_with(unit)) continue;
    const auto number = scenario::parse_number(text.substr(0, text.size() - unit.size()));
    if (number && *number * size >= least && *number * size <= most) return *number * size;
  }
  throw UserError(Problem{"", fmt::format("{} cannot be '{}'", option, printable(text)),
                          fmt::format("give a length with its unit (mm, cm, in, pt, px), such as {} 84mm", option)},
                  ExitCode::usage);
}

/// Points of 1/72 inch as px.
double font_size_of(const std::string& text) {
  constexpr double px_per_point = 96.0 / 72, least = 4, most = 40;
  const auto number = scenario::parse_number(text);
  if (number && *number >= least && *number <= most) return *number * px_per_point;
  throw UserError(Problem{"", fmt::format("--font-size cannot be '{}'", printable(text)),
                          "give a number of points from 4 to 40, such as --font-size 8"},
                  ExitCode::usage);
}

std::vector<Option> figure_options(const std::shared_ptr<Report>& options) {
  return {
      {"--figures", "FOLDER",
       "also write each figure into that folder, made if missing, as ID.svg and as ID.vl.json, a Vega-Lite "
       "specification with its data",
       [options](const std::string& folder) { options->figures = folder; }},
      {"--width", "LENGTH", "width of these figures, such as 84mm, 3.3in, 240pt or 720px",
       [options](const std::string& text) {
         options->style.width = length_of("--width", text), options->styled = true;
       }},
      {"--font-size", "POINTS", "size of their letters, such as 8",
       [options](const std::string& text) { options->style.font_size = font_size_of(text), options->styled = true; }},
      {"--grey", "", "draw them in shades of grey and dashes, without colours",
       [options](const std::string&) { options->style.grey = true, options->styled = true; }}};
}

}  // namespace

Command report_command() {
  const auto options = std::make_shared<Report>();
  Command command;
  command.name = "report";
  command.purpose = "write one page on results, with figures, tables and their sources, to be read without a network";
  command.examples = {"millwright report output/baseline.h5",
                      "millwright report output/baseline-no_grant.h5 output/baseline.h5 -o grant.html",
                      "millwright report output/grant.h5 output/drivers.h5 --of adoption_share:ai@2030-12",
                      "millwright report output/ten.h5 --figures figures --width 84mm --font-size 8 --grey"};
  command.arguments = {
      .name = "RESULT",
      .meaning =
          "results of run, of compare -o and at most one of sweep; of several runs the first is what the "
          "others are compared with, and the last the one that is shown in detail",
      .least = 1,
      .most = most_results,
      .take = [options](const std::string& file) { options->files.emplace_back(file); }};
  command.options = {{"-o,--output", "FILE", "the page; otherwise report.html",
                      [options](const std::string& file) { options->output = file; }}};
  for (Option& option : figure_options(options)) command.options.push_back(std::move(option));
  for (Option& option : std::vector<Option>{
           {"--of", "OUTPUT",
            "of a sweep show VARIABLE[:LABEL...][@MONTH], as in analyze; may be given again. Otherwise the first six",
            [options](const std::string& text) { options->wishes.outputs.push_back(text); }},
           {"--interest", "CONDITION",
            "of a sweep show where OUTPUT is > or < a number, as in analyze; otherwise where the first is highest",
            [options](const std::string& text) { options->wishes.interest = text; }},
           {"--force", "", "replace files that exist",
            [options](const std::string&) { options->overwrite = Overwrite::replace; }},
           {"-q,--quiet", "", "say nothing unless something is wrong",
            [options](const std::string&) { options->quiet = true; }}})
    command.options.push_back(std::move(option));
  command.run = [options](const std::vector<std::string>&) { return run(*options); };
  return command;
}

}  // namespace millwright::tool
