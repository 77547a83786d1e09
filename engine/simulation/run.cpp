#include "simulation/run.hpp"

#include <utility>

#include "core/parallel.hpp"
#include "core/sha256.hpp"
#include "month/model.hpp"
#include "simulation/disclosure.hpp"
#include "simulation/provenance.hpp"
#include "simulation/recorder.hpp"
#include "simulation/version.hpp"
#include "statistics/catalogue.hpp"

namespace millwright::simulation {
namespace {

results::Result empty_result(const LoadedScenario& loaded, int replicates) {
  const auto& scenario = loaded.scenario;
  results::Result result;
  result.title = scenario.title;
  result.scenario_name = loaded.scenario_name;
  result.engine_version = engine_version();
  result.git_hash = git_hash();
  result.seed = static_cast<std::uint64_t>(scenario.seed);
  result.replicates = replicates;
  for (int month = 0; month < loaded.months(); ++month) result.months.push_back(scenario.start + month);
  return result;
}

/// A run under way: what it has done, and what to do after each month.
class Run {
 public:
  Run(const LoadedScenario& loaded, const RunOptions& options)
      : loaded_(loaded), options_(options), months_(loaded.months()), state_(options.replicates, loaded.months()) {
    if (options.checkpoints) origin_ = origin_of(loaded, options.replicates);
  }

  results::Result finish() {
    results::Result result = empty_result(loaded_, options_.replicates);
    const Checkpoint* from = options_.from;
    if (from != nullptr) read_run_state(*from, options_.replicates, months_, state_);
    for (; state_.replicate < options_.replicates; ++state_.replicate, state_.months = 0) {
      Model model = build_model(loaded_.scenario, {result.seed, static_cast<std::uint64_t>(state_.replicate)});
      if (from != nullptr) {
        read_economy(*std::exchange(from, nullptr), model.economy);
      } else if (loaded_.scenario.outputs.events) {
        state_.recorder.record_start(state_.replicate, model.economy);
      }
      if (result.dimensions.empty()) result.dimensions = statistics::dimensions_of(model.economy);
      finish_replicate(model);
    }
    Sha256 hash;
    for (const std::string& replicate : state_.state_hashes) hash.update(replicate);
    result.state_hash = hash.hex();
    state_.recorder.finish(loaded_.scenario, result);
    add_provenance(loaded_, result);
    return result;
  }

 private:
  void finish_replicate(Model& model) {
    tell(model.economy, true);
    if (options_.stop && options_.stop()) stop(model.economy);
    while (state_.months < months_) {
      advance_month(model);
      record(model.economy);
      state_.months += 1;
      tell(model.economy, false);
      if (options_.stop && options_.stop()) stop(model.economy);
      if (checkpoint_is_due()) keep(model.economy);
    }
    state_.state_hashes.push_back(hash_of_state(model.economy));
  }

  /// The month's series, and beside them its events.
  void record(const Economy& economy) {
    const bool events = loaded_.scenario.outputs.events;
    for_each_job(events ? 2 : 1, [&](std::size_t job) {
      if (job == 0) state_.recorder.record(state_.replicate, state_.months, publishable(economy));
      if (job == 1) state_.recorder.record_month(state_.replicate, economy);
    });
  }

  void tell(const Economy& economy, bool drawn) const {
    if (!options_.progress) return;
    options_.progress({state_.replicate, options_.replicates, state_.months, months_, glance_at(economy), drawn});
  }

  int months_done() const { return state_.replicate * months_ + state_.months; }

  bool checkpoint_is_due() const {
    return options_.checkpoints && options_.checkpoint_every > 0 && months_done() % options_.checkpoint_every == 0 &&
           months_done() < options_.replicates * months_;
  }

  [[noreturn]] void stop(const Economy& economy) const {
    const bool can_keep = options_.checkpoints.has_value() && months_done() > 0;
    if (can_keep) keep(economy);
    throw Stopped{state_.replicate, state_.months, can_keep};
  }

  void keep(const Economy& economy) const {
    write_checkpoint(*options_.checkpoints, origin_, state_, economy);
    if (options_.kept) options_.kept();
  }

  const LoadedScenario& loaded_;
  const RunOptions& options_;
  int months_;
  Origin origin_;
  RunState state_;
};

}  // namespace

results::Result simulate(const LoadedScenario& loaded, const RunOptions& options) {
  return Run(loaded, options).finish();
}

}  // namespace millwright::simulation
