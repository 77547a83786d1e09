#include "policies/instrument.hpp"

// A robot tax: a share of the labour cost that live tranches save, running cost deducted, paid month by month. Taxes of
// this kind are discussed by Guerreiro, Rebelo and Teles (2022) and Costinot and Werning (2023). Firms reckon with it
// for the whole life of a project, from its announcement until its last month.
namespace millwright::policies {
namespace {

struct LevyParameters : Programme {
  scenario::Dated rate;
};

void declare(scenario::Keys<LevyParameters>& keys) {
  declare_schedule(keys);
  keys.section("target", static_cast<Target LevyParameters::*>(&Programme::target)).means("Whom it is for");
  keys.dated_share("rate", &LevyParameters::rate)
      .means("Share of the labour cost saved, less running cost, that is paid");
}

class AutomationLevy final : public Instrument {
 public:
  AutomationLevy(const LevyParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context), rate_(parameters.rate) {}

  bool levies() const override { return true; }
  double levy(const Applicant& firm, Month month) const override {
    return terms_.effective().holds(month) && terms_.targets(firm) ? rate_.at(month) : 0;
  }
  double expected_levy(const Applicant& firm, Month month) const override {
    if (!terms_.announced(month)) return 0;
    return levy(firm, std::max(month, terms_.effective().from));
  }

 private:
  Terms terms_;
  scenario::Dated rate_;
};

}  // namespace

InstrumentEntry automation_levy() {
  return instrument_entry<AutomationLevy, LevyParameters>("automation_levy",
                                                          "Takes part of the labour cost that automation saves");
}

}  // namespace millwright::policies
