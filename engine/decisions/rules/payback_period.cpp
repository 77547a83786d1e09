#include "decisions/rule.hpp"

// Invest when the first year's benefit pays the price back within the firm's limit.
namespace millwright::decisions {
namespace {

constexpr double shortest_limit = 0.5;  // [year] no firm asks for less; keeps the normal draw positive; judgement

struct PaybackParameters {
  double limit = 0, limit_sd = 0;  // [month]
};

void declare(scenario::Keys<PaybackParameters>& keys) {
  keys.duration("limit", &PaybackParameters::limit, {.range = {1, 240}, .otherwise = "2.5 years"})
      .means("Mean payback period that firms accept")
      .source("from memory; range 1.5 to 4 years");
  keys.duration("limit_sd", &PaybackParameters::limit_sd, {.range = {0, 120}, .otherwise = "1 years"})
      .means("Its standard deviation over firms")
      .source("judgement");
}

class PaybackPeriod final : public Rule {
 public:
  explicit PaybackPeriod(const PaybackParameters& parameters) : parameters_(parameters) {}

  Judgement judge(const Prospect& prospect, double trait) const override {
    constexpr double months_per_year = 12;
    const double wanted = (parameters_.limit + parameters_.limit_sd * trait) / months_per_year;
    const double limit = std::max(wanted, shortest_limit);
    return {.value = limit * prospect.yearly_benefit, .discount = 1 / limit};
  }

 private:
  PaybackParameters parameters_;
};

}  // namespace

RuleEntry payback_period() {
  return rule_entry<PaybackPeriod, PaybackParameters>("payback_period",
                                                      "Invest when the benefit repays the price in time");
}

}  // namespace millwright::decisions
