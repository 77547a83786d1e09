#include "experiments/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include "command.hpp"
#include "compare_text.hpp"
#include "core/parallel.hpp"
#include "memory.hpp"
#include "progress.hpp"
#include "results/durable_file.hpp"
#include "results/read_result.hpp"
#include "scenario/language/units.hpp"
#include "scenario_options.hpp"
#include "simulation/run.hpp"
#include "terminal.hpp"
#include "words.hpp"

// `millwright compare`: simulates arms on the same luck and says what a policy did to whom, and what it cost.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;
using results::Overwrite;

constexpr int most_replicates = 1'000'000;

struct Compare {
  std::vector<std::string> arms;       // FILE or FILE:NAME, the base first
  std::vector<std::string> scenarios;  // --scenario: further arms of the base's file
  scenario::LoadOptions common;        // what holds in all arms
  std::optional<Month> horizon;
  double discount_rate = experiments::CompareOptions{}.discount_rate;
  std::optional<int> replicates;
  int threads = default_threads();
  bool json = false, quiet = false;
  std::optional<fs::path> csv;
  Overwrite overwrite = Overwrite::refuse;
};

/// One arm: a scenario to simulate, or a result that has been read from its file.
struct Arm {
  std::string name;  // as the user wrote it
  std::optional<simulation::LoadedScenario> loaded;
  std::optional<results::Result> result;
};

bool is_result_file(const fs::path& file) {
  return file.extension() == ".h5" || file.extension() == ".nc";
}

/// Splits FILE:NAME at the last colon: the name of a scenario holds no dot and no slash, that of a file one or other.
scenario::LoadOptions load_options(const Compare& options, const std::string& arm) {
  scenario::LoadOptions load = options.common;
  const std::size_t colon = arm.rfind(':');
  const bool named = colon != std::string::npos && colon > 0 && arm.find_first_of("./", colon) == std::string::npos;
  load.file = named ? arm.substr(0, colon) : arm;
  if (named) load.scenario_name = arm.substr(colon + 1);
  return load;
}

Arm read_arm(const std::string& name, const scenario::LoadOptions& load) {
  if (!load.settings.empty() || !load.scenario_name.empty()) {
    throw UserError(Problem{"", fmt::format("'{}' is a result, and cannot be changed any more", printable(name)),
                            "leave out --set, --scenario and :NAME, or name the scenario file that it was made from"},
                    ExitCode::usage);
  }
  Arm arm{name, std::nullopt, results::read_result(load.file)};
  experiments::require_lives(*arm.result);
  return arm;
}

Arm load_arm(const std::string& name, scenario::LoadOptions load) {
  if (is_result_file(load.file)) return read_arm(name, load);
  load.settings.emplace_back("outputs.events=true");
  Arm arm{name, load_for_user(load), std::nullopt};
  for (const std::string& warning : arm.loaded->document.warnings()) say_warning(warning);
  if (arm.loaded->scenario.population.table.confidential) {
    throw UserError(
        Problem{"",
                fmt::format("the firms of '{}' are confidential; classes of firms would tell of single ones",
                            printable(name)),
                "compare a population without a table, or one whose firms may be told of"},
        ExitCode::bad_input);
  }
  simulation::check_scenario(*arm.loaded);
  return arm;
}

std::vector<Arm> load_arms(const Compare& options) {
  std::vector<Arm> arms;
  for (const std::string& name : options.arms) arms.push_back(load_arm(name, load_options(options, name)));
  for (const std::string& scenario : options.scenarios) {
    scenario::LoadOptions load = load_options(options, options.arms.front());
    load.scenario_name = scenario;
    arms.push_back(load_arm(load.file.string() + ":" + scenario, load));
  }
  if (arms.size() < 2) {
    throw UserError(Problem{"", "there is nothing to compare the base with",
                            "name a second scenario, or a scenario of the file with --scenario NAME"},
                    ExitCode::usage);
  }
  return arms;
}

/// What arms must share for their firms to be paired.
struct Setup {
  std::int64_t seed;
  Month start, end;
  std::int64_t firms, represents;  // 0 where it is not known before the firms are
};

Setup setup_of(const Arm& arm) {
  if (arm.result)
    return {static_cast<std::int64_t>(arm.result->seed), arm.result->months.front(), arm.result->months.back(), 0, 0};
  const auto& scenario = arm.loaded->scenario;
  return {scenario.seed, scenario.start, scenario.end, scenario.population.firms, scenario.population.represents};
}

/// Refuses what would be found only after the first arm was simulated.
void require_alike(const std::vector<Arm>& arms) {
  const Setup base = setup_of(arms.front());
  for (const Arm& arm : arms) {
    const Setup other = setup_of(arm);
    const bool known = base.firms > 0 && other.firms > 0;
    const bool same_firms = base.firms == other.firms && base.represents == other.represents;
    const char* differs = other.seed != base.seed     ? "seed"
                          : other.start != base.start ? "start"
                          : other.end != base.end     ? "end"
                          : known && !same_firms      ? "population"
                                                      : nullptr;
    if (differs == nullptr) continue;
    throw UserError(Problem{"",
                            fmt::format("'{}' has another {} than '{}', so their firms cannot be paired",
                                        printable(arm.name), differs, printable(arms.front().name)),
                            fmt::format("give all arms one {}, such as with --set {}=...", differs,
                                        std::strcmp(differs, "population") == 0 ? "population.firms" : differs)},
                    ExitCode::bad_input);
  }
}

std::int32_t horizon_of(const Compare& options, const Setup& setup) {
  if (!options.horizon) return -1;
  if (*options.horizon >= setup.start && *options.horizon <= setup.end) return *options.horizon - setup.start;
  throw UserError(Problem{"", fmt::format("the horizon {} is outside the run", to_string(*options.horizon)),
                          fmt::format("give a month from {} to {}", to_string(setup.start), to_string(setup.end))},
                  ExitCode::usage);
}

/// As asked for, else as the arms that are results have, else one.
int replicates_of(const Compare& options, const std::vector<Arm>& arms) {
  if (options.replicates) return *options.replicates;
  const auto read = std::ranges::find_if(arms, [](const Arm& arm) { return arm.result.has_value(); });
  return read == arms.end() ? 1 : read->result->replicates;
}

results::Result simulate(const Compare& options, const Arm& arm, int replicates) {
  const ThreadLimit limit(options.threads);
  if (!options.quiet) say("simulating " + printable(arm.name));
  ProgressDisplay display(arm.loaded->scenario.population.firms, arm.loaded->scenario.start, standard_error());
  simulation::RunOptions how;
  how.replicates = replicates;
  how.progress = [&](const simulation::Progress& now) {
    if (!options.quiet) display.show(now);
  };
  return simulation::simulate(*arm.loaded, how);
}

results::Result result_of(const Compare& options, Arm& arm, int replicates) {
  results::Result result = arm.result ? std::move(*arm.result) : simulate(options, arm, replicates);
  result.scenario_name = arm.name;
  return result;
}

void check_csv(const Compare& options) {
  if (!options.csv) return;
  for (const CsvFile& file : comparison_csv({})) results::check_writable(*options.csv / file.name, options.overwrite);
}

void write_csv(const Compare& options, const std::vector<experiments::Comparison>& comparisons) {
  if (!options.csv) return;
  for (const CsvFile& file : comparison_csv(comparisons)) {
    const fs::path path = *options.csv / file.name;
    results::write_durably(path, std::as_bytes(std::span(file.text)), options.overwrite);
    if (!options.quiet) say("wrote " + printable(path.string()));
  }
}

/// Who puts the arm with the support first learns nothing about its recipients.
void warn_of_order(const experiments::Comparison& comparison) {
  const bool takes_away = comparison.cost.gross.estimate < 0;
  std::int64_t recipients = 0;
  for (const auto& technology : comparison.technologies) {
    for (const auto& counts : technology.groups.front().replicates) recipients += counts.recipients;
  }
  if (takes_away && recipients == 0) {
    say_warning(
        fmt::format("'{}' gives the support that '{}' does not; name the arm without support first to see what "
                    "support did",
                    printable(comparison.base), printable(comparison.policy)));
  }
}

ExitCode run(const Compare& options) {
  std::vector<Arm> arms = load_arms(options);
  require_alike(arms);
  const experiments::CompareOptions how{horizon_of(options, setup_of(arms.front())), options.discount_rate};
  const int replicates = replicates_of(options, arms);
  for (const Arm& arm : arms) {
    if (arm.loaded) require_memory(*arm.loaded, 2 * replicates);  // two arms are held at a time
  }
  check_csv(options);
  const results::Result base = result_of(options, arms.front(), replicates);
  std::vector<experiments::Comparison> comparisons;
  for (std::size_t k = 1; k < arms.size(); ++k) {
    comparisons.push_back(experiments::compare(base, result_of(options, arms[k], replicates), how));
    warn_of_order(comparisons.back());
  }
  write_csv(options, comparisons);
  Json list = Json::array();
  for (std::size_t k = 0; k < comparisons.size(); ++k) {
    if (!options.json) put((k == 0 ? "" : "\n") + comparison_text(comparisons[k]));
    list.push_back(comparison_json(comparisons[k]));
  }
  if (options.json) put(json_text({{"status", "ok"}, {"comparisons", std::move(list)}}));
  return ExitCode::done;
}

ExitCode run_or_explain(const Compare& options) {
  try {
    return run(options);
  } catch (const UserError& error) {
    if (options.json) put(json_text({{"status", "error"}, {"problems", problems_json(error.problems())}}));
    throw;
  }
}

Month month_of(const std::string& text) {
  if (const auto month = parse_month(text)) return *month;
  throw UserError(
      Problem{"", fmt::format("--horizon cannot be '{}'", printable(text)), "give a month, such as --horizon 2027-12"},
      ExitCode::usage);
}

double rate_of(const std::string& text) {
  const auto rate = scenario::parse_rate(text).value;
  if (rate && *rate >= 0 && *rate <= 1) return *rate;
  throw UserError(Problem{"", fmt::format("--discount-rate cannot be '{}'", printable(text)),
                          "give a yearly rate from 0 to 100 %, such as --discount-rate '3 %/year'"},
                  ExitCode::usage);
}

std::vector<Option> own_options(const std::shared_ptr<Compare>& options) {
  return {{"--scenario", "NAME",
           "a further arm: the file of BASE with a scenario or override that it declares by that name",
           [options](const std::string& name) { options->scenarios.push_back(name); }},
          {"--horizon", "MONTH", "count who has adopted by that month, such as 2027-12; otherwise by the last one",
           [options](const std::string& text) { options->horizon = month_of(text); }},
          {"--discount-rate", "RATE", "real rate at which money of later months is discounted; 3 %/year if not given",
           [options](const std::string& text) { options->discount_rate = rate_of(text); }},
          {"--csv", "FOLDER", "also write classes.csv, cost.csv and differences.csv into that folder",
           [options](const std::string& folder) { options->csv = folder; }},
          {"--force", "", "replace these files if they exist",
           [options](const std::string&) { options->overwrite = Overwrite::replace; }},
          {"--replicates", "R",
           "simulate every arm R times, each with its own luck; otherwise as often as a result among the arms, or once",
           [options](const std::string& text) {
             options->replicates = whole_number("--replicates", text, 1, most_replicates);
           }},
          {"--json", "", "write the comparison to standard output as JSON",
           [options](const std::string&) { options->json = true; }}};
}

}  // namespace

Command compare_command() {
  const auto options = std::make_shared<Compare>();
  Command command;
  command.name = "compare";
  command.purpose = "pair scenarios firm by firm: whom a policy moved, and what that cost";
  command.examples = {
      "millwright compare scenarios/china/baseline.yaml:no_grant scenarios/china/baseline.yaml "
      "--replicates 20",
      "millwright compare scenarios/china/baseline.yaml --scenario chips_open --scenario chips_closed",
      "millwright compare without.yaml with.yaml --horizon 2027-12 --csv tables",
      "millwright compare output/baseline-no_grant.h5 output/baseline.h5"};
  command.arguments = {.name = "BASE POLICY",
                       .meaning =
                           "scenario files (YAML) or result files, the one without the policy first, then one or "
                           "more; FILE:NAME is a file with a scenario or override that it declares by that name",
                       .least = 1,
                       .most = 100,
                       .take = [options](const std::string& arm) { options->arms.push_back(arm); }};
  command.options = own_options(options);
  for (Option& option : simulation_options(options->threads, options->quiet))
    command.options.push_back(std::move(option));
  for (Option& option : scenario_options(options->common)) {
    if (option.names != "--scenario") command.options.push_back(std::move(option));
  }
  command.run = [options](const std::vector<std::string>&) { return run_or_explain(*options); };
  return command;
}

}  // namespace millwright::tool
