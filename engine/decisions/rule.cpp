#include "decisions/rule.hpp"

#include "theory/present_value.hpp"

namespace millwright::decisions {

Judgement present_value(const Prospect& prospect, double required_return) {
  const double discount = required_return + prospect.depreciation - prospect.benefit_growth;
  Judgement judgement;
  judgement.discount = theory::floored_discount(discount);
  judgement.discount_floored = discount < theory::minimum_discount ? 1 : 0;
  judgement.value = theory::cyclical_value(theory::growing_perpetuity(prospect.yearly_benefit, discount),
                                           std::max(discount, theory::minimum_discount), prospect.expected_growth,
                                           prospect.growth_reversion);
  return judgement;
}

}  // namespace millwright::decisions
