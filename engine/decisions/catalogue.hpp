#pragma once

#include <vector>

#include "decisions/rule.hpp"
#include "scenario/behaviour.hpp"

namespace millwright::decisions {

/// All decision rules there are. To add one: one file in rules/, one word here, one test.
const std::vector<RuleEntry>& rule_catalogue();

/// The rules of a scenario's mix, in its order. Throws UserError for a word that is not in the catalogue.
std::vector<std::unique_ptr<const Rule>> make_rules(const scenario::Decision& decision);

}  // namespace millwright::decisions
