#include "decisions/rule.hpp"
#include "theory/hurdle.hpp"

// Investment under uncertainty (Dixit and Pindyck 1994): a firm that can wait asks for more than break-even, the more
// so the less certain the value is and the faster the price of equipment falls.
namespace millwright::decisions {
namespace {

struct RealOptionParameters {
  double premium = 0, premium_sd = 0, sigma = 0;
};

void declare(scenario::Keys<RealOptionParameters>& keys) {
  keys.points("premium", &RealOptionParameters::premium, {.range = {-0.1, 1}, .otherwise = "5 pp"})
      .means("Mean premium of the required return over the loan rate")
      .source("Meier-Tarhan: hurdle rates exceed the cost of capital by 5 points; range 3 to 8");
  keys.points("premium_sd", &RealOptionParameters::premium_sd, {.range = {0, 1}, .otherwise = "2 pp"})
      .means("Standard deviation of the premium over firms")
      .source("judgement");
  keys.share("sigma", &RealOptionParameters::sigma, {.range = {0.001, 2}, .otherwise = "20 %", .unit = "1/sqrt(year)"})
      .means("Yearly volatility of a project's value")
      .source("Dixit-Pindyck 1994, from memory; range 10 % to 40 %");
}

class RealOption final : public Rule {
 public:
  explicit RealOption(const RealOptionParameters& parameters) : parameters_(parameters) {}

  Judgement judge(const Prospect& prospect, double trait) const override {
    const double required = prospect.loan_rate + parameters_.premium + parameters_.premium_sd * trait;
    Judgement judgement = present_value(prospect, required);
    judgement.hurdle = theory::required_multiple(required + prospect.price_fall, required - prospect.benefit_growth,
                                                 parameters_.sigma * parameters_.sigma + prospect.variance);
    return judgement;
  }

 private:
  RealOptionParameters parameters_;
};

}  // namespace

RuleEntry real_option() {
  return rule_entry<RealOption, RealOptionParameters>("real_option",
                                                      "Invest when value exceeds the option's hurdle times price");
}

}  // namespace millwright::decisions
