#pragma once

#include <functional>

#include "experiments/sweep_store.hpp"

// Simulating the runs of a sweep.
namespace millwright::experiments {

/// Where a sweep stands; told after every run, by one thread at a time.
struct SweepProgress {
  std::size_t tasks = 0;        // that were to be simulated now
  std::size_t done = 0;         // of them
  std::size_t failed = 0;       // of those done
  double seconds_of_task = 0;   // of the run just done
  std::string error;            // of it; empty: it did not fail
  simulation::Glance glance{};  // its last month; of a run that failed nothing
};

struct SweepRunOptions {
  std::size_t shard = 0, shards = 1;  // tasks whose number modulo `shards` is `shard`
  int threads = 1;
  bool retry_failed = false;
  std::function<void(const SweepProgress&)> progress{};  // may be empty
  std::function<bool()> stop{};                          // may be empty; asked after every month
  /// Whether there is time for a run that takes so long [s]; may be empty.
  std::function<bool(double seconds)> time_for{};
};

/// What is left of this shard's tasks afterwards.
struct SweepOutcome {
  std::size_t missing = 0, failed = 0, simulated = 0;
  bool out_of_time = false;
};

/// Simulates what the store does not have yet and keeps each run as soon as it is finished. Small scenarios run side by
/// side, one on each thread; large ones one after the other on all threads. A scenario that the loader refuses, or that
/// fails for want of memory, is recorded as failed. @throws UserError when the store cannot be written
SweepOutcome run_tasks(const Sweep& sweep, const Points& points, SweepStore& store, const SweepRunOptions& options);

/// Firms from which on runs are simulated one after the other. Judgement: a run's firms must stay in a core's cache.
inline constexpr std::int64_t side_by_side_below = 250'000;

}  // namespace millwright::experiments
