#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>

#include "command.hpp"
#include "core/parallel.hpp"
#include "json.hpp"
#include "progress.hpp"
#include "report/words.hpp"
#include "terminal.hpp"
#include "validate/catalogue.hpp"

// `millwright validate`: the evidence that the model is right, row by row, in one table.
namespace millwright::tool {
namespace {

using evidence::Finding;
using evidence::Relation;
using evidence::Row;

constexpr int most_seeds = 10000;
constexpr double seconds_between_notes = 5;

struct Validate {
  std::vector<std::string> words;
  evidence::Context context{.scenarios = evidence::shipped_scenarios()};
  bool list = false, json = false;
};

/// What a row found, in how many seconds.
struct Outcome {
  const Row* row;
  evidence::Findings findings;
  double seconds;

  bool passed() const {
    return std::all_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.passed; });
  }
};

std::vector<const Row*> rows_named(const std::vector<std::string>& words) {
  std::vector<const Row*> rows;
  std::vector<std::string> known;
  for (const Row& row : evidence::row_catalogue()) {
    known.push_back(row.word);
    if (words.empty()) rows.push_back(&row);
  }
  for (const std::string& word : words) {
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end()) {
      const std::string near = nearest(word, known);
      throw UserError(Problem{"", fmt::format("there is no row '{}'", printable(word)),
                              near.empty() ? "`millwright validate --list` names all rows"
                                           : fmt::format("did you mean '{}'?", near)},
                      ExitCode::usage);
    }
    rows.push_back(&evidence::row_catalogue()[static_cast<std::size_t>(found - known.begin())]);
  }
  return rows;
}

/// A row that cannot run has failed; the others still run.
Outcome run_row(const Row& row, evidence::Context context) {
  const Stopwatch watch;
  double told = 0;
  context.progress = [&](int done, int total) {
    if (watch.seconds() - told < seconds_between_notes) return;
    told = watch.seconds();
    say(fmt::format("{}: {} of {}, {:.0f} s", row.word, done, total, told));
  };
  Outcome outcome{&row, {}, 0};
  try {
    outcome.findings = row.find(context);
  } catch (const std::exception& error) {
    say(fmt::format("{}: {}", row.word, printable_lines(error.what())));
    outcome.findings = {evidence::none("could not run", 1, "it must run")};
  }
  outcome.seconds = watch.seconds();
  return outcome;
}

/// Four significant digits; small gaps as powers of ten.
std::string number(double value) {
  if (std::isnan(value)) return "-";
  return fmt::format("{:.4g}", value == 0 ? 0.0 : value);
}

std::string expectation(const Finding& finding) {
  if (finding.relation == Relation::at_least) return ">= " + number(finding.expected);
  if (finding.relation == Relation::at_most) return "<= " + number(finding.expected);
  if (finding.relation == Relation::near) return number(finding.expected);
  if (std::isnan(finding.expected)) return "";
  return fmt::format("{} to {}", number(finding.expected - finding.tolerance),
                     number(finding.expected + finding.tolerance));
}

std::string verdict(const Finding& finding) {
  if (!finding.passed) return "FAILED";
  return finding.relation == Relation::reported ? "report" : "ok";
}

using Line = std::vector<std::string>;

std::vector<Line> lines_of(const std::vector<Outcome>& outcomes) {
  std::vector<Line> lines{{"row", "statistic", "value", "expected", "tolerance", "verdict", "source"}};
  for (const Outcome& outcome : outcomes) {
    for (const Finding& finding : outcome.findings) {
      const bool first = &finding == outcome.findings.data();
      const bool near = finding.relation == Relation::near;
      lines.push_back({first ? outcome.row->word : "", finding.what, number(finding.value), expectation(finding),
                       near && finding.tolerance != 0 ? number(finding.tolerance) : "", verdict(finding),
                       first ? outcome.row->source : ""});
    }
  }
  return lines;
}

/// Columns as wide as their widest cell; numbers to the right.
std::string table(const std::vector<Line>& lines) {
  constexpr std::size_t first_number = 2, last_number = 4;
  std::vector<std::size_t> widths(lines.front().size(), 0);
  for (const Line& line : lines) {
    for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], line[c].size());
  }
  std::string text;
  for (const Line& line : lines) {
    std::string row;
    for (std::size_t c = 0; c < line.size(); ++c) {
      const bool right = c >= first_number && c <= last_number;
      row += right ? fmt::format("{:>{}}  ", line[c], widths[c]) : fmt::format("{:<{}}  ", line[c], widths[c]);
    }
    text += row.substr(0, row.find_last_not_of(' ') + 1) + '\n';
  }
  return text;
}

Json as_json(const Finding& finding) {
  const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
  constexpr const char* relations[] = {"near", "at_least", "at_most", "reported"};
  return {{"what", finding.what},
          {"value", number(finding.value)},
          {"expected", number(finding.expected)},
          {"tolerance", number(finding.tolerance)},
          {"relation", relations[static_cast<std::size_t>(finding.relation)]},
          {"basis", finding.basis},
          {"passed", finding.passed}};
}

Json as_json(const Outcome& outcome) {
  Json json{{"row", outcome.row->word},   {"claim", outcome.row->claim}, {"source", outcome.row->source},
            {"passed", outcome.passed()}, {"seconds", outcome.seconds},  {"findings", Json::array()}};
  for (const Finding& finding : outcome.findings) json["findings"].push_back(as_json(finding));
  return json;
}

void print(const Validate& options, const std::vector<Outcome>& outcomes, std::size_t failed) {
  if (options.json) {
    Json rows = Json::array();
    for (const Outcome& outcome : outcomes) rows.push_back(as_json(outcome));
    put(json_text({{"status", failed == 0 ? "ok" : "failed"}, {"rows", rows}}));
    return;
  }
  put(table(lines_of(outcomes)));
  double seconds = 0;
  for (const Outcome& outcome : outcomes) seconds += outcome.seconds;
  say(fmt::format("{} of {} passed in {}", outcomes.size() - failed,
                  counted(static_cast<std::int64_t>(outcomes.size()), "row"), clock_time(seconds)));
  if (failed > 0) say("why a tolerance is what it is: `millwright validate ROW --json`, under basis");
}

ExitCode list_rows(const Validate& options, const std::vector<const Row*>& rows) {
  Json list = Json::array();
  std::vector<Line> lines{{"row", "claim", "", "", "", "", "source"}};
  for (const Row* row : rows) {
    list.push_back({{"row", row->word}, {"claim", row->claim}, {"source", row->source}});
    lines.push_back({row->word, row->claim, "", "", "", "", row->source});
  }
  put(options.json ? json_text(list) : table(lines));
  return ExitCode::done;
}

ExitCode validate(const Validate& options) {
  const auto rows = rows_named(options.words);
  if (options.list) return list_rows(options, rows);
  std::vector<Outcome> outcomes;
  outcomes.reserve(rows.size());
  for (const Row* row : rows) outcomes.push_back(run_row(*row, options.context));
  const auto failed = static_cast<std::size_t>(
      std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) { return !outcome.passed(); }));
  print(options, outcomes, failed);
  return failed == 0 ? ExitCode::done : ExitCode::failed;
}

}  // namespace

Command validate_command() {
  const auto options = std::make_shared<Validate>();
  Command command;
  command.name = "validate";
  command.purpose = "show the evidence for the model: closed forms, stylised facts, signs";
  command.examples = {"millwright validate", "millwright validate bass watts --seeds 50", "millwright validate --list",
                      "millwright validate sizes --json"};
  command.arguments = {.name = "ROW",
                       .meaning = "a row of the table; without one, all rows",
                       .least = 0,
                       .most = 1000,
                       .take = [options](const std::string& word) { options->words.push_back(word); }};
  command.options = {
      {"--seeds", "N", "independent runs where luck matters; 20 if not given",
       [options](const std::string& text) { options->context.seeds = whole_number("--seeds", text, 2, most_seeds); }},
      {"--scenarios", "DIR", "the folder of scenarios to test; otherwise that of the source tree",
       [options](const std::string& folder) { options->context.scenarios = folder; }},
      {"--list", "", "name the rows and what they claim, and run none",
       [options](const std::string&) { options->list = true; }},
      {"--json", "", "write what was found to standard output as JSON, with the basis of every tolerance",
       [options](const std::string&) { options->json = true; }}};
  command.run = [options](const std::vector<std::string>&) { return validate(*options); };
  return command;
}

}  // namespace millwright::tool
