#include "policies/instrument.hpp"

// Pays for the training of the workers whom a project affects; the firm then recovers faster from the J-curve's dip.
namespace millwright::policies {
namespace {

struct TrainingParameters : Programme {
  scenario::Dated cost_per_worker;
  double faster = 0;
};

void declare(scenario::Keys<TrainingParameters>& keys) {
  declare_schedule(keys);
  declare_reach(keys);
  keys.dated_money("cost_per_worker", &TrainingParameters::cost_per_worker, {.range = {0, 1}})
      .means("Money for each affected worker");
  keys.share("faster", &TrainingParameters::faster, {.range = {0, 0.95}, .otherwise = "25 %"})
      .means("By how much the time constant of the firm's recovery is shorter, for the technology")
      .source("judgement; range 0 % to 50 %");
  declare_budget(keys, "budget");
  declare_support(keys);
}

class TrainingGrant final : public Instrument {
 public:
  TrainingGrant(const TrainingParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context), parameters_(parameters) {}

  const Terms* terms() const override { return &terms_; }
  Offer offer(const Applicant&, const Project& project, Month month) const override {
    return {parameters_.cost_per_worker.at(month) * project.affected_workers};
  }
  double faster() const override { return parameters_.faster; }

 private:
  Terms terms_;
  TrainingParameters parameters_;
};

}  // namespace

InstrumentEntry training_grant() {
  return instrument_entry<TrainingGrant, TrainingParameters>("training_grant",
                                                             "Pays for training, which shortens the J-curve");
}

}  // namespace millwright::policies
