#include "reproduce.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <variant>

#include "command.hpp"
#include "core/sha256.hpp"
#include "experiments/sweep_result.hpp"
#include "experiments/sweep_run.hpp"
#include "json.hpp"
#include "progress.hpp"
#include "report/words.hpp"
#include "results/difference.hpp"
#include "results/read_result.hpp"
#include "results/result_file.hpp"
#include "scenario_options.hpp"
#include "simulation/provenance.hpp"
#include "simulation/version.hpp"
#include "terminal.hpp"

// `millwright reproduce`: simulates again what a result was made from, and says whether every bit is the same.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;

/// The run that a result tells of, done again. What it was layered from is no longer read, so the list of inputs is
/// that of the file.
results::Result run_again(const Reproduce& options, const results::Result& recorded) {
  results::Result held;
  held.scenario_name = recorded.scenario_name;
  held.scenario_yaml = recorded.scenario_yaml;
  held.inputs = recorded.inputs;
  for (const fs::path& folder : options.data) simulation::find_missing_inputs(folder, held.inputs);
  const auto loaded = simulation::load_recorded(options.file.string(), held);
  results::Result again = simulate_again(options, loaded, recorded.replicates);
  again.inputs = recorded.inputs;
  return again;
}

std::vector<Circumstance> circumstances_of(const results::Result& recorded, const results::Result& again) {
  return those_that_differ({{"engine", recorded.engine_version, again.engine_version},
                            {"git hash", recorded.git_hash, again.git_hash},
                            {"seed", std::to_string(recorded.seed), std::to_string(again.seed)},
                            {"state hash", recorded.state_hash, again.state_hash},
                            {"scenario", sha256_hex(recorded.scenario_yaml), sha256_hex(again.scenario_yaml)}});
}

/// The same of a sweep: all of its runs.
results::Result sweep_again(const Reproduce& options, const results::Result& recorded) {
  results::Result held = recorded;
  for (const fs::path& folder : options.data) simulation::find_missing_inputs(folder, held.inputs);
  const auto sweep = experiments::load_recorded_sweep(options.file.string(), held);
  const auto points = experiments::points_of(sweep);
  experiments::SweepStore runs({}, experiments::fingerprint_of(sweep));
  StatusLine line(standard_error());
  experiments::run_tasks(sweep, points, runs,
                         {.threads = options.threads, .progress = [&](const experiments::SweepProgress& now) {
                            if (!options.quiet) show_runs(line, now, technology_names(sweep.loaded->scenario));
                          }});
  results::Result again = experiments::merge(sweep, points, runs);
  again.inputs = recorded.inputs;
  return again;
}

/// What `millwright run` or `millwright sweep` wrote.
Reproduced reproduce_run(const Reproduce& options, const std::vector<std::byte>& bytes,
                         const results::Result& recorded) {
  results::Result again = recorded.outer.empty() ? run_again(options, recorded) : sweep_again(options, recorded);
  const auto new_bytes = results::result_bytes(again);
  Reproduced reproduced{.difference = {},
                        .circumstances = circumstances_of(recorded, again),
                        .sha256 = sha256_of(bytes),
                        .same_file = bytes == new_bytes};
  // Written and read once, so that both have the form that a file gives to labels.
  again = results::read_result_bytes("the new run", new_bytes);
  reproduced.difference = results::difference_between(recorded, again);
  return reproduced;
}

Reproduced reproduce_file(const Reproduce& options) {
  if (is_exported(options.file)) return reproduce_export(options, reproduce_file);
  const auto bytes = results::file_bytes(options.file);
  const auto held = results::read_any_bytes(options.file.string(), bytes);
  if (const auto* comparison = std::get_if<results::ComparisonRecord>(&held))
    return reproduce_comparison(options, bytes, *comparison);
  return reproduce_run(options, bytes, std::get<results::Result>(held));
}

std::string text_of(const results::DifferingValue& value) {
  std::string place = value.array;
  for (const auto& [name, label] : value.labels)
    place += name == "time" ? fmt::format(", {}", label) : fmt::format(", {} {}", name, label);
  return printable(place);
}

std::string line(const std::string& what, const std::string& text) {
  return fmt::format("{:<12} {}\n", what, text);
}

/// The beginning of a hash, which is enough for eyes; other texts whole.
std::string brief(const std::string& text) {
  constexpr std::size_t hash = 64, enough = 12;
  return printable(text.size() == hash ? text.substr(0, enough) : text);
}

void print(const Reproduce& options, const Reproduced& found) {
  const auto& difference = found.difference;
  const std::string file = printable(found.reproduced_file.value_or(options.file).string());
  const auto values = with_commas(static_cast<std::int64_t>(difference.values));
  if (difference.none()) {
    put(fmt::format("{}: the same bits: {} arrays, {} values\n", file, difference.arrays, values));
  } else {
    put(fmt::format("{}: other bits: {} of {} values, in {} of {} arrays\n", file,
                    with_commas(static_cast<std::int64_t>(difference.differing)), values, difference.differing_arrays,
                    difference.arrays));
  }
  for (const std::string& sentence : difference.shapes) put(line("", printable(sentence)));
  for (const std::string& note : found.notes) put(line("", printable(note)));
  if (const auto& first = difference.first) {
    put(line("first", text_of(*first)));
    put(line("", fmt::format("{} in the file, {} now", first->recorded, first->again)));
  }
  for (const Circumstance& one : found.circumstances)
    put(line(one.what, fmt::format("{} in the file, {} now", brief(one.recorded), brief(one.now))));
  if (!difference.none()) put(line("compiler", simulation::compiler() + " now; files do not record theirs"));
  if (found.same_file) {
    put(fmt::format("the whole file is the same too, SHA-256\n{}\n", found.sha256));
  } else if (difference.none() && found.circumstances.empty()) {
    put("the file's SHA-256 is not the same: texts in it, or the HDF5 library, are others\n");
  }
  if (found.reproduced_file) {
    put(fmt::format(
        "{}: {}\n", printable(options.file.string()),
        found.same_export ? "the same bytes when it is exported again" : "other bytes when it is exported again"));
  }
}

Json json_of(const Reproduce& options, const Reproduced& found) {
  const auto& difference = found.difference;
  Json told = {{"status", found.is_same() ? "same" : "differs"},
               {"file", options.file.string()},
               {"sha256", found.sha256},
               {"same_file", found.same_file},
               {"arrays", difference.arrays},
               {"values", difference.values},
               {"differing_arrays", difference.differing_arrays},
               {"differing_values", difference.differing},
               {"shapes", difference.shapes},
               {"notes", found.notes},
               {"compiler_now", simulation::compiler()}};
  if (found.reproduced_file) {
    told["source"] = found.reproduced_file->string();
    told["same_export"] = found.same_export;
  }
  if (const auto& first = difference.first) {
    told["first"] = {{"array", first->array}, {"recorded", first->recorded}, {"again", first->again}};
    for (const auto& [name, label] : first->labels) told["first"]["labels"][name] = label;
  }
  told["circumstances"] = Json::array();
  for (const Circumstance& one : found.circumstances)
    told["circumstances"].push_back({{"what", one.what}, {"recorded", one.recorded}, {"now", one.now}});
  return told;
}

ExitCode run(const Reproduce& options) {
  try {
    const Reproduced found = reproduce_file(options);
    if (options.json) {
      put(json_text(json_of(options, found)));
    } else {
      print(options, found);
    }
    return found.is_same() ? ExitCode::done : ExitCode::failed;
  } catch (const UserError& error) {
    if (options.json) put(json_text({{"status", "error"}, {"problems", problems_json(error.problems())}}));
    throw;
  }
}

}  // namespace

Command reproduce_command() {
  const auto options = std::make_shared<Reproduce>();
  Command command;
  command.name = "reproduce";
  command.purpose = "simulate a result again from what its file holds; compare all bits";
  command.examples = {"millwright reproduce output/baseline.h5",
                      "millwright reproduce adoption.csv --from output/baseline.h5",
                      "millwright reproduce own_firms.h5 --data confidential"};
  command.arguments = {
      "FILE",
      "a file of run, sweep, compare or export; exit status 0: the same bits, 1: others, 65: it cannot "
      "be reproduced",
      1, 1, [options](const std::string& file) { options->file = file; }};
  command.options = {{"--data", "DIR",
                      "folder of inputs that the file does not hold, since they are confidential or large; they are "
                      "found by their SHA-256, whatever their names; may be given again",
                      [options](const std::string& folder) { options->data.emplace_back(folder); }},
                     {"--from", "RESULT",
                      "of an exported file: the result that it was made from; otherwise the one of its name in the "
                      "same folder",
                      [options](const std::string& file) { options->from = file; }},
                     {"--json", "", "write what was found to standard output as JSON",
                      [options](const std::string&) { options->json = true; }}};
  for (Option& option : simulation_options(options->threads, options->quiet))
    command.options.push_back(std::move(option));
  command.run = [options](const std::vector<std::string>&) { return run(*options); };
  return command;
}

}  // namespace millwright::tool
