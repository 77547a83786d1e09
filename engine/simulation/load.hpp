#pragma once

#include "scenario/language/load.hpp"
#include "scenario/scenario.hpp"

namespace millwright::simulation {

/// A scenario that `run` accepts: read, typed, and consistent across its keys.
struct LoadedScenario {
  scenario::Document document;
  scenario::Scenario scenario;
  std::string scenario_name;  // what --scenario named; empty: the file as it stands

  int months() const { return scenario.end - scenario.start + 1; }
};

/// Reads a scenario with the catalogues of rules and instruments. Throws UserError with every problem found.
LoadedScenario load_scenario(const scenario::LoadOptions& options);

/// Everything else that `run` would refuse, found without simulating: tables, names, memory. Throws UserError.
void check_scenario(const LoadedScenario& loaded);

}  // namespace millwright::simulation
