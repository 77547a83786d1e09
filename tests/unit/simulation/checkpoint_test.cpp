#include "simulation/checkpoint.hpp"

#include "core/parallel.hpp"
#include "month/model.hpp"
#include "results/result_file.hpp"
#include "support/scenarios.hpp"
#include "unit/simulation/runs.hpp"

// A run that was interrupted in any month and goes on, on other threads, gives the bytes of one that was not.
namespace millwright::runs {
namespace {

simulation::LoadedScenario small_china() {
  return simulation::load_scenario(
      {.file = std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "scenarios/china/baseline.yaml",
       .settings = {"population.firms=2000", "end=2025-03"},
       .scenario_name = {},
       .allow_outside = {}});
}

struct Interrupted {
  simulation::RunOptions options;
  simulation::CheckpointFiles files;
  int asked = 0;

  Interrupted(const std::filesystem::path& folder, int replicates) : files(folder / "result.h5") {
    options.replicates = replicates;
    options.checkpoints = files;
  }

  /// Runs until it has been asked `times` times whether to stop. Empty when it was stopped.
  std::optional<results::Result> run(const simulation::LoadedScenario& loaded, int times) {
    auto search = simulation::find_checkpoint(files, simulation::origin_of(loaded, options.replicates));
    EXPECT_TRUE(search.damaged.empty());
    options.from = search.found ? &*search.found : nullptr;
    asked = 0;
    options.stop = [&, times] { return ++asked == times; };
    try {
      return simulation::simulate(loaded, options);
    } catch (const simulation::Stopped&) {
      return std::nullopt;
    }
  }
};

TEST(Checkpoint, ARunStoppedAfterEveryMonthGivesTheSameBytes) {
  const auto loaded = small_china();
  simulation::RunOptions undisturbed;
  undisturbed.replicates = 2;
  const auto expected = results::result_bytes(simulation::simulate(loaded, undisturbed));
  const support::TemporaryFolder folder;
  Interrupted interrupted(folder.path(), 2);
  const int thread_counts[] = {1, 2, 7};
  std::optional<results::Result> result;
  int stops = 0;
  for (; !result; ++stops) {  // asked first when the firms are there, then after one month
    ASSERT_LT(stops, 100);
    const ThreadLimit limit(thread_counts[stops % 3]);
    result = interrupted.run(loaded, 2);
  }
  EXPECT_EQ(results::result_bytes(*result), expected);
  EXPECT_GT(stops, 2 * loaded.months());
  std::cout << stops << " interruptions, results " << (results::result_bytes(*result) == expected ? "equal" : "DIFFER")
            << "\n";
}

TEST(Checkpoint, StateThatWasReadBackGoesOnLikeTheOriginal) {
  const auto loaded = small_china();
  const support::TemporaryFolder folder;
  const simulation::CheckpointFiles files(folder.path() / "result.h5");
  const auto origin = simulation::origin_of(loaded, 1);
  const Luck luck{static_cast<std::uint64_t>(loaded.scenario.seed), 0};
  Model original = build_model(loaded.scenario, luck);
  for (int month = 0; month < 4; ++month) advance_month(original);
  simulation::RunState state(1, loaded.months());
  state.months = 4;
  simulation::write_checkpoint(files, origin, state, original.economy);
  const auto search = simulation::find_checkpoint(files, origin);
  ASSERT_TRUE(search.found.has_value());
  Model copy = build_model(loaded.scenario, luck);
  simulation::read_run_state(*search.found, 1, loaded.months(), state);
  simulation::read_economy(*search.found, copy.economy);
  for (int month = 4; month < loaded.months(); ++month) {
    EXPECT_EQ(simulation::hash_of_state(copy.economy), simulation::hash_of_state(original.economy)) << month;
    advance_month(original), advance_month(copy);
  }
}

}  // namespace
}  // namespace millwright::runs
