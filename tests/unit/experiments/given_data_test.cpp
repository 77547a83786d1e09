#include <gtest/gtest.h>

#include <cmath>

#include "experiments/designs.hpp"
#include "experiments/sensitivity.hpp"
#include "unit/experiments/functions.hpp"

namespace millwright::experiments {
namespace {

constexpr Luck luck{.seed = 3, .replicate = 0};

TEST(GivenData, FirstOrderIndicesOfIshigamiFromAnyDesign) {
  for (const Matrix& points :
       {sobol(2048, 3, luck), halton(2048, 3, luck), latin_hypercube(2048, 3, luck), random_points(2048, 3, 5)}) {
    const SobolIndices found = given_data_indices(at(points, ishigami), points, luck);
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(found.first[j].value, ishigami_first[j], 0.04);
      EXPECT_NEAR(found.first[j].at_half, ishigami_first[j], 0.06);
    }
    EXPECT_TRUE(found.first[2].spans_zero());
    EXPECT_FALSE(found.first[1].spans_zero());
    EXPECT_TRUE(found.total.empty());
  }
}

TEST(GivenData, AGridsLevelsAreItsSlices) {
  const Matrix points = grid(std::vector<std::size_t>{3, 4, 5});
  const auto function = [](std::span<const double> u) { return u[0] + 2 * u[1]; };
  const SobolIndices found = given_data_indices(at(points, function), points, luck);
  // Variances of 0, 1/2, 1 and of 0, 2/3, 4/3, 2; the chance that three or four levels differ without effect is taken
  // off.
  const double first = 1.0 / 6, second = 5.0 / 9, n = 60, all = n * (first + second);
  EXPECT_NEAR(found.first[0].value, (n * first - 2 * n * second / (n - 3)) / all, 1e-12);
  EXPECT_NEAR(found.first[1].value, (n * second - 3 * n * first / (n - 4)) / all, 1e-12);
}

TEST(GivenData, TheUnitOfAFactorDoesNotMatter) {
  const Matrix points = sobol(300, 2, luck);
  Matrix scaled = points;
  for (std::size_t k = 0; k < points.rows; ++k) scaled(k, 0) = value_at(LogRange{1, 1e6}, points(k, 0));
  const Output output = at(points, [](std::span<const double> u) { return std::exp(u[0]) * u[1]; });
  EXPECT_EQ(given_data_indices(output, points, luck).first[0].value,
            given_data_indices(output, scaled, luck).first[0].value);
}

TEST(GivenData, AnIndexWithoutEffectIsZeroOnAverage) {
  // Without its correction the share between 16 slices of 256 points would be 0.06.
  double mean = 0, held = 0;
  const std::size_t repeats = 200;
  for (std::uint64_t seed = 0; seed < repeats; ++seed) {
    const Matrix points = random_points(256, 2, seed);
    const SobolIndices found =
        given_data_indices(at(points, [](std::span<const double> u) { return u[0]; }), points, {seed, 0});
    mean += found.first[1].value / repeats;
    held += found.first[1].spans_zero() ? 1.0 / repeats : 0.0;
  }
  EXPECT_NEAR(mean, 0, 0.004);
  EXPECT_GT(held, 0.9);
}

TEST(GivenData, IntervalsHoldTheExactValueMostTimes) {
  double held = 0;
  const std::size_t repeats = 200;
  const auto function = [](std::span<const double> u) { return u[0] + 2 * u[1] + 2 * (u[0] - 0.5) * (u[2] - 0.5); };
  const double parts[] = {1.0 / 12, 4.0 / 12, 0}, variance = 5.0 / 12 + 4.0 / 144;
  for (std::uint64_t seed = 0; seed < repeats; ++seed) {
    const Matrix points = random_points(400, 3, seed);
    const SobolIndices found = given_data_indices(at(points, function), points, {seed, 0});
    for (std::size_t j = 0; j < 3; ++j) {
      const double exact = parts[j] / variance;
      held += found.first[j].low <= exact && exact <= found.first[j].high ? 1.0 / (3 * repeats) : 0.0;
    }
  }
  EXPECT_NEAR(held, 0.95, 0.04);
}

TEST(GivenData, LuckIsTakenOff) {
  const Matrix points = sobol(2048, 3, luck);
  const SobolIndices found = given_data_indices(with_noise(points, ishigami, 4, 8), points, luck);
  EXPECT_NEAR(found.evidence.noise_share, 16 / (16 + 13.8446), 0.03);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(found.first[j].value, ishigami_first[j], 0.08);
}

TEST(GivenData, AFailedPointIsLeftOut) {
  const Matrix points = sobol(64, 2, luck);
  Output output = at(points, [](std::span<const double> u) { return u[0] + u[1]; });
  output.values(10, 0) = std::nan("");
  const SobolIndices found = given_data_indices(output, points, luck);
  EXPECT_EQ(found.evidence.units, 63u);
  EXPECT_EQ(found.evidence.dropped, 1u);
  EXPECT_NEAR(found.first[0].value, 0.5, 0.15);
}

}  // namespace
}  // namespace millwright::experiments
