#pragma once

#include <functional>
#include <optional>

#include "results/result.hpp"
#include "simulation/checkpoint.hpp"
#include "simulation/glance.hpp"
#include "simulation/load.hpp"

namespace millwright::simulation {

/// Where a run stands; told after every month.
struct Progress {
  int replicate = 0, replicates = 1, month = 0, months = 1;
  Glance glance{};
  bool drawn = false;  // the replicate's firms are there and nothing has been simulated since
};

struct RunOptions {
  int replicates = 1;
  std::function<void(const Progress&)> progress;  // may be empty; told also when a replicate's firms are there
  std::function<bool()> stop;                     // may be empty; asked after every month
  std::optional<CheckpointFiles> checkpoints;     // where to keep them; without, nothing is kept
  int checkpoint_every = 0;                       // [month] 0: only when the run is stopped
  std::function<void()> kept{};                   // may be empty; told when a checkpoint is written
  const Checkpoint* from = nullptr;               // what to go on from; read once
};

/// Thrown when `stop` said so, after everything done was kept.
struct Stopped {
  int replicate, months;  // months done of the replicate in hand
  bool kept;              // false: nothing was done that could be lost, or there is no place to keep it
};

/// Simulates all replicates, or what a checkpoint leaves to do. The result depends on the scenario, its seed and the
/// engine alone, not on threads or on where it was interrupted. @throws Stopped, UserError
results::Result simulate(const LoadedScenario& loaded, const RunOptions& options);

}  // namespace millwright::simulation
