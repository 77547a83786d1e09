#pragma once
// What the actions of `millwright sweep` share.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/sweep_result.hpp"
#include "experiments/sweep_run.hpp"
#include "interrupt.hpp"
#include "results/durable_file.hpp"

namespace millwright::tool {

/// What the user asked for.
struct SweepOptions {
  std::string action;
  std::filesystem::path file;
  std::vector<std::string> extra;                    // what stood after them: options of sbatch
  std::vector<std::filesystem::path> allow_outside;  // as of a scenario
  std::optional<std::filesystem::path> output, log;
  int threads = 1;
  bool json = false, quiet = false, restart = false, retry_failed = false, partial = false;
  results::Overwrite overwrite = results::Overwrite::refuse;
  std::optional<std::string> shard;  // "K/N" or "auto"
  std::optional<int> time_limit;     // [s] of this process
  // of submit
  bool slurm = false, dry_run = false;
  std::optional<int> shards;
  std::string time = "02:00:00";  // of one shard, as sbatch takes it
  std::string partition, account;
  int round = 0;  // how often missing runs were submitted again; set by the merge job
};

/// A sweep that was read, with its points and the place of its runs.
struct OpenedSweep {
  experiments::Sweep sweep;
  experiments::Points points;
  std::filesystem::path result;  // the merged file
  std::filesystem::path runs;    // the folder of finished runs
  experiments::SweepStore store;
  std::size_t tasks = 0;
};

/// Reads the file and what has been simulated of it; tells warnings. Makes the folder of runs.
OpenedSweep open_sweep(const SweepOptions& options);

/// Where the merged file goes.
std::filesystem::path merged_file(const SweepOptions& options);

/// What a run of the sweep takes, found by simulating the first one.
struct RunEstimate {
  double seconds_per_task = 0;
  std::uint64_t bytes = 0;  // of the merged variables
};
RunEstimate estimate_task(OpenedSweep& opened);

/// The sweep's jobs in Slurm; `known` is false where there is no Slurm.
struct JobCounts {
  bool known = false;
  std::size_t running = 0, pending = 0;
};
JobCounts jobs_of(const OpenedSweep& opened);

ExitCode plan_sweep(const SweepOptions& options);
ExitCode run_sweep(const SweepOptions& options);
ExitCode merge_sweep(const SweepOptions& options);
ExitCode sweep_status(const SweepOptions& options);
ExitCode submit_sweep(const SweepOptions& options);

}  // namespace millwright::tool
