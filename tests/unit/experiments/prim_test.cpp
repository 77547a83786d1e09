#include "experiments/prim.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "experiments/designs.hpp"
#include "unit/experiments/functions.hpp"

namespace millwright::experiments {
namespace {

constexpr Luck luck{.seed = 5, .replicate = 0};

/// Points of interest are those with 0.2 <= u0 <= 0.6 and u2 >= 0.5, of four factors.
std::vector<bool> planted(const Matrix& points) {
  std::vector<bool> found;
  for (std::size_t k = 0; k < points.rows; ++k) {
    found.push_back(points(k, 0) >= 0.2 && points(k, 0) <= 0.6 && points(k, 2) >= 0.5);
  }
  return found;
}

/// The last box that restricts no more than `factors` factors.
Box last_with(const std::vector<Box>& boxes, std::size_t factors) {
  Box last = boxes.front();
  for (const Box& box : boxes) {
    if (box.restricted() <= factors) last = box;
  }
  return last;
}

TEST(Prim, FindsAPlantedBox) {
  const Matrix points = sobol(2048, 4, luck);
  const Box box = last_with(prim(points, planted(points)), 2);
  EXPECT_GT(box.density, 0.95);
  EXPECT_GT(box.coverage, 0.9);
  EXPECT_NEAR(box.mass, 0.2, 0.02);
  EXPECT_NEAR(box.limits[0].low, 0.2, 0.02);
  EXPECT_NEAR(box.limits[0].high, 0.6, 0.02);
  EXPECT_NEAR(box.limits[2].low, 0.5, 0.02);
  EXPECT_EQ(box.limits[2].high, INFINITY);
  EXPECT_FALSE(box.limits[1].restricts());
  EXPECT_FALSE(box.limits[3].restricts());
  EXPECT_LT(box.limits[0].p_value, 1e-6);
  EXPECT_LT(box.limits[2].p_value, 1e-6);
  EXPECT_TRUE(std::isnan(box.limits[1].p_value));
}

TEST(Prim, TheTrajectoryShrinksFromAllPointsAndItsCountsAreThoseOfItsBoxes) {
  const Matrix points = sobol(1000, 4, luck);
  const auto of_interest = planted(points);
  const auto boxes = prim(points, of_interest);
  EXPECT_EQ(boxes.front().restricted(), 0u);
  EXPECT_EQ(boxes.front().mass, 1);
  EXPECT_EQ(boxes.front().coverage, 1);
  EXPECT_NEAR(boxes.front().density, 0.2, 0.01);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    std::size_t inside = 0, found = 0;
    for (std::size_t k = 0; k < points.rows; ++k) {
      bool within = true;
      for (std::size_t j = 0; j < 4; ++j) {
        within = within && boxes[i].limits[j].low <= points(k, j) && points(k, j) <= boxes[i].limits[j].high;
      }
      inside += within ? 1 : 0;
      found += within && of_interest[k] ? 1 : 0;
    }
    EXPECT_EQ(boxes[i].points, inside);
    EXPECT_EQ(boxes[i].of_interest, found);
    EXPECT_GE(boxes[i].mass, 0.05);
    if (i == 0) continue;
    const double taken = static_cast<double>(boxes[i - 1].points - boxes[i].points);
    EXPECT_NEAR(taken / static_cast<double>(boxes[i - 1].points), 0.05, 0.01);
  }
  EXPECT_GT(boxes.back().density, 0.99);
}

TEST(Prim, LimitsAreInTheFactorsUnitAndOnlyTheirOrderMatters) {
  const Matrix points = sobol(512, 4, luck);
  Matrix scaled = points;
  for (std::size_t k = 0; k < points.rows; ++k) scaled(k, 0) = value_at(Range{1e6, 2e6}, points(k, 0));
  const auto plain = prim(points, planted(points)), in_units = prim(scaled, planted(points));
  ASSERT_EQ(plain.size(), in_units.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_EQ(plain[i].points, in_units[i].points);
    if (!std::isinf(plain[i].limits[0].low)) {
      EXPECT_NEAR(in_units[i].limits[0].low, 1e6 + 1e6 * plain[i].limits[0].low, 1e-3);
    }
  }
}

TEST(Prim, LevelsAreTakenOffWhole) {
  const Matrix points = grid(std::vector<std::size_t>{4, 10, 10});
  std::vector<bool> of_interest;
  for (std::size_t k = 0; k < points.rows; ++k) of_interest.push_back(points(k, 0) > 0.5);
  const auto boxes = prim(points, of_interest);
  EXPECT_EQ(boxes.back().density, 1);
  EXPECT_EQ(boxes.back().coverage, 1);
  EXPECT_EQ(boxes.back().restricted(), 1u);
  EXPECT_NEAR(boxes.back().limits[0].low, 0.5, 1e-12);  // between the levels 1/3 and 2/3
}

TEST(Prim, AStepIsWorthWhatItGainsForEachPointGivenUp) {
  // A level of the first factor is half the points and gains 0.05 of density; one step at the second gains 0.03 for a
  // twentieth of them, and goes first.
  const Matrix points = grid(std::vector<std::size_t>{2, 100});
  std::vector<bool> of_interest;
  for (std::size_t k = 0; k < points.rows; ++k) of_interest.push_back(points(k, 1) > (points(k, 0) > 0.5 ? 0.4 : 0.5));
  const Box first = prim(points, of_interest)[1];
  EXPECT_FALSE(first.limits[0].restricts());
  EXPECT_TRUE(first.limits[1].restricts());
}

TEST(Prim, ALimitThatDoesNotMatterHasALargeQuasiPValue) {
  // Interest at random: whatever limits are found are noise; of a planted one the last box has the signal's too.
  const Matrix points = random_points(300, 3, 4);
  std::vector<bool> at_random, planted_too;
  for (std::size_t k = 0; k < points.rows; ++k) {
    const bool coin = luck_of(9, k, 0) > 0;
    at_random.push_back(coin);
    planted_too.push_back(points(k, 1) > 0.7 ? luck_of(9, k, 0) > -1.5 : luck_of(9, k, 0) > 1.5);
  }
  const Box noise = prim(points, at_random)[3], signal = last_with(prim(points, planted_too), 1);
  for (const Limit& limit : noise.limits) {
    if (limit.restricts()) {
      EXPECT_GT(limit.p_value, 0.05);
    }
  }
  EXPECT_TRUE(signal.limits[1].restricts());
  EXPECT_LT(signal.limits[1].p_value, 1e-9);
}

TEST(Prim, TheQuasiPValueIsABinomialTail) {
  // 8 points, one factor, the upper half of interest: the box of 4 has 4 of 4 where the whole has 4 of 8, p = (1/2)^4.
  Matrix points(8, 1);
  std::vector<bool> of_interest;
  for (std::size_t k = 0; k < 8; ++k) {
    points(k, 0) = static_cast<double>(k);
    of_interest.push_back(k >= 4);
  }
  const auto boxes = prim(points, of_interest);
  EXPECT_EQ(boxes.size(), 5u);  // one point a step
  EXPECT_EQ(boxes.back().limits[0].low, 3.5);
  EXPECT_NEAR(boxes.back().limits[0].p_value, 1.0 / 16, 1e-14);
}

TEST(Prim, WhereAllOrNoneAreOfInterestThereIsNothingToPeel) {
  const Matrix points = sobol(50, 2, luck);
  const auto all = prim(points, std::vector<bool>(50, true)), none = prim(points, std::vector<bool>(50, false));
  EXPECT_EQ(all.size(), 1u);
  EXPECT_EQ(all.front().density, 1);
  EXPECT_EQ(none.size(), 1u);
  EXPECT_EQ(none.front().density, 0);
  EXPECT_TRUE(std::isnan(none.front().coverage));
}

TEST(Prim, FactorsWithOneValueEndThePeeling) {
  Matrix points(20, 2);
  std::vector<bool> half(20);
  for (std::size_t k = 0; k < 10; ++k) half[k] = true;
  EXPECT_EQ(prim(points, half).size(), 1u);
}

}  // namespace
}  // namespace millwright::experiments
