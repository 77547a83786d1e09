#include "experiments/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "command.hpp"
#include "compare_arms.hpp"
#include "compare_effects.hpp"
#include "compare_match.hpp"
#include "compare_text.hpp"
#include "core/parallel.hpp"
#include "experiments/comparison_file.hpp"
#include "memory.hpp"
#include "report/words.hpp"
#include "results/durable_file.hpp"
#include "scenario/language/units.hpp"
#include "scenario_options.hpp"
#include "terminal.hpp"

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
  std::string match;  // --match-spending: a key
  bool effects = false;
  int most_effects = 12;
  std::optional<fs::path> csv, output;
  Overwrite overwrite = Overwrite::refuse;
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

/// What is odd in any arm; what several have in common once.
void tell_warnings(const std::vector<Arm>& arms) {
  std::set<std::string> told;
  for (const Arm& arm : arms) {
    if (!arm.loaded) continue;
    for (const std::string& warning : arm.loaded->document.warnings())
      if (told.insert(warning).second) say_warning(warning);
  }
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

std::int32_t horizon_of(const Compare& options, const Period& period) {
  if (!options.horizon) return -1;
  if (*options.horizon >= period.start && *options.horizon <= period.end) return *options.horizon - period.start;
  throw UserError(Problem{"", fmt::format("the horizon {} is outside the run", to_string(*options.horizon)),
                          fmt::format("give a month from {} to {}", to_string(period.start), to_string(period.end))},
                  ExitCode::usage);
}

/// As asked for, else as the arms that are results have, else one.
int replicates_of(const Compare& options, const std::vector<Arm>& arms) {
  if (options.replicates) return *options.replicates;
  const auto read = std::ranges::find_if(arms, [](const Arm& arm) { return arm.result.has_value(); });
  return read == arms.end() ? 1 : read->result->replicates;
}

/// The tables that are asked for: what keys do only with --effects.
std::vector<CsvFile> csv_files(const Compare& options, const std::vector<experiments::Comparison>& comparisons) {
  std::vector<CsvFile> files = comparison_csv(comparisons);
  if (!options.effects) std::erase_if(files, [](const CsvFile& file) { return file.name == "effects.csv"; });
  return files;
}

void check_outputs(const Compare& options) {
  if (options.output) results::check_writable(*options.output, options.overwrite);
  if (!options.csv) return;
  for (const CsvFile& file : csv_files(options, {}))
    results::check_writable(*options.csv / file.name, options.overwrite);
}

void write_outputs(const Compare& options, const std::vector<experiments::Comparison>& comparisons) {
  const auto write = [&](const fs::path& file, std::span<const std::byte> bytes) {
    results::write_durably(file, bytes, options.overwrite);
    if (!options.quiet) say(fmt::format("wrote {} ({})", printable(file.string()), file_size(bytes.size())));
  };
  if (options.output) write(*options.output, experiments::comparison_bytes(comparisons));
  if (!options.csv) return;
  for (const CsvFile& file : csv_files(options, comparisons))
    write(*options.csv / file.name, std::as_bytes(std::span(file.text)));
}

/// Who puts the arm with the support first learns nothing about its recipients.
void warn_of_order(const experiments::Comparison& comparison) {
  const bool takes_away = comparison.cost.gross.estimate < 0;
  std::int64_t recipients = 0;
  for (const auto& technology : comparison.technologies) {
    for (const auto& counts : technology.groups.front().replicates)
      recipients += counts.recipients == experiments::not_told ? 1 : counts.recipients;
  }
  if (takes_away && recipients == 0) {
    say_warning(
        fmt::format("'{}' gives the support that '{}' does not; name the arm without support first to see what "
                    "support did",
                    printable(comparison.base), printable(comparison.policy)));
  }
}

/// What differs between base and every arm, where effects are asked for: no more than the user allows.
std::vector<std::vector<KeyChange>> plan_effects(const Compare& options, const std::vector<Arm>& arms) {
  std::vector<std::vector<KeyChange>> plan(arms.size());
  for (std::size_t k = 1; options.effects && k < arms.size(); ++k) {
    plan[k] = changes_between(arms.front(), arms[k], options.most_effects);
    if (options.quiet) continue;
    const std::string policy = printable(arms[k].name);
    if (plan[k].size() == 1)
      say(fmt::format("{} alone differs in '{}': its effect is the whole", plan[k][0].key, policy));
    if (plan[k].empty()) say(fmt::format("no key differs in '{}'", policy));
  }
  return plan;
}

/// Runs that are known before: one for every arm that is no result, further ones for effects.
int planned_runs(const Compare& options, const std::vector<Arm>& arms,
                 const std::vector<std::vector<KeyChange>>& effects) {
  std::size_t runs = 0;
  for (std::size_t k = 0; k < arms.size(); ++k) {
    const bool searched = k > 1 && !options.match.empty();
    runs += arms[k].loaded && !searched ? 1 : 0;
    runs += effects[k].size() < 2 ? 0 : 2 * (effects[k].size() - 1);
  }
  return static_cast<int>(runs);
}

/// What every policy arm is compared with, and how.
struct Study {
  const Arm& base;
  const results::Result& base_result;
  experiments::CompareOptions how;
  Simulations& simulations;
};

/// Compares an arm with the base, and tells keys apart where more than one changed.
experiments::Comparison compared(const Study& study, Arm& arm, const std::vector<KeyChange>& changes) {
  auto comparison = experiments::compare(study.base_result, study.simulations.result_of(arm), study.how);
  comparison.effects = effects_of(study.base, study.base_result, changes, comparison, study.how, study.simulations);
  return comparison;
}

/// The same of an arm that first is made to spend as much as the first one.
experiments::Comparison matched(const Study& study, const Compare& options, const Arm& arm,
                                const experiments::Comparison& first) {
  Matched found = match_spending(arm, options.match, {first.policy, first.cost.gross.estimate}, study.base_result,
                                 study.how, study.simulations);
  found.arm.result = std::move(found.result);
  const int most = options.most_effects + 1;  // the search may have added its key
  const auto changes = options.effects ? changes_between(study.base, found.arm, most) : std::vector<KeyChange>();
  auto comparison = compared(study, found.arm, changes);
  comparison.match = std::move(found.match);
  return comparison;
}

/// Refuses what options and arms demand of each other, before anything is simulated.
void check_options(const Compare& options, const std::vector<Arm>& arms) {
  if (options.effects) require_scenarios(arms, "--effects");
  if (options.match.empty()) return;
  require_scenarios(arms, "--match-spending");
  if (arms.size() < 3) {
    throw UserError(Problem{"", "--match-spending matches a second policy to the first, and there is only one",
                            "name BASE, the policy whose spending is wanted, then those to be matched"},
                    ExitCode::usage);
  }
  for (std::size_t k = 2; k < arms.size(); ++k) require_matchable(arms[k], options.match);
}

void print(const Compare& options, const std::vector<experiments::Comparison>& comparisons) {
  if (!options.json) {
    for (std::size_t k = 0; k < comparisons.size(); ++k) put((k == 0 ? "" : "\n") + comparison_text(comparisons[k]));
    return;
  }
  Json list = Json::array();
  for (const auto& comparison : comparisons) list.push_back(comparison_json(comparison));
  put(json_text({{"status", "ok"}, {"comparisons", std::move(list)}}));
}

ExitCode run(const Compare& options) {
  std::vector<Arm> arms = load_arms(options);
  tell_warnings(arms);
  require_alike(arms);
  check_options(options, arms);
  check_outputs(options);
  const experiments::CompareOptions how{.horizon = horizon_of(options, period_of(arms.front())),
                                        .discount_rate = options.discount_rate,
                                        .confidential = confidential_firms(arms)};
  const int replicates = replicates_of(options, arms);
  const int held = options.match.empty() ? 2 : 3;  // results at a time
  for (const Arm& arm : arms) {
    if (arm.loaded) require_memory(*arm.loaded, held * replicates);
  }
  const auto changes = plan_effects(options, arms);
  Simulations simulations({options.threads, replicates, options.quiet, planned_runs(options, arms, changes)});
  const results::Result base = simulations.result_of(arms.front());
  const Study study{arms.front(), base, how, simulations};
  std::vector<experiments::Comparison> comparisons;
  for (std::size_t k = 1; k < arms.size(); ++k) {
    const bool match = k > 1 && !options.match.empty();
    comparisons.push_back(match ? matched(study, options, arms[k], comparisons.front())
                                : compared(study, arms[k], changes[k]));
    warn_of_order(comparisons.back());
  }
  write_outputs(options, comparisons);
  print(options, comparisons);
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

std::vector<Option> study_options(const std::shared_ptr<Compare>& options) {
  constexpr int most_keys = 1000;
  return {
      {"--scenario", "NAME",
       "a further arm: the file of BASE with a scenario or override that it declares by that name",
       [options](const std::string& name) { options->scenarios.push_back(name); }},
      {"--horizon", "MONTH", "count who has adopted by that month, such as 2027-12; otherwise by the last one",
       [options](const std::string& text) { options->horizon = month_of(text); }},
      {"--discount-rate", "RATE", "real rate at which money of later months is discounted; 3 %/year if not given",
       [options](const std::string& text) { options->discount_rate = rate_of(text); }},
      {"--replicates", "R",
       "simulate every arm R times, each with its own luck; otherwise as often as a result among the arms, or once",
       [options](const std::string& text) {
         options->replicates = whole_number("--replicates", text, 1, most_replicates);
       }},
      {"--match-spending", "KEY",
       "find the value of KEY, of a dated value the factor, at which every policy after the first spends what the "
       "first one does, within 0.5 %: discounted, more than the base, on the same luck. Simulates it some ten times",
       [options](const std::string& key) { options->match = key; }},
      {"--effects", "",
       "also what each key that differs does, added one at a time in their order and in reverse: two more runs for "
       "every key but one",
       [options](const std::string&) { options->effects = true; }},
      {"--most-effects", "N", "refuse --effects of more keys than N; 12 if not given",
       [options](const std::string& text) {
         options->most_effects = whole_number("--most-effects", text, 1, most_keys);
       }}};
}

std::vector<Option> output_options(const std::shared_ptr<Compare>& options) {
  return {{"-o,--output", "FILE", "also write all comparisons into one file, HDF5 that is also netCDF-4",
           [options](const std::string& file) { options->output = file; }},
          {"--csv", "FOLDER",
           "also write classes.csv, cost.csv and differences.csv into that folder; with --effects effects.csv too",
           [options](const std::string& folder) { options->csv = folder; }},
          {"--force", "", "replace these files if they exist",
           [options](const std::string&) { options->overwrite = Overwrite::replace; }},
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
      "millwright compare scenarios/china/baseline.yaml:no_grant scenarios/china/baseline.yaml --replicates 20",
      "millwright compare scenarios/china/baseline.yaml --scenario chips_open --scenario chips_closed",
      "millwright compare without.yaml with.yaml --horizon 2027-12 --csv tables -o comparison.h5",
      "millwright compare none.yaml grant.yaml voucher.yaml --match-spending policies.voucher.rate",
      "millwright compare without.yaml with.yaml --effects",
      "millwright compare output/baseline-no_grant.h5 output/baseline.h5"};
  command.arguments = {.name = "BASE POLICY",
                       .meaning =
                           "scenario files (YAML) or result files, the one without the policy first, then one or "
                           "more; FILE:NAME is a file with a scenario or override that it declares by that name",
                       .least = 1,
                       .most = 100,
                       .take = [options](const std::string& arm) { options->arms.push_back(arm); }};
  command.options = study_options(options);
  for (Option& option : output_options(options)) command.options.push_back(std::move(option));
  for (Option& option : simulation_options(options->threads, options->quiet))
    command.options.push_back(std::move(option));
  for (Option& option : scenario_options(options->common)) {
    if (option.names != "--scenario") command.options.push_back(std::move(option));
  }
  command.run = [options](const std::vector<std::string>&) { return run_or_explain(*options); };
  return command;
}

}  // namespace millwright::tool
