#pragma once

#include <cstdint>

#include "simulation/load.hpp"

namespace millwright::tool {

/// Memory that a run takes at its peak, result included [bytes]; within a factor of about two.
std::uint64_t run_memory(const simulation::LoadedScenario& loaded, int replicates);

/// Throws UserError when so many replicates need more memory than the machine has.
void require_memory(const simulation::LoadedScenario& loaded, int replicates);

}  // namespace millwright::tool
