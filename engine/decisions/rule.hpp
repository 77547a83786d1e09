#pragma once

#include <any>
#include <functional>
#include <memory>
#include <string>

#include "scenario/language/keys.hpp"

namespace millwright::decisions {

/// What a firm knows of the next tranche when it decides.
struct Prospect {
  double yearly_benefit = 0;    // [m currency/year] in the first year
  double benefit_growth = 0;    // [1/year]
  double depreciation = 0;      // [1/year]
  double loan_rate = 0;         // [1/year] real
  double price_fall = 0;        // [1/year] expected fall of the project's price
  double variance = 0;          // [1/year] of the project's value, beyond what the rule assumes itself
  double expected_growth = 0;   // [1/year] expected deviation of demand growth
  double growth_reversion = 0;  // [1/year] speed at which that deviation is expected to vanish
};

/// A rule's verdict: the firm invests when value exceeds hurdle times price, choice noise apart.
struct Judgement {
  double value = 0;                   // [m currency]
  double hurdle = 1;                  // [1]
  std::uint8_t discount_floored = 0;  // 1 when the discount rate hit its floor
};

/// A decision rule: a pure function of the prospect and the firm's own trait.
class Rule {
 public:
  virtual ~Rule() = default;
  /// `trait`: standard normal, fixed for the firm's life; the rule turns it into its own parameter.
  virtual Judgement judge(const Prospect& prospect, double trait) const = 0;
};

/// One word of the catalogue.
struct RuleEntry {
  std::string word, meaning;
  std::function<void(scenario::Catalogue&)> declare_keys;
  std::function<std::unique_ptr<const Rule>(const std::any& parameters)> make;
};

template <class Made, class Parameters>
RuleEntry rule_entry(std::string word, std::string meaning) {
  return {word, meaning, [=](scenario::Catalogue& keys) { keys.add<Parameters>(word, meaning); },
          [](const std::any& parameters) {
            return std::make_unique<const Made>(std::any_cast<const Parameters&>(parameters));
          }};
}

/// V: a growing perpetuity that depreciation eats, corrected for a demand deviation that does not last.
/// `required_return` [1/year] real. Sets `discount_floored` in the judgement; the hurdle stays 1.
Judgement present_value(const Prospect& prospect, double required_return);

}  // namespace millwright::decisions
