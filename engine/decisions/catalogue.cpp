#include "decisions/catalogue.hpp"

#include <fmt/format.h>

#include "core/errors.hpp"

namespace millwright::decisions {

RuleEntry real_option();
RuleEntry net_present_value();
RuleEntry payback_period();
RuleEntry threshold();
RuleEntry bass();

const std::vector<RuleEntry>& rule_catalogue() {
  static const std::vector<RuleEntry> entries{real_option(), net_present_value(), payback_period(), threshold(),
                                              bass()};
  return entries;
}

std::vector<std::unique_ptr<const Rule>> make_rules(const scenario::Decision& decision) {
  std::vector<std::string> words;
  for (const auto& entry : rule_catalogue()) words.push_back(entry.word);
  std::vector<std::unique_ptr<const Rule>> rules;
  for (const auto& share : decision.rules) {
    const auto word = std::find(words.begin(), words.end(), share.name);
    if (word == words.end()) {
      throw UserError({"", fmt::format("decision.rules: there is no rule '{}'", printable(share.name)),
                       fmt::format("rules are {}", fmt::join(words, ", "))});
    }
    rules.push_back(
        rule_catalogue()[static_cast<std::size_t>(word - words.begin())].make(decision.parameters.at(share.name)));
  }
  return rules;
}

}  // namespace millwright::decisions
