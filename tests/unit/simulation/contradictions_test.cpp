#include "support/scenarios.hpp"
#include "unit/simulation/runs.hpp"

// What keys demand of each other: chip tracks, closures and shocks that make no sense are refused when read.
namespace millwright::runs {
namespace {

/// What is wrong with China's baseline after one change; empty when nothing is.
std::string problem(const std::string& setting) {
  const auto problems = support::problems_of([&] {
    simulation::load_scenario({.file = std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "scenarios/china/baseline.yaml",
                               .settings = {setting},
                               .scenario_name = {},
                               .allow_outside = {}});
  });
  EXPECT_LE(problems.size(), 1U) << "one mistake, one problem";
  return problems.empty() ? "" : problems[0].what;
}

std::string track(const std::string& limits) {
  return "chips.tracks.other={performance: 1, price: 100 k CNY, " + limits + "}";
}

TEST(Contradictions, AChipTrackNeedsALimitAndALearnerACapacity) {
  EXPECT_NE(problem(track("origin: foreign")).find("no limit"), std::string::npos);
  EXPECT_NE(problem(track("supply: 1 k/month, learning_rate: 10 %")).find("capacity"), std::string::npos);
  EXPECT_EQ(problem(track("supply: 1 k/month")), "");
  EXPECT_EQ(problem(track("capacity: 1 k/month, learning_rate: 10 %")), "");
}

TEST(Contradictions, AClosureIsAnnouncedThenBeginsThenEnds) {
  const std::string customs = "chips.tracks.foreign.closed.customs={by: buyer, ";
  EXPECT_NE(problem(customs + "from: 2026-03, to: 2026-02}").find("ends before it begins"), std::string::npos);
  EXPECT_NE(problem(customs + "from: 2026-03, announce: 2026-04}").find("announced after"), std::string::npos);
  EXPECT_EQ(problem(customs + "from: 2026-03, announce: 2026-03, to: 2026-03}"), "");
}

TEST(Contradictions, AMetalShockDoesNotEndBeforeItBegins) {
  const std::string shock = "climate.metals.copper.shocks.test={change: 5 %, kind: supply, from: 2026-03, to: ";
  EXPECT_NE(problem(shock + "2026-02}").find("ends before it begins"), std::string::npos);
  EXPECT_EQ(problem(shock + "2026-03}"), "");
}

}  // namespace
}  // namespace millwright::runs
