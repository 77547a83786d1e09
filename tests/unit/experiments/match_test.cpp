#include "experiments/match.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

// The value of a key at which an arm spends what is wanted: found where there is one, and honest where there is none.
namespace millwright::experiments {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr double tolerance = 0.005;

TEST(MatchSpending, FindsTheValueWithinTheTolerance) {
  const auto found = match_spending([](double rate) { return 400 * rate; }, 100, 0.05, {0, 1}, tolerance);
  EXPECT_TRUE(found.within);
  EXPECT_NEAR(found.value, 0.25, 0.25 * tolerance);
  EXPECT_EQ(found.spending, 400 * found.value) << "the spending is that of the value as it is told";
  EXPECT_LT(found.runs, 10) << "every run is a simulation";
}

TEST(MatchSpending, GoesUpAndDownAndAgainstTheKey) {
  for (const double start : {0.01, 0.2, 0.9}) {
    const auto rising = match_spending([](double x) { return 100 * x * x; }, 4, start, {0, 1}, tolerance);
    EXPECT_TRUE(rising.within) << start;
    EXPECT_NEAR(rising.value, 0.2, 0.2 * tolerance);
    const auto falling = match_spending([](double x) { return 100 * (1 - x); }, 80, start, {0, 1}, tolerance);
    EXPECT_TRUE(falling.within) << start;
    EXPECT_NEAR(falling.spending, 80, 80 * tolerance);
  }
  EXPECT_TRUE(match_spending([](double x) { return x; }, 3000, 1, {0, endless}, tolerance).within);
}

TEST(MatchSpending, AsksOnceWhereTheArmSpendsItAlready) {
  const auto found = match_spending([](double x) { return x; }, 1.001, 1, {0, endless}, tolerance);
  EXPECT_TRUE(found.within);
  EXPECT_EQ(found.runs, 1);
}

TEST(MatchSpending, TellsWhatCanBeReachedWhereSpendingIsCapped) {
  const auto capped = [](double x) { return std::min(x, 60.0); };
  const auto found = match_spending(capped, 100, 20, {0, endless}, tolerance);
  EXPECT_FALSE(found.within);
  EXPECT_FALSE(found.bracketed);
  EXPECT_EQ(found.least, 0);
  EXPECT_EQ(found.most, 60);
  EXPECT_LT(found.runs, 9) << "what does not change any more is not doubled for ever";
}

TEST(MatchSpending, TakesTheNearestWhereSpendingJumps) {
  const auto found = match_spending([](double x) { return x < 2 ? 90.0 : 140.0; }, 100, 1, {0, 8}, tolerance);
  EXPECT_FALSE(found.within);
  EXPECT_TRUE(found.bracketed);
  EXPECT_EQ(found.spending, 90);
  EXPECT_LT(found.value, 2);
}

TEST(MatchSpending, StaysWithinTheRangeAndRoundsToSixDigits) {
  const double most = 1 / 0.15;  // the factor at which 15 % becomes 100 %: rounded to six digits it would lie above
  double highest = 0;
  const auto spending = [&](double x) {
    highest = std::max(highest, x);
    EXPECT_NEAR(x * 1e5, std::round(x * 1e5), 1e-6) << "as it is told, so it is simulated";
    return x;
  };
  match_spending(spending, 10, 1, {0, most}, tolerance);
  EXPECT_LE(highest, most);
  EXPECT_GT(highest, most - 1e-3);
}

}  // namespace
}  // namespace millwright::experiments
