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
  // of others; filled for rules that watch them
  double live_share = 0;     // [1] of the firm's partners, those with a live tranche at last month's close
  double adopted_share = 0;  // [1] of all firms, likewise
  double luck = 0;           // uniform draw of firm, technology and month
};

/// How a rule decides: most weigh a value against the price, some say yes or no without one.
enum class Verdict : std::uint8_t { by_value, adopt, wait };

/// A rule's judgement. By value: the firm invests when value exceeds hurdle times price, choice noise apart; otherwise
/// the verdict says it all, and value and hurdle mean nothing.
struct Judgement {
  double value = 0;                   // [m currency]
  double hurdle = 1;                  // [1]
  double discount = 0;                // [1/year] at which the value counts a steady benefit: D in V = B / D
  std::uint8_t discount_floored = 0;  // 1 when the discount rate hit its floor
  Verdict verdict = Verdict::by_value;
};

/// A decision rule: a pure function of the prospect and the firm's own trait.
class Rule {
 public:
  virtual ~Rule() = default;
  /// `trait`: standard normal, fixed for the firm's life; the rule turns it into its own parameter.
  virtual Judgement judge(const Prospect& prospect, double trait) const = 0;
  /// Whether the prospect must say what others have done.
  virtual bool watches_others() const { return false; }
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
