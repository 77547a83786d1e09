#include "simulation/run.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>

#include "command.hpp"
#include "core/parallel.hpp"
#include "core/sha256.hpp"
#include "event_log.hpp"
#include "interrupt.hpp"
#include "json.hpp"
#include "memory.hpp"
#include "progress.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"
#include "results/result_file.hpp"
#include "run_log.hpp"
#include "scenario_options.hpp"
#include "simulation/version.hpp"
#include "terminal.hpp"

// `millwright run`: simulates a scenario into one result file and says in ten lines what was found.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;
using results::Overwrite;

constexpr int most_replicates = 1'000'000, most_months = 100'000;

/// What to do with checkpoints that an earlier run left.
enum class Earlier { use, require, ignore };

struct Run {
  scenario::LoadOptions load;
  std::optional<fs::path> output, log;
  int replicates = 1;
  int threads = default_threads();
  bool json = false, quiet = false;
  Overwrite overwrite = Overwrite::refuse;
  int checkpoint_every = 0;  // [month]
  Earlier earlier = Earlier::use;
};

/// The name of a scenario as a part of a file name.
std::string file_word(const std::string& name) {
  std::string word = printable(name);
  for (char& letter : word) {
    if (std::strchr("/\\ :*?\"<>|", letter) != nullptr) letter = '_';
  }
  return word;
}

/// Where the result goes; makes the folder `output` when no file was named.
fs::path output_file(const Run& options) {
  if (options.output) return *options.output;
  const fs::path folder = "output";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw UserError(Problem{"", fmt::format("cannot make the folder output: {}", error.message()),
                            "name a file in a folder of your own with -o"},
                    ExitCode::io);
  }
  const std::string& scenario = options.load.scenario_name;
  return folder / (options.load.file.stem().string() + (scenario.empty() ? "" : "-" + file_word(scenario)) + ".h5");
}

struct Simulated {
  results::Result result;
  double seconds = 0, building_seconds = 0;  // building: drawing firms and their network
  double firm_months_per_second = 0;         // of the months alone
};

/// The checkpoint from which to go on, if any; says what it finds.
std::optional<simulation::Checkpoint> earlier_checkpoint(const Run& options, const simulation::LoadedScenario& loaded,
                                                         const simulation::CheckpointFiles& files, EventLog& log) {
  if (options.earlier == Earlier::ignore) return std::nullopt;
  auto search = simulation::find_checkpoint(files, simulation::origin_of(loaded, options.replicates));
  for (const std::string& sentence : search.damaged) log.warn(sentence);
  const std::string newest = printable(files.newest.native());
  if (!search.found && options.earlier == Earlier::require) {
    throw UserError(
        Problem{newest, "there is no checkpoint to go on from",
                "leave out --resume to begin at the start, or name the result file of the stopped run with -o"},
        ExitCode::io);
  }
  if (search.found) {
    say(fmt::format("going on from the checkpoint {}; --restart would begin anew",
                    printable(search.found->file.native())));
  } else if (!search.damaged.empty()) {
    log.warn("no checkpoint can be used; beginning at the start");
  }
  return std::move(search.found);
}

void log_start(const Run& options, const simulation::LoadedScenario& loaded, const fs::path& file, bool goes_on,
               EventLog& log) {
  log.tell("start", {{"command", "run"},
                     {"scenario", options.load.file.string()},
                     {"name", loaded.scenario_name},
                     {"title", loaded.scenario.title},
                     {"result", file.string()},
                     {"engine_version", simulation::engine_version()},
                     {"git_hash", simulation::git_hash()},
                     {"seed", loaded.scenario.seed},
                     {"threads", options.threads},
                     {"replicates", options.replicates},
                     {"firms", loaded.scenario.population.firms},
                     {"from_checkpoint", goes_on}});
}

void log_month(const simulation::Progress& now, const scenario::Scenario& scenario, EventLog& log) {
  if (now.drawn || !log.is_due(now.month == now.months)) return;
  log.tell("month", {{"replicate", now.replicate},
                     {"month", to_string(scenario.start + (now.month - 1))},
                     {"months_done", now.month},
                     {"months", now.months},
                     {"adoption", adoption_json(now.glance, technology_names(scenario))},
                     {"pmi", now.glance.pmi}});
}

Simulated simulate(const Run& options, const simulation::LoadedScenario& loaded, const InterruptRequests& interrupts,
                   const fs::path& file, EventLog& log) {
  const simulation::CheckpointFiles files(file);
  const auto from = earlier_checkpoint(options, loaded, files, log);
  log_start(options, loaded, file, from.has_value(), log);
  const ThreadLimit limit(options.threads);
  const Stopwatch watch;
  ProgressDisplay display(loaded.scenario, standard_error());
  double building = 0, last_month = 0;
  int months = 0;  // simulated now
  const auto progress = [&](const simulation::Progress& now) {
    if (now.drawn) {
      building += watch.seconds() - last_month;
    } else {
      months += 1;
    }
    if (now.month == now.months) last_month = watch.seconds();
    if (!options.quiet) display.show(now);
    log_month(now, loaded.scenario, log);
  };
  const auto kept = [&] { log.tell("checkpoint", {{"file", files.newest.string()}}); };
  const auto stop = [&] { return interrupts.signal() != 0; };
  Simulated simulated{simulation::simulate(
      loaded, {options.replicates, progress, stop, files, options.checkpoint_every, kept, from ? &*from : nullptr})};
  simulated.seconds = watch.seconds();
  simulated.building_seconds = building;
  simulated.firm_months_per_second =
      static_cast<double>(loaded.scenario.population.firms) * months / std::max(simulated.seconds - building, 1e-9);
  return simulated;
}

/// What a file with a result is known by.
struct Written {
  std::string file;
  std::uint64_t bytes = 0;
  std::string sha256;
};

Written write(const fs::path& file, const results::Result& result, Overwrite overwrite) {
  const auto bytes = results::result_bytes(result);
  results::write_durably(file, bytes, overwrite);
  return {file.string(), bytes.size(), sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()})};
}

/// The result is already safe, so a log that cannot be written is worth a warning, not a failure.
void write_log(const fs::path& file, const RunLog& run_log, EventLog& log) {
  try {
    write_run_log(file, run_log);
  } catch (const UserError& error) {
    log.warn(fmt::format("the run log is missing: {}", error.what()));
  }
}

void print(const Run& options, const Simulated& simulated, const Written& written) {
  const Summary summary = summarise(simulated.result);
  if (options.json) {
    put(json_text({{"status", "ok"},
                   {"output", written.file},
                   {"bytes", written.bytes},
                   {"sha256", written.sha256},
                   {"seconds", simulated.seconds},
                   {"building_seconds", simulated.building_seconds},
                   {"firm_months_per_second", simulated.firm_months_per_second},
                   {"summary", summary_json(summary)}}));
    return;
  }
  put(summary_text(summary));
  put(fmt::format("wrote {} ({}, SHA-256 {})\n", printable(written.file), file_size(written.bytes),
                  written.sha256.substr(0, 12)));
  if (options.quiet) return;
  say(fmt::format("{:.1f} s on {}, {:.1f} s of them for drawing the firms; then {:.2f} million firm-months per second",
                  simulated.seconds, counted(options.threads, "thread"), simulated.building_seconds,
                  simulated.firm_months_per_second / 1e6));
  say(fmt::format("next: millwright report {}, or xarray.open_dataset(...) in Python",
                  printable(shell_word(written.file))));
}

ExitCode run(const Run& options, const std::vector<std::string>& command_line, const InterruptRequests& interrupts,
             EventLog& log) {
  const auto loaded = load_for_user(options.load);
  for (const std::string& warning : loaded.document.warnings()) log.warn(warning);
  simulation::check_scenario(loaded);
  require_memory(loaded, options.replicates);
  const fs::path file = output_file(options);
  const simulation::CheckpointFiles files(file);
  const fs::path log_file = file.string() + ".log.json";
  results::check_writable(file, options.overwrite);
  results::check_writable(log_file, Overwrite::replace);
  const Simulated simulated = simulate(options, loaded, interrupts, file, log);
  const Written written = write(file, simulated.result, options.overwrite);
  simulation::remove_checkpoints(files);
  write_log(log_file,
            {command_line, written.file, written.sha256, options.threads, simulated.seconds,
             simulated.firm_months_per_second, simulated.result.engine_version, simulated.result.git_hash},
            log);
  log.tell("end", {{"result", written.file},
                   {"bytes", written.bytes},
                   {"sha256", written.sha256},
                   {"seconds_simulated", simulated.seconds},
                   {"firm_months_per_second", simulated.firm_months_per_second}});
  print(options, simulated, written);
  return ExitCode::done;
}

std::string name_of(int signal) {
  return signal == SIGINT ? "Ctrl-C" : ::strsignal(signal);
}

void tell_stop(const Run& options, const simulation::Stopped& stopped, int signal, EventLog& log) {
  const std::string checkpoint = simulation::CheckpointFiles(output_file(options)).newest.string();
  Json told = {{"status", "interrupted"}, {"replicate", stopped.replicate}, {"months", stopped.months}};
  if (stopped.kept) told["checkpoint"] = checkpoint;
  if (options.json) put(json_text(told));
  told.erase("status");
  told["signal"] = signal;
  log.tell("interrupted", told);
  if (!stopped.kept) {
    say(fmt::format("stopped by {} before the first month was done; the same command starts again", name_of(signal)));
    return;
  }
  say(fmt::format("stopped by {} after {} of replicate {}; all that was done is in {}", name_of(signal),
                  counted(stopped.months, "month"), stopped.replicate + 1, printable(checkpoint)));
  say("the same command goes on from there, to the same result; --restart would begin anew");
}

/// A stopped run says how to go on; a wrong one what is wrong, in JSON too where that was asked for.
ExitCode run_or_explain(const Run& options, const std::vector<std::string>& command_line) {
  const InterruptRequests interrupts;
  std::optional<EventLog> log;
  try {
    if (options.log) require_other_file(options.log, output_file(options));
    return run(options, command_line, interrupts, log.emplace(options.log));
  } catch (const simulation::Stopped& stopped) {
    tell_stop(options, stopped, interrupts.signal(), *log);
    return ExitCode::interrupted;
  } catch (const UserError& error) {
    if (log) log->tell_error(error);
    if (options.json) put(json_text({{"status", "error"}, {"problems", problems_json(error.problems())}}));
    throw;
  }
}

}  // namespace

Command run_command() {
  const auto options = std::make_shared<Run>();
  Command command;
  command.name = "run";
  command.purpose = "simulate a scenario into one result file, and sum up what was found";
  command.examples = {"millwright run scenarios/minimal.yaml",
                      "millwright run scenarios/china/baseline.yaml --scenario no_policy -o no_policy.h5",
                      "millwright run baseline.yaml --set policies.equipment_grant.rate='20 %' --replicates 10"};
  command.arguments = {"SCENARIO", "a scenario file (YAML)", 1, 1,
                       [options](const std::string& file) { options->load.file = file; }};
  command.options = {{"-o,--output", "FILE", "result file; otherwise output/SCENARIO.h5 or output/SCENARIO-NAME.h5",
                      [options](const std::string& file) { options->output = file; }},
                     {"--force", "", "replace the result file if it exists",
                      [options](const std::string&) { options->overwrite = Overwrite::replace; }}};
  for (Option& option : scenario_options(options->load)) command.options.push_back(std::move(option));
  const std::vector<Option> further = {
      {"--replicates", "R", "simulate R times, each with its own luck; 1 if not given",
       [options](const std::string& text) {
         options->replicates = whole_number("--replicates", text, 1, most_replicates);
       }},
      {"--checkpoint-every", "MONTHS",
       "keep all that was done in FILE.checkpoint so often, so that the same command can go on; when stopped by Ctrl-C "
       "or a signal it is kept anyway, at the month's end",
       [options](const std::string& text) {
         options->checkpoint_every = whole_number("--checkpoint-every", text, 1, most_months);
       }},
      {"--resume", "", "go on from a checkpoint, and fail if there is none; without, one is used if there is one",
       [options](const std::string&) { options->earlier = Earlier::require; }},
      {"--restart", "", "begin anew, whatever checkpoint there is",
       [options](const std::string&) { options->earlier = Earlier::ignore; }},
      {"--json", "", "write the summary to standard output as JSON",
       [options](const std::string&) { options->json = true; }},
      log_option(options->log)};
  command.options.insert(command.options.end(), further.begin(), further.end());
  for (Option& option : simulation_options(options->threads, options->quiet))
    command.options.push_back(std::move(option));
  command.run = [options](const std::vector<std::string>& command_line) {
    return run_or_explain(*options, command_line);
  };
  return command;
}

}  // namespace millwright::tool
