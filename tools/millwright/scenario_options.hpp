#pragma once
// What every command that reads a scenario has in common.

#include "command.hpp"
#include "simulation/load.hpp"

namespace millwright::tool {

/// --set, --scenario and --allow-outside, which fill in `load`; it must outlive the options.
std::vector<Option> scenario_options(scenario::LoadOptions& load);

/// --threads and --quiet of a command that simulates; both must outlive the options.
std::vector<Option> simulation_options(int& threads, bool& quiet);

/// simulation::load_scenario(), with advice to someone who named a file that cannot be read.
simulation::LoadedScenario load_for_user(const scenario::LoadOptions& load);

}  // namespace millwright::tool
