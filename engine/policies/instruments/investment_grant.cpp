#include "policies/instrument.hpp"

// A share of the project's price, paid while the year's budget lasts.
namespace millwright::policies {
namespace {

struct GrantParameters : Programme {
  scenario::Dated rate;
};

void declare(scenario::Keys<GrantParameters>& keys) {
  declare_schedule(keys);
  declare_reach(keys);
  keys.dated_share("rate", &GrantParameters::rate)
      .means("Share of the project price that is paid")
      .source("equipment renewal programme 2024-2025; range 10 % to 20 %");
  declare_budget(keys, "budget");
  declare_support(keys);
}

class InvestmentGrant final : public Instrument {
 public:
  InvestmentGrant(const GrantParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context), rate_(parameters.rate) {}

  const Terms* terms() const override { return &terms_; }
  Offer offer(const Applicant&, const Project& project, Month month) const override {
    return {rate_.at(month) * project.price};
  }

 private:
  Terms terms_;
  scenario::Dated rate_;
};

}  // namespace

InstrumentEntry investment_grant() {
  return instrument_entry<InvestmentGrant, GrantParameters>("investment_grant",
                                                            "Pays a share of the price while the budget lasts");
}

}  // namespace millwright::policies
