#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "results/result.hpp"
#include "simulation/glance.hpp"
#include "simulation/load.hpp"

// One replicate of a scenario, of which only some variables are kept: what a sweep consists of.
namespace millwright {
struct Economy;
}

namespace millwright::simulation {

/// What is kept of a run.
struct Selection {
  std::vector<std::string> variables;
  std::vector<Month> at;  // ascending, months of the scenario

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.variables), visit(self.at);
  }
};

/// The firms of a scenario and a replicate before the first month, for scenarios that draw the same ones.
struct Population {
  std::shared_ptr<const LoadedScenario> loaded;  // the scenario that they were drawn for
  std::unique_ptr<const Economy> economy;

  Population(std::shared_ptr<const LoadedScenario> scenario, int replicate);
  ~Population();
  Population(const Population&) = delete;
  Population& operator=(const Population&) = delete;
};

struct ObservedRun {
  std::vector<statistics::Dimension> dimensions;
  std::vector<results::Series> series;  // as selected, laid out [at][dimensions...]
  std::string state_hash;               // as in a result of this replicate alone
  Glance end;                           // at the end of the last month
};

/// Simulates replicate `replicate` of the scenario; the same values as in a run of all replicates. `population` is of a
/// scenario with the same population_text, and of the same replicate. `stop` may be empty and is asked after every
/// month. @throws Stopped, and UserError when there is no such variable
ObservedRun observe_run(const LoadedScenario& loaded, int replicate, const Population& population,
                        const Selection& selection, const std::function<bool()>& stop);

/// The variables that a scenario's result has, with the axes that they lie on. Draws few firms and simulates nothing.
ObservedRun describe_variables(const LoadedScenario& loaded);

}  // namespace millwright::simulation
