#pragma once

#include <string>
#include <vector>

#include "report/material.hpp"

namespace millwright::tool {

/// The values of a result's scenario that differ from their defaults, each with file and line as far as the result
/// holds the files that it was layered from. `name` is what messages call the result. Empty where its scenario cannot
/// be read, as when an input is confidential.
std::vector<report::Assumption> assumptions_of(const std::string& name, const results::Result& result);

}  // namespace millwright::tool
