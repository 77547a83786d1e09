#include "simulation/observed_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.hpp"
#include "core/sha256.hpp"
#include "month/model.hpp"
#include "simulation/checkpoint.hpp"
#include "simulation/disclosure.hpp"
#include "simulation/run.hpp"
#include "statistics/catalogue.hpp"

namespace millwright::simulation {
namespace {

Luck luck_of(const LoadedScenario& loaded, int replicate) {
  return {static_cast<std::uint64_t>(loaded.scenario.seed), static_cast<std::uint64_t>(replicate)};
}

[[noreturn]] void refuse_variable(const std::string& name, const statistics::Observations& observations) {
  std::vector<std::string> known;
  for (const auto& observation : observations) known.push_back(observation.variable.name);
  const std::string near = nearest(name, known);
  throw UserError(
      Problem{"", fmt::format("there is no variable '{}'", printable(name)),
              near.empty() ? "`ncdump -h` of a result lists all variables" : "did you mean '" + near + "'?"});
}

/// Appends what is observed of a month to the selected series.
void record(const Economy& economy, const Selection& selection, std::vector<results::Series>& series) {
  const statistics::Observations observations = publishable(economy, &selection.variables);
  if (series.empty()) {
    for (const std::string& name : selection.variables) {
      const auto found = std::ranges::find_if(observations, [&](const auto& one) { return one.variable.name == name; });
      if (found == observations.end()) refuse_variable(name, publishable(economy));
      series.push_back({found->variable, {}});
    }
  }
  for (results::Series& one : series) {
    const auto found = std::ranges::find_if(
        observations, [&](const auto& observed) { return observed.variable.name == one.variable.name; });
    one.values.insert(one.values.end(), found->values.begin(), found->values.end());
  }
}

}  // namespace

Population::Population(std::shared_ptr<const LoadedScenario> scenario, int replicate)
    : loaded(std::move(scenario)),
      economy(std::make_unique<const Economy>(build_economy(loaded->scenario, luck_of(*loaded, replicate)))) {}

Population::~Population() = default;

ObservedRun observe_run(const LoadedScenario& loaded, int replicate, const Population& population,
                        const Selection& selection, const std::function<bool()>& stop) {
  Model model = build_model(loaded.scenario, luck_of(loaded, replicate), population.economy.get());
  ObservedRun observed;
  observed.dimensions = statistics::dimensions_of(model.economy);
  for (int month = 0; month < loaded.months(); ++month) {
    advance_month(model);
    if (std::ranges::binary_search(selection.at, model.economy.environment.month))
      record(model.economy, selection, observed.series);
    if (stop && stop()) throw Stopped{replicate, month + 1, false};
  }
  Sha256 hash;
  hash.update(hash_of_state(model.economy));
  observed.state_hash = hash.hex();
  return observed;
}

ObservedRun describe_variables(const LoadedScenario& loaded) {
  scenario::Scenario few = loaded.scenario;
  constexpr std::int64_t enough = 500;
  if (few.population.roster.empty()) few.population.firms = std::min(few.population.firms, enough);
  Model model = build_model(few, luck_of(loaded, 0));
  advance_month(model);
  ObservedRun described;
  described.dimensions = statistics::dimensions_of(model.economy);
  for (auto& observation : statistics::observe_all(model.economy, model.economy.census))
    described.series.push_back({observation.variable, {}});
  return described;
}

}  // namespace millwright::simulation
