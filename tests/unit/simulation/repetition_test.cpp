#include "core/parallel.hpp"
#include "unit/simulation/runs.hpp"

// Same scenario, seed and engine: same bits, whatever the number of threads.
namespace millwright::runs {
namespace {

Setup five_blocks() {
  return {.settings = {"population.firms=20000", "end=2024-06"}, .scenario_name = {}};
}

TEST(Repetition, ThreadsChangeNoBit) {
  std::vector<results::Result> results;
  for (const int threads : {1, 2, 7}) {
    const ThreadLimit limit(threads);
    results.push_back(china(five_blocks()));
  }
  for (std::size_t k = 1; k < results.size(); ++k) {
    EXPECT_EQ(results[k].state_hash, results[0].state_hash);
    EXPECT_EQ(difference(results[0], results[k]), "");
    ASSERT_EQ(results[k].tables.size(), results[0].tables.size());
    for (std::size_t t = 0; t < results[0].tables.size(); ++t) {
      const auto &one = results[0].tables[t], &other = results[k].tables[t];
      ASSERT_EQ(other.columns.size(), one.columns.size());
      for (std::size_t c = 0; c < one.columns.size(); ++c) {
        EXPECT_EQ(other.columns[c].integers, one.columns[c].integers) << one.name << " " << one.columns[c].name;
        EXPECT_EQ(other.columns[c].numbers, one.columns[c].numbers) << one.name << " " << one.columns[c].name;
      }
    }
  }
}

TEST(Repetition, TwoRunsAreOne) {
  const auto one = china({.settings = {"end=2025-06"}}), other = china({.settings = {"end=2025-06"}});
  EXPECT_EQ(one.state_hash.size(), 64U);
  EXPECT_EQ(one.state_hash, other.state_hash);
  EXPECT_EQ(difference(one, other), "");
}

TEST(Repetition, AnotherSeedIsAnotherRun) {
  const auto one = china({.settings = {"end=2024-06"}}), other = china({.settings = {"end=2024-06", "seed=2"}});
  EXPECT_NE(one.state_hash, other.state_hash);
  EXPECT_NE(difference(one, other), "");
}

TEST(Repetition, ReplicatesDifferAndTheFirstIsTheSingleRun) {
  const auto single = china({.settings = {"end=2024-12"}});
  const auto three = china({.settings = {"end=2024-12"}, .scenario_name = {}, .replicates = 3});
  EXPECT_EQ(difference(single, three), "");
  EXPECT_NE(single.state_hash, three.state_hash);
  const auto& employment = series(three, "employment");
  for (const auto& [one, other] : {std::pair{0, 1}, std::pair{0, 2}, std::pair{1, 2}}) {
    EXPECT_FALSE(same_bits(at(three, employment, 11, one), at(three, employment, 11, other)))
        << one << " and " << other;
  }
}

TEST(Repetition, OneReplicateDoesNotDependOnHowManyFollow) {
  const auto two = china({.settings = {"end=2024-06"}, .scenario_name = {}, .replicates = 2});
  const auto three = china({.settings = {"end=2024-06"}, .scenario_name = {}, .replicates = 3});
  EXPECT_EQ(difference(two, three, {.without = {}, .months = SIZE_MAX, .replicate = 1}), "");
}

}  // namespace
}  // namespace millwright::runs
