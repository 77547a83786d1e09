#include "policies/instrument.hpp"

// A share of what a project pays for computing power: the commodity part, and that of controlled chips where it says
// so.
namespace millwright::policies {
namespace {

struct VoucherParameters : Programme {
  scenario::Dated rate;
  bool controlled = false;
};

void declare(scenario::Keys<VoucherParameters>& keys) {
  declare_schedule(keys);
  declare_reach(keys);
  keys.dated_share("rate", &VoucherParameters::rate, {.otherwise = "50 %"})
      .means("Share of a project's bill for computing power that is paid")
      .source("judgement; range 20 % to 70 %");
  keys.flag("controlled", &VoucherParameters::controlled, {.otherwise = "false"})
      .means("Whether controlled chips are on the bill, beside commodity computing power");
  declare_budget(keys, "budget");
  declare_support(keys);
}

class ComputeVoucher final : public Instrument {
 public:
  ComputeVoucher(const VoucherParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context), rate_(parameters.rate), controlled_(parameters.controlled) {}

  const Terms* terms() const override { return &terms_; }
  Offer offer(const Applicant&, const Project& project, Month month) const override {
    const double bill = project.commodity + (controlled_ ? project.chips : 0);
    return {rate_.at(month) * bill};
  }

 private:
  Terms terms_;
  scenario::Dated rate_;
  bool controlled_;
};

}  // namespace

InstrumentEntry compute_voucher() {
  return instrument_entry<ComputeVoucher, VoucherParameters>("compute_voucher",
                                                             "Pays part of the bill for computing power");
}

}  // namespace millwright::policies
