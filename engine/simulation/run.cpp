#include "simulation/run.hpp"

#include <array>

#include "core/fingerprint.hpp"
#include "core/sha256.hpp"
#include "month/model.hpp"
#include "scenario/language/load.hpp"
#include "scenario/language/merge.hpp"
#include "simulation/disclosure.hpp"
#include "simulation/recorder.hpp"
#include "simulation/version.hpp"
#include "statistics/catalogue.hpp"

namespace millwright::simulation {
namespace {

void hash_values(const auto& values, Sha256& hash) {
  hash.update({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0])});
}

void hash_climate(const Environment& now, Sha256& hash) {
  hash_values(std::array{now.pmi, now.pmi_model, now.unobserved_demand, now.expected_growth, now.expectation_variance,
                         now.trend, now.equipment_index},
              hash);
  hash_values(now.pmi_history, hash), hash_values(now.metals, hash), hash_values(now.demand, hash);
  hash_values(now.demand_path, hash), hash_values(now.equipment_baseline, hash);
  for (const auto& technology : now.technology) {
    hash_values(
        std::array{technology.price_index, technology.price_fall, technology.outside_trend, technology.lead_spending},
        hash);
  }
  for (const auto& track : now.tracks) hash_values(std::array{track.capacity, track.output}, hash);
}

void hash_closing(const Closing& closing, Sha256& hash) {
  hash_values(closing.normaliser, hash), hash_values(closing.orders, hash), hash_values(closing.advantage, hash);
  hash_values(closing.insolvencies, hash), hash_values(closing.installed, hash);
  hash_values(closing.installed_before, hash), hash_values(closing.equipment_orders, hash);
  hash_values(closing.productivity.base.values(), hash), hash_values(closing.productivity.exits.values(), hash);
}

void hash_ledgers(const Economy& economy, Sha256& hash) {
  for (const auto& l : economy.instruments) {
    hash_values(std::array<std::int64_t, 4>{l.budget, l.spent, l.year, l.exhausted_on}, hash);
    hash_values(std::array{l.places, l.places_taken}, hash), hash_values(l.visible, hash);
  }
  hash_values(economy.tracks, hash);
  hash_values(economy.money, hash);
}

void hash_panel(const SurveyPanel& panel, Sha256& hash) {
  hash_values(panel.birth, hash), hash_values(panel.orders, hash), hash_values(panel.output, hash);
  hash_values(panel.employment, hash), hash_values(panel.backlog, hash), hash_values(panel.inventories, hash);
  hash_values(panel.normaliser, hash), hash_values(panel.typical, hash);
}

/// Everything that a run carries from month to month.
void hash_state(const Economy& economy, Sha256& hash) {
  Firms::for_each_array(economy.firms, [&](const auto& column) {
    const Fingerprint print = fingerprint(std::as_bytes(column.values()));
    hash_values(std::array{print.first, print.second}, hash);
  });
  hash_climate(economy.environment, hash);
  hash_closing(economy.closing, hash);
  hash_ledgers(economy, hash);
  hash_panel(economy.panel, hash);
}

Progress progress_of(const Economy& economy, int replicate, int replicates, int month, int months) {
  Progress progress{replicate, replicates, month, months, 0, economy.environment.pmi};
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    std::int64_t adopters = 0;
    for (std::size_t s = 0; s < economy.sectors.size(); ++s) adopters += economy.closing.adopters.at(j, s);
    progress.adoption =
        std::max(progress.adoption, static_cast<double>(adopters) / static_cast<double>(economy.firms.count()));
  }
  return progress;
}

/// What is observed of a month, without small groups of confidential firms.
statistics::Observations publishable(const Economy& economy) {
  auto observations = statistics::observe_all(economy, economy.census);
  if (economy.scenario.population.table.confidential) blank_small_groups(economy, observations);
  return observations;
}

constexpr std::size_t largest_embedded = 256 * 1024;  // bytes of an input file that travels in the result

/// Tables of a confidential population: the firms and their links.
bool is_confidential(const LoadedScenario& loaded, const std::string& input) {
  if (!loaded.scenario.population.table.confidential) return false;
  for (const char* key : {"population.table.file", "network.file"}) {
    const auto* named = scenario::find_dotted(loaded.document.contents().complete, key);
    if (named != nullptr && named->text == input) return true;
  }
  return false;
}

void add_provenance(const LoadedScenario& loaded, results::Result& result) {
  result.scenario_yaml = scenario::resolved_yaml(loaded.document);
  for (const auto& input : loaded.document.inputs()) {
    const bool embedded = input.content.size() <= largest_embedded && !is_confidential(loaded, input.name);
    result.inputs.push_back({input.name, input.sha256, embedded ? input.content : ""});
  }
}

}  // namespace

results::Result simulate(const LoadedScenario& loaded, const RunOptions& options) {
  const auto& scenario = loaded.scenario;
  results::Result result;
  result.title = scenario.title;
  result.scenario_name = loaded.scenario_name;
  result.engine_version = engine_version();
  result.git_hash = git_hash();
  result.seed = static_cast<std::uint64_t>(scenario.seed);
  result.replicates = options.replicates;
  const int months = loaded.months();
  for (int month = 0; month < months; ++month) result.months.push_back(scenario.start + month);
  Recorder recorder(options.replicates, months);
  Sha256 hash;
  for (int replicate = 0; replicate < options.replicates; ++replicate) {
    Model model =
        build_model(scenario, {static_cast<std::uint64_t>(scenario.seed), static_cast<std::uint64_t>(replicate)});
    if (options.progress) options.progress(progress_of(model.economy, replicate, options.replicates, 0, months));
    if (replicate == 0) result.dimensions = statistics::dimensions_of(model.economy);
    if (scenario.outputs.events) recorder.record_start(replicate, model.economy);
    for (int month = 0; month < months; ++month) {
      advance_month(model);
      recorder.record(replicate, month, publishable(model.economy));
      if (scenario.outputs.events) recorder.record_month(replicate, model.economy);
      if (options.progress)
        options.progress(progress_of(model.economy, replicate, options.replicates, month + 1, months));
    }
    hash_state(model.economy, hash);
  }
  result.state_hash = hash.hex();
  recorder.finish(scenario, result);
  add_provenance(loaded, result);
  return result;
}

}  // namespace millwright::simulation
