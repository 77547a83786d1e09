#pragma once

#include "scenario/language/schema.hpp"

namespace millwright::simulation {

/// The decision rules and policy instruments that a scenario may name, with their keys.
scenario::Catalogues catalogues();

/// Every key that may stand at the top of a scenario file, those of the language first.
scenario::Schema scenario_schema();

}  // namespace millwright::simulation
