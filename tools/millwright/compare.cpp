#include "experiments/compare.hpp"

#include <fmt/format.h>

#include <cstring>
#include <memory>
#include <optional>

#include "command.hpp"
#include "compare_text.hpp"
#include "core/parallel.hpp"
#include "interrupt.hpp"
#include "memory.hpp"
#include "progress.hpp"
#include "results/durable_file.hpp"
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

constexpr int most_replicates = 1'000'000, most_threads = 4096;

struct Compare {
  std::vector<std::string> arms;       // FILE or FILE:NAME, the base first
  std::vector<std::string> scenarios;  // --scenario: further arms of the base's file
  scenario::LoadOptions common;        // what holds in all arms
  std::optional<Month> horizon;
  double discount_rate = experiments::CompareOptions{}.discount_rate;
  int replicates = 1;
  int threads = default_threads();
  bool json = false, quiet = false;
  std::optional<fs::path> csv;
  Overwrite overwrite = Overwrite::refuse;
};

struct Arm {
  std::string name;  // as the user wrote it
  simulation::LoadedScenario loaded;
};

/// Splits FILE:NAME at the last colon: the name of a scenario holds no dot and no slash, that of a file one or other.
scenario::LoadOptions load_options(const Compare& options, const std::string& arm) {
  scenario::LoadOptions load = options.common;
  const std::size_t colon = arm.rfind(':');
  const bool named = colon != std::string::npos && colon > 0 && arm.find_first_of("./", colon) == std::string::npos;
  load.file = named ? arm.substr(0, colon) : arm;
  if (named) load.scenario_name = arm.substr(colon + 1);
  return load;
}

Arm load_arm(const std::string& name, scenario::LoadOptions load) {
  if (load.file.extension() == ".h5" || load.file.extension() == ".nc") {
    throw UserError(Problem{"", fmt::format("'{}' is a result file; compare simulates its arms", printable(name)),
                            "name the scenario file that the result was made from"},
                    ExitCode::usage);
  }
  load.settings.emplace_back("outputs.events=true");
  Arm arm{name, load_for_user(load)};
  for (const std::string& warning : arm.loaded.document.warnings()) say_warning(warning);
  if (arm.loaded.scenario.population.table.confidential) {
    throw UserError(
        Problem{"",
                fmt::format("the firms of '{}' are confidential; classes of firms would tell of single ones",
                            printable(name)),
                "compare a population without a table, or one whose firms may be told of"},
        ExitCode::bad_input);
  }
  simulation::check_scenario(arm.loaded);
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

/// What would be found only after the first arm was simulated.
void require_alike(const std::vector<Arm>& arms) {
  const auto& base = arms.front().loaded.scenario;
  for (const Arm& arm : arms) {
    const auto& other = arm.loaded.scenario;
    const char* differs =
        other.seed != base.seed     ? "seed"
        : other.start != base.start ? "start"
        : other.end != base.end     ? "end"
        : other.population.firms != base.population.firms || other.population.represents != base.population.represents
            ? "population"
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

std::int32_t horizon_of(const Compare& options, const scenario::Scenario& scenario) {
  if (!options.horizon) return -1;
  if (*options.horizon >= scenario.start && *options.horizon <= scenario.end) return *options.horizon - scenario.start;
  throw UserError(
      Problem{"", fmt::format("the horizon {} is outside the run", to_string(*options.horizon)),
              fmt::format("give a month from {} to {}", to_string(scenario.start), to_string(scenario.end))},
      ExitCode::usage);
}

results::Result simulate(const Compare& options, const Arm& arm, const InterruptRequests& interrupts) {
  const ThreadLimit limit(options.threads);
  if (!options.quiet) say("simulating " + printable(arm.name));
  ProgressDisplay display(arm.loaded.scenario.population.firms, arm.loaded.scenario.start, standard_error());
  const auto progress = [&](const simulation::Progress& now) {
    interrupts.stop_if_requested();
    if (!options.quiet) display.show(now);
  };
  results::Result result = simulation::simulate(arm.loaded, {options.replicates, progress});
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
  const InterruptRequests interrupts;
  const std::vector<Arm> arms = load_arms(options);
  require_alike(arms);
  const experiments::CompareOptions how{horizon_of(options, arms.front().loaded.scenario), options.discount_rate};
  require_memory(arms.front().loaded, 2 * options.replicates);  // two arms are held at a time
  check_csv(options);
  const results::Result base = simulate(options, arms.front(), interrupts);
  std::vector<experiments::Comparison> comparisons;
  for (std::size_t k = 1; k < arms.size(); ++k) {
    comparisons.push_back(experiments::compare(base, simulate(options, arms[k], interrupts), how));
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
  int signal = 0;
  try {
    return run(options);
  } catch (const Interrupted& interrupted) {
    signal = interrupted.signal;
  } catch (const UserError& error) {
    if (options.json) put(json_text({{"status", "error"}, {"problems", problems_json(error.problems())}}));
    throw;
  }
  say(fmt::format("stopped by {}; nothing was written", signal == SIGINT ? "Ctrl-C" : ::strsignal(signal)));
  end_by_signal(signal);
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
          {"--replicates", "R", "simulate every arm R times, each with its own luck; 1 if not given",
           [options](const std::string& text) {
             options->replicates = whole_number("--replicates", text, 1, most_replicates);
           }},
          {"--threads", "N",
           "threads to use; otherwise SLURM_CPUS_PER_TASK or all processors there are. Results do not depend on it",
           [options](const std::string& text) { options->threads = whole_number("--threads", text, 1, most_threads); }},
          {"--json", "", "write the comparison to standard output as JSON",
           [options](const std::string&) { options->json = true; }},
          {"-q,--quiet", "", "no progress and no notes; warnings and errors are still told",
           [options](const std::string&) { options->quiet = true; }}};
}

}  // namespace

Command compare_command() {
  const auto options = std::make_shared<Compare>();
  Command command;
  command.name = "compare";
  command.purpose = "pair scenarios firm by firm on the same luck: whom a policy moved, and what that cost";
  command.examples = {
      "millwright compare scenarios/china/baseline.yaml:no_grant scenarios/china/baseline.yaml "
      "--replicates 20",
      "millwright compare scenarios/china/baseline.yaml --scenario chips_open --scenario chips_closed",
      "millwright compare without.yaml with.yaml --horizon 2027-12 --csv tables"};
  command.arguments = {.name = "BASE POLICY",
                       .meaning =
                           "scenario files (YAML), the one without the policy first, then one or more; FILE:NAME "
                           "is a file with a scenario or override that it declares by that name",
                       .least = 1,
                       .most = 100,
                       .take = [options](const std::string& arm) { options->arms.push_back(arm); }};
  command.options = own_options(options);
  for (Option& option : scenario_options(options->common)) {
    if (option.names != "--scenario") command.options.push_back(std::move(option));
  }
  command.run = [options](const std::vector<std::string>&) { return run_or_explain(*options); };
  return command;
}

}  // namespace millwright::tool
