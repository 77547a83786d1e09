#include <fmt/format.h>

#include <algorithm>

#include "compare_arms.hpp"
#include "core/month.hpp"
#include "core/sha256.hpp"
#include "experiments/comparison_file.hpp"
#include "memory.hpp"
#include "progress.hpp"
#include "reproduce.hpp"
#include "results/read_result.hpp"
#include "simulation/provenance.hpp"
#include "simulation/run.hpp"
#include "simulation/version.hpp"
#include "terminal.hpp"

// `millwright reproduce` of what `compare -o` wrote.
namespace millwright::tool {
namespace {

using results::Arrays;
using results::ComparisonRecord;

/// An arm loaded from what the file holds of it.
Arm arm_of(const Reproduce& options, const results::ArmRecord& recorded) {
  results::Result held;
  held.scenario_name = recorded.arm;
  held.scenario_yaml = recorded.scenario_yaml;
  held.inputs = recorded.inputs;
  for (const auto& folder : options.data) simulation::find_missing_inputs(folder, held.inputs);
  Arm arm{.name = recorded.arm, .load = {}, .loaded = {}, .result = {}};
  arm.loaded = simulation::load_recorded(options.file.string() + ", " + recorded.arm, held);
  arm.loaded->scenario.outputs.events = true;  // as `compare` sees the lives of confidential firms, in memory alone
  return arm;
}

results::Result simulate_arm(const Reproduce& options, const Arm& arm, const results::ArmRecord& recorded,
                             int replicates) {
  if (!options.quiet) say("simulating " + printable(arm.name));
  results::Result result = simulate_again(options, *arm.loaded, replicates);
  result.scenario_name = arm.name;
  result.inputs = recorded.inputs;
  return result;
}

std::int32_t horizon_of(const ComparisonRecord& recorded) {
  const auto month = parse_month(recorded.horizon);
  const auto time = std::ranges::find(recorded.arrays.axes, "time", &results::ArrayAxis::name);
  const bool known = month && time != recorded.arrays.axes.end() && !time->months.empty();
  if (known && *month >= time->months.front() && *month <= time->months.back()) return *month - time->months.front();
  throw UserError(Problem{"", "the comparison tells no horizon within its months",
                          "take the file from where it was made once more, or compare again"});
}

/// The number of replicates that the file says, if it can be one.
int replicates_of(const ComparisonRecord& recorded) {
  constexpr std::uint64_t most = 1'000'000;
  const auto axis = std::ranges::find(recorded.arrays.axes, "replicate", &results::ArrayAxis::name);
  if (axis != recorded.arrays.axes.end() && axis->length > 0 && axis->length <= most)
    return static_cast<int>(axis->length);
  throw UserError(Problem{"", "the comparison tells no number of replicates",
                          "take the file from where it was made once more, or compare again"});
}

std::vector<experiments::Comparison> compare_again(const Reproduce& options, const ComparisonRecord& recorded,
                                                   std::vector<Circumstance>& circumstances) {
  std::vector<Arm> arms;
  for (const auto& arm : recorded.arms) arms.push_back(arm_of(options, arm));
  require_alike(arms);
  const experiments::CompareOptions how{.horizon = horizon_of(recorded),
                                        .discount_rate = recorded.discount_rate,
                                        .confidential = confidential_firms(arms)};
  const int replicates = replicates_of(recorded);
  require_memory(*arms.front().loaded, 2 * replicates);
  const auto base = simulate_arm(options, arms[0], recorded.arms[0], replicates);
  std::vector<experiments::Comparison> comparisons;
  for (std::size_t k = 1; k < arms.size(); ++k) {
    comparisons.push_back(
        experiments::compare(base, simulate_arm(options, arms[k], recorded.arms[k], replicates), how));
  }
  for (std::size_t k = 0; k < arms.size(); ++k) {
    const auto& now = k == 0 ? comparisons.front().base_from : comparisons[k - 1].policy_from;
    circumstances.push_back({"state hash of " + arms[k].name, recorded.arms[k].state_hash, now.state_hash});
  }
  return comparisons;
}

/// Takes out what searches and further runs told; says what that was.
std::vector<std::string> leave_out_searches(Arrays& arrays) {
  std::vector<std::string> notes;
  const auto of_effects = [](const results::Series& one) {
    return std::ranges::find(one.variable.dimensions, "effect") != one.variable.dimensions.end();
  };
  const auto of_match = [](const results::Series& one) { return one.variable.name.starts_with("match_"); };
  if (std::erase_if(arrays.series, of_effects) > 0) notes.emplace_back("not done again: the runs of --effects");
  if (std::erase_if(arrays.series, of_match) > 0)
    notes.emplace_back("not done again: the search of --match-spending; its arms were, as it found them");
  return notes;
}

}  // namespace

std::vector<Circumstance> those_that_differ(std::vector<Circumstance> all) {
  std::erase_if(all, [](const Circumstance& one) { return one.recorded == one.now; });
  return all;
}

std::string sha256_of(const std::vector<std::byte>& bytes) {
  return sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

results::Result simulate_again(const Reproduce& options, const simulation::LoadedScenario& loaded, int replicates) {
  require_memory(loaded, replicates);
  const ThreadLimit limit(options.threads);
  ProgressDisplay display(loaded.scenario, standard_error());
  simulation::RunOptions how;
  how.replicates = replicates;
  how.progress = [&](const simulation::Progress& now) {
    if (!options.quiet) display.show(now);
  };
  return simulation::simulate(loaded, how);
}

Reproduced reproduce_comparison(const Reproduce& options, const std::vector<std::byte>& bytes,
                                const ComparisonRecord& recorded) {
  std::vector<Circumstance> circumstances = {{"engine", recorded.engine_version, simulation::engine_version()},
                                             {"git hash", recorded.git_hash, simulation::git_hash()}};
  const auto comparisons = compare_again(options, recorded, circumstances);
  const auto new_bytes = experiments::comparison_bytes(comparisons);
  Reproduced reproduced{.difference = {},
                        .circumstances = those_that_differ(std::move(circumstances)),
                        .sha256 = sha256_of(bytes),
                        .same_file = bytes == new_bytes};
  const auto again = std::get<ComparisonRecord>(results::read_any_bytes("the new comparison", new_bytes));
  Arrays kept = recorded.arrays;
  reproduced.notes = leave_out_searches(kept);
  reproduced.difference = results::difference_between(kept, again.arrays);
  return reproduced;
}

}  // namespace millwright::tool
