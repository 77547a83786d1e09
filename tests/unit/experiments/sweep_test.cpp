#include "experiments/sweep.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "core/errors.hpp"
#include "core/sha256.hpp"
#include "experiments/sweep_result.hpp"
#include "experiments/sweep_run.hpp"
#include "results/result_file.hpp"
#include "scenario/language/load.hpp"
#include "simulation/run.hpp"

// Sweep files on the smallest scenario: what they mean, what is refused, and that a run of a sweep is the run that
// `millwright run` would make.
namespace millwright::experiments {
namespace {

namespace fs = std::filesystem;

class SweepFolder {
 public:
  SweepFolder() {
    std::string name = (fs::temp_directory_path() / "millwright-sweep-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~SweepFolder() { fs::remove_all(path); }
  SweepFolder(const SweepFolder&) = delete;
  SweepFolder& operator=(const SweepFolder&) = delete;

  fs::path write(const std::string& text) const {
    const fs::path file = path / "s.sweep.yaml";
    std::ofstream(file) << "sweep: 1\nscenario: " << MILLWRIGHT_SOURCE_DIR << "/scenarios/minimal.yaml\n" << text;
    return file;
  }
  Sweep load(const std::string& text) const { return load_sweep(write(text)); }
  /// All problems as one text; empty where there are none.
  std::string refusal(const std::string& text) const {
    try {
      load(text);
    } catch (const UserError& error) {
      return error.what();
    }
    return "";
  }

  fs::path path;
};

const std::string two_factors =
    "factors:\n"
    "  policies.grant.rate: {range: [10 %, 30 %]}\n"
    "  climate.pmi.shift: {range: [-1, 1]}\n";

std::string hash_of(const results::Result& result) {
  const auto bytes = results::result_bytes(result);
  return sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

TEST(SweepFile, a_factor_is_written_in_the_unit_of_its_key) {
  const SweepFolder folder;
  const Sweep sweep = folder.load("design: {method: lhs, points: 4}\n" + two_factors);
  ASSERT_EQ(sweep.factors.size(), 2u);
  EXPECT_EQ(sweep.factors[0].name, "policies.grant.rate");  // in the order of the file
  EXPECT_EQ(sweep.factors[0].at(0).settings, std::vector<std::string>{"policies.grant.rate=10 %"});
  EXPECT_EQ(sweep.factors[0].at(1).settings, std::vector<std::string>{"policies.grant.rate=30 %"});
  EXPECT_DOUBLE_EQ(sweep.factors[0].number_at(0.5), 0.2);
  EXPECT_EQ(points_of(sweep).changes.size(), 4u);
}

TEST(SweepFile, levels_edits_and_switches_become_settings) {
  const SweepFolder folder;
  const Sweep sweep = folder.load(
      "design: {method: grid}\n"
      "factors:\n"
      "  population.firms: [100, 200, 300]\n"
      "  growth: {key: climate.wages.growth, from: 2024-06, add: [-1 pp, 1 pp]}\n"
      "  policies.grant: {on: [false, true]}\n"
      "  climate.pmi.shift: {range: [0, 1], levels: 2}\n");
  const Points points = points_of(sweep);
  ASSERT_EQ(points.changes.size(), 3u * 2 * 2 * 2);
  const auto& first = points.changes.front().settings;
  EXPECT_EQ(first, (std::vector<std::string>{"population.firms=100", "climate.wages.growth={from: 2024-06, add: -1 pp}",
                                             "policies.grant=null", "climate.pmi.shift=0"}));
  EXPECT_EQ(points.changes.back().settings,
            (std::vector<std::string>{"population.firms=300", "climate.wages.growth={from: 2024-06, add: 1 pp}",
                                      "climate.pmi.shift=1"}));
}

TEST(SweepFile, replicates_are_interleaved_and_arms_side_by_side) {
  const SweepFolder folder;
  const Sweep sweep =
      folder.load("replicates: 2\narms: {with: [], without: []}\ndesign: {method: lhs, points: 3}\n" + two_factors);
  const auto tasks = tasks_of(sweep, 3);
  ASSERT_EQ(tasks.size(), 12u);
  EXPECT_EQ(tasks[0].replicate, 0);
  EXPECT_EQ(tasks[1].arm, 1u);
  EXPECT_EQ(tasks[5].replicate, 0);
  EXPECT_EQ(tasks[6].replicate, 1);
  EXPECT_EQ(tasks[6].point, 0u);
}

TEST(SweepFile, what_is_wrong_is_told_with_its_place_and_a_remedy) {
  const SweepFolder folder;
  const std::string lhs = "design: {method: lhs, points: 4}\n";
  const std::pair<std::string, std::string> cases[] = {
      {lhs, "there are no factors"},
      {lhs + "factor: {}\n", "did you mean 'factors'?"},
      {lhs + "factors: {policies.grant.rat: {range: [0 %, 1 %]}}\n", "did you mean 'policies.NAME.rate'?"},
      {lhs + "factors: {policies.grant.rate: {range: [0 %, 300 %]}}\n", "s.sweep.yaml:4:11"},
      {lhs + "factors: {policies.grant.rate: {range: [1, 2 months]}}\n", "'2 months' is not a share"},
      {lhs + "factors: {policies.grant.rate: {range: [20 %, 10 %]}}\n", "does not end above its start"},
      {lhs + "factors: {policies.grant.rate: {rnage: [1 %, 2 %]}}\n", "did you mean 'range'?"},
      {lhs + "factors: {policies.grant.rate: 5 %}\n", "has one value"},
      {lhs + "factors: {policies.grant.rate: {from: 2024-01}}\n", "does not say what differs"},
      {lhs + "factors: {policies.grant.rate: {scale: [1], add: [1 pp]}}\n", "does two things at once"},
      {lhs + "factors: {policies.grant.rate: {range: [0, 1 %], spacing: log}}\n", "must start above 0"},
      {lhs + "factors: {nothing: {range: [1, 2]}}\n", "no such key"},
      {lhs + "factors: {policies.grant.instrument: {range: [1, 2]}}\n", "is no number, so it has no range"},
      {lhs + "factors: {nothing: {on: [true, false]}}\n", "there is no scenario 'nothing'"},
      {lhs + "arms: {a: [nothing]}\n" + two_factors, "arm 'a': there is no scenario 'nothing'"},
      {lhs + "outputs: {variables: [adoption_shar]}\n" + two_factors, "did you mean 'adoption_share'?"},
      {lhs + "outputs: {at: [2099-01]}\n" + two_factors, "is no month of the scenario"},
      {"design: {method: lhs}\n" + two_factors, "design.points is missing"},
      {"design: {method: guess}\n" + two_factors, "design.method"},
      {"design: {method: table}\n", "design.file is missing"},
      {"design: {method: scenarios}\n" + two_factors, "has no factors"},
      {lhs + "replicates: 0\n" + two_factors, "replicates"},
  };
  for (const auto& [text, expected] : cases) {
    const std::string refusal = folder.refusal(text);
    EXPECT_NE(refusal.find(expected), std::string::npos) << "for\n" << text << "this was told:\n" << refusal;
  }
}

TEST(SweepRun, a_run_has_the_values_that_the_scenario_has_by_itself) {
  const SweepFolder folder;
  const Sweep sweep = folder.load(
      "replicates: 2\ndesign: {method: lhs, points: 2}\noutputs: {variables: [employment]}\n" + two_factors);
  const Points points = points_of(sweep);
  SweepStore store(folder.path, fingerprint_of(sweep));
  EXPECT_EQ(run_tasks(sweep, points, store, {}).missing, 0u);
  const results::Result merged = merge(sweep, points, store);
  simulation::RunOptions both;
  both.replicates = 2;
  for (std::size_t p = 0; p < 2; ++p) {
    const auto loaded = simulation::load_scenario(load_options(sweep, points, {p, 0, 0}));
    const auto alone = simulation::simulate(loaded, both);
    const auto& expected = std::ranges::find_if(alone.series, [](const auto& series) {
                             return series.variable.name == "employment";
                           })->values;
    const auto& values = merged.series.front().values;
    EXPECT_EQ(std::vector<double>(values.begin() + static_cast<std::ptrdiff_t>(p * expected.size()),
                                  values.begin() + static_cast<std::ptrdiff_t>((p + 1) * expected.size())),
              expected);
  }
}

TEST(SweepRun, shards_threads_and_order_leave_no_trace_in_the_merged_file) {
  const SweepFolder folder, other;
  const std::string text = "replicates: 2\ndesign: {method: halton, points: 3}\n" + two_factors;
  const Sweep sweep = folder.load(text);
  const Points points = points_of(sweep);
  SweepStore whole(folder.path, fingerprint_of(sweep));
  run_tasks(sweep, points, whole, {.threads = 3});
  for (const std::size_t shard : {2u, 0u, 1u}) {
    SweepStore part(other.path, fingerprint_of(sweep));
    part.read();
    run_tasks(sweep, points, part, {.shard = shard, .shards = 3});
  }
  SweepStore parts(other.path, fingerprint_of(sweep));
  parts.read();
  EXPECT_EQ(parts.size(), 6u);
  EXPECT_EQ(hash_of(merge(sweep, points, parts)), hash_of(merge(sweep, points, whole)));
}

TEST(SweepRun, more_points_and_replicates_leave_finished_runs_alone) {
  const SweepFolder folder;
  const auto simulated = [&](const std::string& text) {
    const Sweep sweep = folder.load(text + two_factors);
    const Points points = points_of(sweep);
    SweepStore store(folder.path, fingerprint_of(sweep));
    store.read();
    return run_tasks(sweep, points, store, {}).simulated;
  };
  EXPECT_EQ(simulated("design: {method: sobol, points: 4}\n"), 4u);
  EXPECT_EQ(simulated("design: {method: sobol, points: 4}\n"), 0u);
  EXPECT_EQ(simulated("design: {method: sobol, points: 8}\n"), 4u);
  EXPECT_EQ(simulated("replicates: 2\ndesign: {method: sobol, points: 8}\n"), 8u);
}

TEST(SweepRun, a_run_that_cannot_be_simulated_is_recorded_and_the_rest_goes_on) {
  const SweepFolder folder;
  // Each value is possible alone, both together end before they start.
  const Sweep sweep = folder.load(
      "design: {method: grid}\nfactors:\n  start: [2024-01, 2025-06]\n  end: [2025-03, 2025-12]\n"
      "outputs: {at: [2025-03]}\n");
  const Points points = points_of(sweep);
  SweepStore store(folder.path, fingerprint_of(sweep));
  const SweepOutcome outcome = run_tasks(sweep, points, store, {});
  EXPECT_EQ(outcome.failed, 1u);
  EXPECT_EQ(outcome.simulated, 4u);
  const results::Result merged = merge(sweep, points, store);
  ASSERT_FALSE(merged.tables.empty());
  EXPECT_EQ(merged.tables.back().name, "failed");
  EXPECT_EQ(merged.tables.back().columns[1].integers, std::vector<std::int32_t>{2});
}

TEST(SweepStore, another_scenario_in_the_folder_is_refused) {
  const SweepFolder folder;
  const Sweep sweep = folder.load("design: {method: lhs, points: 1}\n" + two_factors);
  SweepStore store(folder.path, fingerprint_of(sweep));
  run_tasks(sweep, points_of(sweep), store, {});
  SweepStore other(folder.path, "another");
  EXPECT_THROW(other.read(), UserError);
}

TEST(SweepStore, runs_of_other_settings_for_all_points_are_not_taken_for_these) {
  const SweepFolder folder;
  const std::string rest = "design: {method: lhs, points: 1}\n" + two_factors;
  const std::string few = fingerprint_of(folder.load("set: {population.firms: 100}\n" + rest));
  const std::string more = fingerprint_of(folder.load("set: {population.firms: 150}\n" + rest));
  EXPECT_NE(few, more);
}

TEST(SweepStore, a_record_that_was_cut_off_is_simulated_again_to_the_same_file) {
  const SweepFolder folder;
  const Sweep sweep = folder.load("design: {method: lhs, points: 3}\n" + two_factors);
  const Points points = points_of(sweep);
  std::string expected;
  {
    SweepStore store(folder.path, fingerprint_of(sweep));
    run_tasks(sweep, points, store, {});
    expected = hash_of(merge(sweep, points, store));
  }
  const fs::path part = results::record_files(folder.path).front();
  fs::resize_file(part, fs::file_size(part) - 7);
  SweepStore again(folder.path, fingerprint_of(sweep));
  again.read();
  EXPECT_EQ(again.size(), 2u);
  EXPECT_EQ(run_tasks(sweep, points, again, {}).simulated, 1u);
  EXPECT_EQ(hash_of(merge(sweep, points, again)), expected);
}

}  // namespace
}  // namespace millwright::experiments
