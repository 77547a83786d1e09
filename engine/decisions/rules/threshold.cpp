#include "decisions/rule.hpp"

// Adopt when enough partners have (Granovetter 1978): no value is weighed, what others do is reason enough.
namespace millwright::decisions {
namespace {

struct ThresholdParameters {
  double mean = 0, sd = 0;
};

void declare(scenario::Keys<ThresholdParameters>& keys) {
  keys.share("mean", &ThresholdParameters::mean, {.otherwise = "18 %"})
      .means("Mean share of live partners above which a firm adopts")
      .source("Watts 2002, figure 1; an assumption there too");
  keys.share("sd", &ThresholdParameters::sd, {.otherwise = "0 %"})
      .means("Its standard deviation over firms; a threshold below zero is passed without any partner")
      .source("Watts 2002, figure 1; Granovetter 1978 has a critical value of 12 % at a mean of 25 %");
}

class Threshold final : public Rule {
 public:
  explicit Threshold(const ThresholdParameters& parameters) : parameters_(parameters) {}

  Judgement judge(const Prospect& prospect, double trait) const override {
    const double threshold = parameters_.mean + parameters_.sd * trait;
    return {.verdict = prospect.live_share > threshold ? Verdict::adopt : Verdict::wait};
  }
  bool watches_others() const override { return true; }

 private:
  ThresholdParameters parameters_;
};

}  // namespace

RuleEntry threshold() {
  return rule_entry<Threshold, ThresholdParameters>("threshold",
                                                    "Adopt when the share of live partners is high enough");
}

}  // namespace millwright::decisions
