#include "policies/instrument.hpp"

// A share of the price that is deducted from taxable profit beyond ordinary depreciation. It is worth the tax on it, to
// firms that pay tax, and costs the public revenue instead of money.
namespace millwright::policies {
namespace {

struct DeductionParameters : Programme {
  scenario::Dated rate;
};

void declare(scenario::Keys<DeductionParameters>& keys) {
  declare_schedule(keys);
  declare_reach(keys);
  keys.dated_share("rate", &DeductionParameters::rate, {.range = {0, 2}, .otherwise = "100 %"})
      .means("Share of the project price deducted from taxable profit on top of depreciation")
      .source("judgement; range 50 % to 100 %");
  declare_budget(keys, "budget").optional().means("Revenue that may be forgone; without limit when left out");
  declare_support(keys);
}

class TaxDeduction final : public Instrument {
 public:
  TaxDeduction(const DeductionParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context), rate_(parameters.rate), tax_(context.scenario.finance.tax) {}

  const Terms* terms() const override { return &terms_; }
  Purse purse() const override { return Purse::forgone_revenue; }
  Offer offer(const Applicant& applicant, const Project& project, Month month) const override {
    if (!(applicant.profit > 0)) return {};
    return {rate_.at(month) * tax_ * project.price};
  }

 private:
  Terms terms_;
  scenario::Dated rate_;
  double tax_;  // [1] of profit
};

}  // namespace

InstrumentEntry tax_deduction() {
  return instrument_entry<TaxDeduction, DeductionParameters>("tax_deduction",
                                                             "Lets firms with profits deduct part of the price");
}

}  // namespace millwright::policies
