#pragma once

#include <functional>

#include "results/result.hpp"
#include "simulation/load.hpp"

namespace millwright::simulation {

/// Where a run stands; told after every month.
struct Progress {
  int replicate = 0, replicates = 1, month = 0, months = 1;
  double adoption = 0;  // largest share of adopters of any technology
  double pmi = 0;
};

struct RunOptions {
  int replicates = 1;
  std::function<void(const Progress&)> progress;  // may be empty; told month 0 when a replicate's firms are there
};

/// Simulates all replicates. The result depends on the scenario, its seed and the engine alone, not on threads.
results::Result simulate(const LoadedScenario& loaded, const RunOptions& options);

}  // namespace millwright::simulation
