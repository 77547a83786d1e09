#pragma once

#include <any>
#include <map>
#include <memory>
#include <string>

#include "decisions/catalogue.hpp"
#include "support/scenarios.hpp"

// Decision rules made from scenario text, without the layers above them.
namespace millwright::support {

/// The one section of a scenario that a rule reads.
struct RuleParameters {
  std::map<std::string, std::any> parameters;
};

inline void declare(scenario::Keys<RuleParameters>& keys) {
  keys.each_of("parameters", &RuleParameters::parameters, keys.catalogue("rules")).means("Parameters of each rule");
}

/// Makes the rule `word`; `yaml` holds its keys, such as "{limit: 3 years}", and what it leaves out has its default.
inline std::unique_ptr<const decisions::Rule> make_rule(const std::string& word, const std::string& yaml = "{}") {
  scenario::Catalogues catalogues;
  declare_words(decisions::rule_catalogue(), catalogues["rules"]);
  const TemporaryFolder folder;
  scenario::LoadOptions options;
  options.file = folder.write("rule.yaml", "millwright: 1\ntitle: Rule\ncurrency: CNY\nprices: 2024-01\nparameters: {" +
                                               word + ": " + yaml + "}\n");
  const auto document = scenario::load_document<RuleParameters>(options, catalogues);
  const auto& read = scenario::bind<RuleParameters>(document);
  for (const auto& entry : decisions::rule_catalogue()) {
    if (entry.word == word) return entry.make(read.parameters.at(word));
  }
  throw std::out_of_range("no rule " + word);
}

/// A prospect of one million a year: required return apart, discounted at 10 % wear less 2 % growth.
inline decisions::Prospect plain_prospect() {
  decisions::Prospect prospect;
  prospect.yearly_benefit = 1;
  prospect.benefit_growth = 0.02;
  prospect.depreciation = 0.10;
  prospect.loan_rate = 0.03;
  prospect.price_fall = 0.05;
  prospect.variance = 0.01;
  prospect.growth_reversion = 1.2;
  return prospect;
}

}  // namespace millwright::support
