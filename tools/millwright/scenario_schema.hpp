#pragma once

#include "json.hpp"
#include "scenario/language/schema.hpp"

namespace millwright::tool {

/// The JSON Schema (draft-07) of scenario files, from the declared keys: for completion, hover and checks in editors.
/// It checks one file at a time, so it demands nothing that a file may inherit; `check` is what decides.
Json scenario_schema_json(const scenario::Schema& keys);

}  // namespace millwright::tool
