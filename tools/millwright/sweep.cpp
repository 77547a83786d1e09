#include "sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>

#include "command.hpp"
#include "core/parallel.hpp"
#include "core/sha256.hpp"
#include "event_log.hpp"
#include "json.hpp"
#include "progress.hpp"
#include "report/words.hpp"
#include "results/result_file.hpp"
#include "scenario_options.hpp"
#include "simulation/version.hpp"
#include "terminal.hpp"

// `millwright sweep`: many runs of one scenario, on this machine or on a cluster, into one file.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;
using experiments::SweepOutcome;

[[noreturn]] void refuse_usage(const std::string& what, const std::string& help) {
  throw UserError(Problem{"", what, help}, ExitCode::usage);
}

struct Shard {
  std::size_t number = 0, of = 1;
};

/// The place of this process among those that a launcher started; a launcher of launchers comes first.
std::optional<Shard> shard_of_launcher() {
  constexpr std::pair<const char*, const char*> variables[] = {
      {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}, {"PMI_RANK", "PMI_SIZE"}, {"SLURM_PROCID", "SLURM_NTASKS"}};
  for (const auto& [rank, size] : variables) {
    const char *number = std::getenv(rank), *of = std::getenv(size);
    if (number != nullptr && of != nullptr)
      return Shard{std::strtoul(number, nullptr, 10), std::max(std::strtoul(of, nullptr, 10), 1UL)};
  }
  return std::nullopt;
}

Shard shard_of(const SweepOptions& options) {
  if (!options.shard) return {};
  if (*options.shard == "auto") {
    const auto shard = shard_of_launcher();
    if (shard) return *shard;
    refuse_usage("--shard auto: no launcher says which process this is",
                 "start it with srun or mpirun, or give --shard K/N yourself");
  }
  const std::string& text = *options.shard;
  const std::size_t slash = text.find('/');
  Shard shard;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, shard.number);
  const bool split = slash != std::string::npos && first.ptr == text.data() + slash;
  const auto second = split ? std::from_chars(first.ptr + 1, end, shard.of) : std::from_chars_result{};
  if (split && second.ec == std::errc() && second.ptr == end && shard.number < shard.of) return shard;
  refuse_usage(fmt::format("--shard cannot be '{}'", printable(text)),
               "give K/N, where K counts from 0 to N - 1, such as --shard 0/8, or auto under srun and mpirun");
}

void log_start(const OpenedSweep& opened, const SweepOptions& options, const Shard& shard, EventLog& log) {
  log.tell("start", {{"command", "sweep run"},
                     {"sweep", options.file.string()},
                     {"title", opened.sweep.title},
                     {"result", opened.result.string()},
                     {"engine_version", simulation::engine_version()},
                     {"git_hash", simulation::git_hash()},
                     {"seed", opened.sweep.seed},
                     {"threads", options.threads},
                     {"shard", shard.number},
                     {"shards", shard.of},
                     {"runs", opened.tasks},
                     {"runs_known", opened.store.size()}});
}

void log_run(const experiments::SweepProgress& now, const std::vector<std::string>& technologies, EventLog& log) {
  if (!log.is_on()) return;
  Json told{{"done", now.done}, {"of", now.tasks}, {"failed", now.failed}, {"seconds_of_run", now.seconds_of_task}};
  if (now.error.empty()) {
    told["adoption"] = adoption_json(now.glance, technologies);
    told["pmi"] = now.glance.pmi;
  } else {
    told["error"] = now.error;
  }
  log.tell("run", told);
}

/// Simulates this process's part of the sweep.
SweepOutcome simulate(OpenedSweep& opened, const SweepOptions& options, const InterruptRequests& interrupts,
                      EventLog& log) {
  const Shard shard = shard_of(options);
  const auto technologies = technology_names(opened.sweep.loaded->scenario);
  log_start(opened, options, shard, log);
  StatusLine line(standard_error());
  experiments::SweepRunOptions how;
  how.shard = shard.number, how.shards = shard.of, how.threads = options.threads;
  how.retry_failed = options.retry_failed;
  how.stop = [&] { return interrupts.signal() != 0; };
  if (options.time_limit) {
    constexpr double margin = 1.5;  // judgement: runs of one sweep take similar times
    how.time_for = [&](double seconds) { return line.seconds() + margin * seconds < *options.time_limit; };
  }
  how.progress = [&](const experiments::SweepProgress& now) {
    if (!options.quiet) show_runs(line, now, technologies);
    log_run(now, technologies, log);
  };
  return experiments::run_tasks(opened.sweep, opened.points, opened.store, how);
}

/// What the merged file is known by.
struct Merged {
  std::string sha256;
  std::uint64_t bytes = 0;
};

void print_merged(const SweepOptions& options, const OpenedSweep& opened, const experiments::Lacking& lacking,
                  const Merged& merged) {
  const std::string file = opened.result.string();
  if (options.json) {
    return put(json_text({{"status", lacking.missing == 0 ? "ok" : "partial"},
                          {"output", file},
                          {"bytes", merged.bytes},
                          {"sha256", merged.sha256},
                          {"runs", opened.tasks},
                          {"failed", lacking.failed},
                          {"missing", lacking.missing}}));
  }
  put(fmt::format("{} points x {} x {}: {}, {} failed, {} missing\n", opened.points.changes.size(),
                  counted(static_cast<std::int64_t>(opened.sweep.arms.size()), "arm"),
                  counted(opened.sweep.replicates, "replicate"),
                  counted(static_cast<std::int64_t>(opened.tasks), "run"), lacking.failed, lacking.missing));
  put(fmt::format("wrote {} ({}, SHA-256 {})\n", printable(file), file_size(merged.bytes),
                  merged.sha256.substr(0, 12)));
  if (!options.quiet) say(fmt::format("next: millwright analyze {}", printable(shell_word(file))));
}

/// Writes the merged file. A sweep with failed runs has a file too, but its status tells.
ExitCode merge(const SweepOptions& options, const OpenedSweep& opened, EventLog* log) {
  const auto lacking = experiments::count_lacking(opened.sweep, opened.points, opened.store);
  if (lacking.missing > 0 && !options.partial) {
    if (options.json)
      put(json_text({{"status", "incomplete"}, {"missing", lacking.missing}, {"failed", lacking.failed}}));
    say(fmt::format("{} of {} are still missing; `millwright sweep run` simulates them, --partial merges without them",
                    lacking.missing, counted(static_cast<std::int64_t>(opened.tasks), "run")));
    return ExitCode::interrupted;
  }
  if (lacking.missing + lacking.failed == opened.tasks) {
    throw UserError(
        Problem{"", "no run has succeeded, so there is nothing to merge", "`millwright sweep status` tells why"},
        ExitCode::failed);
  }
  const auto bytes = results::result_bytes(experiments::merge(opened.sweep, opened.points, opened.store));
  results::write_durably(opened.result, bytes, options.overwrite);
  const std::string hash = sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (log != nullptr) {
    log->tell(
        "end",
        {{"result", opened.result.string()}, {"bytes", bytes.size()}, {"sha256", hash}, {"failed", lacking.failed}});
  }
  print_merged(options, opened, lacking, {hash, bytes.size()});
  if (lacking.failed > 0) {
    say_warning(fmt::format("{} failed; `millwright sweep status {}` tells why",
                            counted(static_cast<std::int64_t>(lacking.failed), "run"),
                            printable(shell_word(options.file.string()))));
  }
  return lacking.failed > 0 ? ExitCode::failed : ExitCode::done;
}

}  // namespace

fs::path merged_file(const SweepOptions& options) {
  if (options.output) return *options.output;
  std::string stem = options.file.stem().string();
  if (stem.ends_with(".sweep")) stem.resize(stem.size() - 6);
  return fs::path("output") / (stem + ".h5");
}

OpenedSweep open_sweep(const SweepOptions& options) {
  experiments::Sweep sweep = experiments::load_sweep(options.file, options.allow_outside);
  for (const std::string& warning : sweep.warnings) say_warning(warning);
  experiments::Points points = experiments::points_of(sweep);
  const fs::path result = merged_file(options);
  const fs::path runs = result.string() + ".runs";
  const std::string fingerprint = experiments::fingerprint_of(sweep);
  const std::size_t tasks = points.changes.size() * sweep.arms.size() * static_cast<std::size_t>(sweep.replicates);
  std::error_code error;
  fs::create_directories(runs, error);
  if (error) {
    throw UserError(Problem{printable(runs.string()), "cannot make this folder: " + error.message(),
                            "name a file in a folder of your own with -o"},
                    ExitCode::io);
  }
  OpenedSweep opened{std::move(sweep), std::move(points), result, runs, {runs, fingerprint}, tasks};
  if (options.restart) {
    opened.store.clear();
  } else {
    opened.store.read();
  }
  return opened;
}

namespace {

ExitCode run_logged(const SweepOptions& options, const InterruptRequests& interrupts, EventLog& log) {
  OpenedSweep opened = open_sweep(options);
  for (const std::string& warning : opened.sweep.warnings) log.tell("warning", {{"text", warning}});
  const bool whole = !options.shard;
  if (whole) results::check_writable(opened.result, options.overwrite);
  const SweepOutcome outcome = simulate(opened, options, interrupts, log);
  if (outcome.missing > 0) {
    const std::string reason = outcome.out_of_time ? "no time is left for another run" : "stopped";
    if (options.json) put(json_text({{"status", "interrupted"}, {"missing", outcome.missing}}));
    log.tell("interrupted", {{"missing", outcome.missing}, {"signal", interrupts.signal()}});
    say(fmt::format("{} with {} to go; all that was done is in {}; the same command goes on", reason,
                    counted(static_cast<std::int64_t>(outcome.missing), "run"), printable(opened.runs.string())));
    return ExitCode::interrupted;
  }
  if (whole) return merge(options, opened, &log);
  log.tell("end", {{"simulated", outcome.simulated}, {"failed", outcome.failed}});
  if (!options.quiet) {
    say(fmt::format("this shard is done: {} now, {} failed in all; `millwright sweep merge` puts all together",
                    counted(static_cast<std::int64_t>(outcome.simulated), "run"), outcome.failed));
  }
  return outcome.failed > 0 ? ExitCode::failed : ExitCode::done;
}

}  // namespace

ExitCode run_sweep(const SweepOptions& options) {
  const InterruptRequests interrupts;
  require_other_file(options.log, merged_file(options));
  EventLog log(options.log);
  try {
    return run_logged(options, interrupts, log);
  } catch (const UserError& error) {
    log.tell_error(error);
    throw;
  }
}

ExitCode merge_sweep(const SweepOptions& options) {
  const OpenedSweep opened = open_sweep(options);
  results::check_writable(opened.result, options.overwrite);
  return merge(options, opened, nullptr);
}

RunEstimate estimate_task(OpenedSweep& opened) {
  if (opened.store.size() == 0) {
    experiments::SweepRunOptions one;
    one.shards = opened.tasks;
    experiments::run_tasks(opened.sweep, opened.points, opened.store, one);
  }
  RunEstimate estimate;
  for (const auto& [key, record] : opened.store.records()) {
    estimate.bytes =
        std::max(estimate.bytes, experiments::merged_bytes(opened.sweep, opened.points.changes.size(), record));
  }
  estimate.seconds_per_task = opened.store.seconds() / static_cast<double>(opened.store.size());
  return estimate;
}

ExitCode plan_sweep(const SweepOptions& options) {
  OpenedSweep opened = open_sweep(options);
  const RunEstimate estimate = estimate_task(opened);
  const auto& scenario = opened.sweep.loaded->scenario;
  const bool small = scenario.population.firms < experiments::side_by_side_below;
  const std::size_t left = opened.tasks - std::min(opened.tasks, opened.store.size());
  const double workers = small ? options.threads : 1;
  const double seconds = static_cast<double>(left) * estimate.seconds_per_task / workers;
  const auto memory = static_cast<std::uint64_t>(workers + 4) * memory_needed(scenario) + 3 * estimate.bytes;
  if (options.json) {
    put(json_text({{"points", opened.points.changes.size()},
                   {"arms", opened.sweep.arms.size()},
                   {"replicates", opened.sweep.replicates},
                   {"runs", opened.tasks},
                   {"left", left},
                   {"seconds_per_run", estimate.seconds_per_task},
                   {"seconds", seconds},
                   {"memory", memory},
                   {"merged_bytes", estimate.bytes}}));
    return ExitCode::done;
  }
  put(fmt::format("{}: {} points x {} x {} = {}, {} of them to do\n", experiments::word_of(opened.sweep.method),
                  opened.points.changes.size(), counted(static_cast<std::int64_t>(opened.sweep.arms.size()), "arm"),
                  counted(opened.sweep.replicates, "replicate"),
                  counted(static_cast<std::int64_t>(opened.tasks), "run"), left));
  put(fmt::format("about {:.2f} s a run, so {} on {}; {} of memory; {} of values before compression\n",
                  estimate.seconds_per_task, clock_time(seconds), counted(options.threads, "thread"), file_size(memory),
                  file_size(estimate.bytes)));
  constexpr std::size_t most_shown = 5;
  for (std::size_t p = 0; p < std::min(most_shown, opened.points.changes.size()); ++p) {
    const auto& changes = opened.points.changes[p];
    put(fmt::format("point {}:\n", p));
    for (const std::string& name : changes.overrides) put(fmt::format("  {}\n", printable(name)));
    for (const std::string& setting : changes.settings) put(fmt::format("  {}\n", printable(setting)));
  }
  return ExitCode::done;
}

namespace {

std::vector<Option> run_options(const std::shared_ptr<SweepOptions>& options) {
  return {{"-o,--output", "FILE", "the merged file, output/SWEEP.h5 if not given; finished runs are kept in FILE.runs",
           [options](const std::string& file) { options->output = file; }},
          {"--force", "", "replace the merged file if it exists",
           [options](const std::string&) { options->overwrite = results::Overwrite::replace; }},
          {"--restart", "", "remove all finished runs and begin anew",
           [options](const std::string&) { options->restart = true; }},
          {"--retry-failed", "", "simulate failed runs again",
           [options](const std::string&) { options->retry_failed = true; }},
          {"--partial", "", "merge: put together what there is; missing runs are NaN",
           [options](const std::string&) { options->partial = true; }},
          {"--shard", "K/N", "run: only each N-th run, from the K-th on, without merging; auto under srun and mpirun",
           [options](const std::string& text) { options->shard = text; }},
          {"--time-limit", "SECONDS", "run: begin no run that would not be finished by then",
           [options](const std::string& text) {
             options->time_limit = whole_number("--time-limit", text, 1, 100'000'000);
           }}};
}

std::vector<Option> submit_options(const std::shared_ptr<SweepOptions>& options) {
  return {
      {"--slurm", "", "submit: to Slurm, the only batch system so far",
       [options](const std::string&) { options->slurm = true; }},
      {"--shards", "N", "submit: jobs to split the runs into; otherwise so many that one needs half of --time",
       [options](const std::string& text) { options->shards = whole_number("--shards", text, 1, 1'000'000); }},
      {"--time", "TIME", "submit: time limit of a job as sbatch takes it; 02:00:00 if not given",
       [options](const std::string& text) { options->time = text; }},
      {"--partition", "NAME", "submit: partition", [options](const std::string& name) { options->partition = name; }},
      {"--account", "NAME", "submit: account", [options](const std::string& name) { options->account = name; }},
      {"--round", "N", "submit: how often runs were submitted again so far; the merge job gives it",
       [options](const std::string& text) { options->round = whole_number("--round", text, 0, 1000); }},
      {"--dry-run", "", "submit: print the job scripts and submit nothing",
       [options](const std::string&) { options->dry_run = true; }}};
}

std::vector<Option> common_options(const std::shared_ptr<SweepOptions>& options) {
  return {{"--allow-outside", "DIR", "let the scenario also read files of this folder; may be given again",
           [options](const std::string& folder) { options->allow_outside.emplace_back(folder); }},
          {"--json", "", "write what is told to standard output as JSON",
           [options](const std::string&) { options->json = true; }},
          log_option(options->log)};
}

}  // namespace

Command sweep_command() {
  const auto options = std::make_shared<SweepOptions>();
  options->threads = default_threads();
  Command command;
  command.name = "sweep";
  command.purpose = "simulate many runs of a scenario: plan, run, merge, submit or status";
  command.examples = {"millwright sweep plan scenarios/china/drivers.sweep.yaml",
                      "millwright sweep run scenarios/china/drivers.sweep.yaml -o drivers.h5",
                      "millwright sweep submit drivers.sweep.yaml --slurm --time 02:00:00 -- --mem=4G"};
  const auto take = [options](const std::string& value) {
    if (options->action.empty()) {
      require_word(value, {"plan", "run", "merge", "submit", "status"}, "action");
      options->action = value;
    } else if (options->file.empty()) {
      options->file = value;
    } else {
      options->extra.push_back(value);
    }
  };
  command.arguments = {"ACTION SWEEP",
                       "what to do, and a sweep file (YAML); options of sbatch may follow after --",
                       2,
                       64,
                       take,
                       {"plan", "run", "merge", "submit", "status"}};
  command.options = run_options(options);
  for (Option& option : submit_options(options)) command.options.push_back(std::move(option));
  for (Option& option : common_options(options)) command.options.push_back(std::move(option));
  for (Option& option : simulation_options(options->threads, options->quiet))
    command.options.push_back(std::move(option));
  command.run = [options](const std::vector<std::string>&) {
    if (options->action == "plan") return plan_sweep(*options);
    if (options->action == "run") return run_sweep(*options);
    if (options->action == "merge") return merge_sweep(*options);
    return options->action == "submit" ? submit_sweep(*options) : sweep_status(*options);
  };
  return command;
}

}  // namespace millwright::tool
