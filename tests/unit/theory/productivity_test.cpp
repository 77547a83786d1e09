#include "theory/productivity.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

TEST(TornqvistGrowth, IsWhatInputsDoNotExplain) {
  const Production before{100, 50, 200, 0.4};
  EXPECT_NEAR(tornqvist_growth(before, before), 0, 1e-15);
  // Twice the inputs and twice the value added: constant returns, nothing left over.
  EXPECT_NEAR(tornqvist_growth(before, {200, 100, 400, 0.4}), 0, 1e-14);
  // By hand: ln 1.1 - 0.5 ln 1.2 with shares 0.4 and 0.6, capital unchanged.
  EXPECT_NEAR(tornqvist_growth(before, {110, 60, 200, 0.6}), std::log(1.1) - 0.5 * std::log(1.2), 1e-14);
}

TEST(Decomposition, PartsAddUpToTheGrowthOfTheWeightedMean) {
  // Three survivors, one exit, one entrant: (weight, productivity) before and now.
  const double before[][2] = {{5, 1.0}, {3, 0.5}, {2, 2.0}}, now[][2] = {{6, 1.2}, {2, 0.4}, {4, 2.5}};
  GroupSums survivors_before, survivors_now;
  for (const auto& firm : before)
    survivors_before.firms += 1, survivors_before.weight += firm[0], survivors_before.productivity += firm[1],
        survivors_before.weighted += firm[0] * firm[1];
  for (const auto& firm : now)
    survivors_now.firms += 1, survivors_now.weight += firm[0], survivors_now.productivity += firm[1],
        survivors_now.weighted += firm[0] * firm[1];
  const GroupSums entrant{1, 1, 0.3, 0.3}, exit{1, 2, 0.1, 0.2};
  const auto parts = decompose(survivors_before, survivors_now, entrant, exit);
  const double mean_before = (survivors_before.weighted + 0.2) / 12, mean_now = (survivors_now.weighted + 0.3) / 13;
  EXPECT_NEAR(parts.within + parts.between + parts.entry_exit, mean_now - mean_before, 1e-14);
  EXPECT_NEAR(parts.within, (1.2 + 0.4 + 2.5) / 3 - (1.0 + 0.5 + 2.0) / 3, 1e-14);
  EXPECT_GT(parts.between, 0) << "output moved to the more productive";
}

TEST(Decomposition, WithoutTurnoverThereIsNoPartOfEntryAndExit) {
  const GroupSums before{2, 10, 3, 16}, now{2, 11, 3.4, 19};
  EXPECT_EQ(decompose(before, now, {}, {}).entry_exit, 0);
}

}  // namespace
}  // namespace millwright::theory
