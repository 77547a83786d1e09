#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/errors.hpp"
#include "report/summary.hpp"

namespace millwright::tool {

/// Keeps the order in which keys were added.
using Json = nlohmann::ordered_json;

/// Only ASCII, so that nothing a user wrote can reach a terminal as a control character; bytes that are not UTF-8
/// become U+FFFD. Ends with a line end.
std::string json_text(const Json& value);

/// {"where", "what", "help"} of each problem.
Json problems_json(const std::vector<Problem>& problems);
Json summary_json(const Summary& summary);

}  // namespace millwright::tool
