#include "decisions/rule.hpp"

// Invest when value exceeds price at a required return that firms set well above the cost of capital (Summers 1987).
namespace millwright::decisions {
namespace {

struct NetPresentValueParameters {
  AnnualRate required_return{};
  double required_return_sd = 0;
};

void declare(scenario::Keys<NetPresentValueParameters>& keys) {
  keys.rate("required_return", &NetPresentValueParameters::required_return, {.range = {0, 2}, .otherwise = "15 %/year"})
      .means("Mean required real return; it already holds the premium for waiting")
      .source("Summers 1987 as cited by Dixit 1992; range 8 % to 30 %");
  keys.points("required_return_sd", &NetPresentValueParameters::required_return_sd,
              {.range = {0, 1}, .otherwise = "5 pp"})
      .means("Its standard deviation over firms")
      .source("the same; range 3 to 8 points");
}

class NetPresentValue final : public Rule {
 public:
  explicit NetPresentValue(const NetPresentValueParameters& parameters) : parameters_(parameters) {}

  Judgement judge(const Prospect& prospect, double trait) const override {
    return present_value(prospect, parameters_.required_return.value + parameters_.required_return_sd * trait);
  }

 private:
  NetPresentValueParameters parameters_;
};

}  // namespace

RuleEntry net_present_value() {
  return rule_entry<NetPresentValue, NetPresentValueParameters>(
      "net_present_value", "Invest when value at the required return exceeds price");
}

}  // namespace millwright::decisions
