#include <gtest/gtest.h>

#include <cmath>

#include "experiments/designs.hpp"
#include "experiments/sensitivity.hpp"
#include "unit/experiments/functions.hpp"

namespace millwright::experiments {
namespace {

constexpr Luck luck{.seed = 11, .replicate = 0};

/// Linear in u0, a parabola in u1, an interaction of u2 and u3, nothing of u4.
double polynomial(std::span<const double> u) {
  return 2 * u[0] + 3 * u[1] * u[1] - 4 * u[2] * u[3];
}

TEST(MorrisEffects, OfAPolynomialAreThoseOfItsDifferences) {
  // Four levels, steps of 2/3. u1 moves between 0 and 2/3 or 1/3 and 1: effects 2 and 4. An effect of u2 is -4 u3, with
  // u3 equally likely at 0, 1/3, 2/3, 1: mean 2 and variance 16 * 5 / 36.
  const Matrix points = morris(4000, 5, 4, luck);
  const MorrisEffects found = morris_effects(at(points, polynomial), points, luck);
  const double mu_star[] = {2, 3, 2, 2, 0}, mu[] = {2, 3, -2, -2, 0};
  const double sigma[] = {0, 1, std::sqrt(80.0 / 36), std::sqrt(80.0 / 36), 0};
  for (std::size_t j = 0; j < 5; ++j) {
    EXPECT_NEAR(found.mu_star[j].value, mu_star[j], 0.07) << j;
    EXPECT_NEAR(found.mu[j].value, mu[j], 0.07) << j;
    EXPECT_NEAR(found.sigma[j].value, sigma[j], 0.05) << j;
  }
  EXPECT_EQ(found.mu_star[4].value, 0);
  EXPECT_TRUE(found.mu_star[4].spans_zero());
  EXPECT_FALSE(found.mu_star[0].spans_zero());
  EXPECT_TRUE(std::isnan(found.noise_floor));
}

TEST(MorrisEffects, EffectsOfBothSignsDoNotCancelInMuStar) {
  const Matrix points = morris(200, 2, 4, luck);
  const auto saddle = [](std::span<const double> u) { return (u[0] - 0.5) * (u[1] - 0.5); };
  const MorrisEffects found = morris_effects(at(points, saddle), points, luck);
  EXPECT_TRUE(found.mu[0].spans_zero());
  EXPECT_NEAR(found.mu_star[0].value, 1.0 / 3, 0.03);  // |u1 - 1/2| is 1/2 or 1/6
}

TEST(MorrisEffects, IntervalsHoldTheExactValueMostTimes) {
  double held = 0;
  const std::size_t repeats = 300;
  for (std::uint64_t seed = 0; seed < repeats; ++seed) {
    const Matrix points = morris(40, 5, 4, {seed, 0});
    const MorrisEffects found = morris_effects(at(points, polynomial), points, {seed, 0});
    held += found.mu_star[1].low <= 3 && 3 <= found.mu_star[1].high ? 1 : 0;
    held += found.mu_star[2].low <= 2 && 2 <= found.mu_star[2].high ? 1 : 0;
    const double sigma = std::sqrt(80.0 / 36);
    held += found.sigma[2].low <= sigma && sigma <= found.sigma[2].high ? 1 : 0;
  }
  EXPECT_NEAR(held / (3 * repeats), 0.95, 0.03);
}

TEST(MorrisEffects, LuckIsTakenOffSigmaAndGivesTheFloorOfMuStar) {
  const Matrix points = morris(1000, 5, 4, luck);
  const MorrisEffects found = morris_effects(with_noise(points, polynomial, 4, 1), points, luck);
  EXPECT_NEAR(found.sigma[0].value, 0, 0.3);  // luck alone would give sqrt(2 / 4) / (2 / 3) = 1.06
  EXPECT_NEAR(found.sigma[1].value, 1, 0.15);
  EXPECT_NEAR(found.mu_star[4].value, found.noise_floor, 0.05);  // a factor without effect stands at the floor
  EXPECT_NEAR(found.noise_floor, 1.0607 * 0.7979, 0.03);
  EXPECT_NEAR(found.mu[0].value, 2, 0.15);
}

TEST(MorrisEffects, ConvergenceAndFailedTrajectories) {
  const Matrix points = morris(40, 5, 4, luck), half = morris(20, 5, 4, luck);
  Output output = at(points, polynomial);
  const MorrisEffects whole = morris_effects(output, points, luck);
  EXPECT_NEAR(whole.mu_star[2].at_half, morris_effects(at(half, polynomial), half, luck).mu_star[2].value, 1e-12);
  output.values(6 * 3 + 2, 0) = std::nan("");
  const MorrisEffects fewer = morris_effects(output, points, luck);
  EXPECT_EQ(fewer.evidence.units, 39u);
  EXPECT_EQ(fewer.evidence.dropped, 1u);
  EXPECT_NEAR(fewer.mu_star[0].value, 2, 1e-12);
}

}  // namespace
}  // namespace millwright::experiments
