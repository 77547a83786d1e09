#include "policies/instrument.hpp"

// Points off the rate of the loan that finances a project, while the year's quota of loans lasts. The firm and the
// public purse count it as its grant equivalent, the interest saved over the years (the user cost of capital of Hall
// and Jorgenson 1967, undiscounted, and without the fall of the balance through repayment: both are small over years).
namespace millwright::policies {
namespace {

struct SubsidyParameters : Programme {
  scenario::Dated points;
  double years = 0, loan_share = 0;
};

void declare(scenario::Keys<SubsidyParameters>& keys) {
  declare_schedule(keys);
  declare_reach(keys);
  keys.dated_rate("points", &SubsidyParameters::points, {.range = {0, 0.2}, .otherwise = "1.5 %/year"})
      .means("Percentage points a year off the loan rate")
      .source("equipment renewal programme; range 1 to 2");
  keys.number("years", &SubsidyParameters::years, {.range = {0, 30}, .otherwise = "2"})
      .means("Years for which the rate is lower")
      .source("judgement");
  keys.share("loan_share", &SubsidyParameters::loan_share, {.otherwise = "70 %"})
      .means("Share of the price that the loan finances")
      .source("judgement");
  declare_budget(keys, "quota").optional().means("Loans there are at the lower rate; without limit when left out");
  declare_support(keys);
}

class InterestSubsidy final : public Instrument {
 public:
  InterestSubsidy(const SubsidyParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context), parameters_(parameters) {}

  const Terms* terms() const override { return &terms_; }
  Offer offer(const Applicant&, const Project& project, Month month) const override {
    const double per_loan = parameters_.points.at(month) * parameters_.years;
    if (!(per_loan > 0)) return {};
    return {per_loan * parameters_.loan_share * project.price, 1 / per_loan};
  }

 private:
  Terms terms_;
  SubsidyParameters parameters_;
};

}  // namespace

InstrumentEntry interest_subsidy() {
  return instrument_entry<InterestSubsidy, SubsidyParameters>("interest_subsidy",
                                                              "Takes points off a loan's rate while the quota lasts");
}

}  // namespace millwright::policies
