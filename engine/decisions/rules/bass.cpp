#include "decisions/rule.hpp"

// Adopt by innovation or imitation (Bass 1969): a chance that grows with the share of all firms that have adopted.
namespace millwright::decisions {
namespace {

struct BassParameters {
  double innovation = 0, imitation = 0;
};

void declare(scenario::Keys<BassParameters>& keys) {
  keys.share("innovation", &BassParameters::innovation, {.otherwise = "0.25 %", .unit = "per review"})
      .means("Chance of adopting in a review when nobody has: p")
      .source("Sultan, Farley and Lehmann 1990: 0.03 a year on average; for a review every month");
  keys.share("imitation", &BassParameters::imitation, {.otherwise = "3.2 %", .unit = "per review"})
      .means("What is added to it when everybody has: q")
      .source("Sultan, Farley and Lehmann 1990: 0.38 a year on average; for a review every month");
}

class Bass final : public Rule {
 public:
  explicit Bass(const BassParameters& parameters) : parameters_(parameters) {}

  Judgement judge(const Prospect& prospect, double /*trait*/) const override {
    const double chance = parameters_.innovation + parameters_.imitation * prospect.adopted_share;
    return {.verdict = prospect.luck < chance ? Verdict::adopt : Verdict::wait};
  }
  bool watches_others() const override { return true; }

 private:
  BassParameters parameters_;
};

}  // namespace

RuleEntry bass() {
  return rule_entry<Bass, BassParameters>("bass", "Adopt with a chance that grows with the share of adopters");
}

}  // namespace millwright::decisions
