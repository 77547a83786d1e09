#pragma once
// The options of every command that reads a scenario.

#include "command.hpp"
#include "scenario/language/load.hpp"

namespace millwright::tool {

/// --set, --scenario and --allow-outside, which fill in `load`; it must outlive the options.
std::vector<Option> scenario_options(scenario::LoadOptions& load);

}  // namespace millwright::tool
