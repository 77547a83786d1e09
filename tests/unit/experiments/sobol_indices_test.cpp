#include <gtest/gtest.h>

#include <cmath>

#include "core/errors.hpp"
#include "experiments/designs.hpp"
#include "experiments/sensitivity.hpp"
#include "unit/experiments/functions.hpp"

namespace millwright::experiments {
namespace {

constexpr Luck luck{.seed = 1, .replicate = 0};
const double failed = std::nan("");

bool covers(const Estimate& estimate, double value) {
  return estimate.low <= value && value <= estimate.high;
}

TEST(SobolIndices, OfIshigamiAreTheExactOnes) {
  const Output output = at(saltelli(4096, 3, luck), ishigami);
  const SobolIndices found = sobol_indices(output, 3, luck);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_NEAR(found.first[j].value, ishigami_first[j], 0.005);
    EXPECT_NEAR(found.total[j].value, ishigami_total[j], 0.005);
    EXPECT_TRUE(covers(found.first[j], ishigami_first[j]));
    EXPECT_TRUE(covers(found.total[j], ishigami_total[j]));
  }
  EXPECT_NEAR(found.evidence.variance, 13.8446, 0.05);
  EXPECT_NEAR(found.evidence.mean, 3.5, 0.01);
  EXPECT_TRUE(found.first[2].spans_zero());
  EXPECT_FALSE(found.first[0].spans_zero());
  EXPECT_FALSE(found.total[2].spans_zero());
}

TEST(SobolIndices, OfTheGFunctionAreTheExactOnes) {
  const SobolIndices found = sobol_indices(at(saltelli(4096, 5, luck), sobol_g), 5, luck);
  for (std::size_t j = 0; j < 5; ++j) {
    EXPECT_NEAR(found.first[j].value, g_first(j), 0.01) << j;
    EXPECT_NEAR(found.total[j].value, g_total(j), 0.01) << j;
  }
}

TEST(SobolIndices, OfAnAdditiveFunctionFirstAndTotalAreTheSame) {
  const auto additive = [](std::span<const double> u) {
    return 1e9 + 3 * u[0] + 4 * u[1];
  };  // a large constant costs nothing
  const SobolIndices found = sobol_indices(at(saltelli(1024, 3, luck), additive), 3, luck);
  const double exact[] = {9.0 / 25, 16.0 / 25, 0};
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_NEAR(found.first[j].value, exact[j], 0.005);
    EXPECT_NEAR(found.total[j].value, exact[j], 0.005);
  }
  EXPECT_EQ(found.total[2].value, 0);  // a factor that nothing reads has no effect at all
  EXPECT_TRUE(found.total[2].spans_zero());
}

TEST(SobolIndices, AConstantOutputHasNone) {
  const SobolIndices found = sobol_indices(at(saltelli(64, 3, luck), [](auto) { return 7.0; }), 3, luck);
  EXPECT_TRUE(std::isnan(found.first[0].value));
  EXPECT_TRUE(std::isnan(found.total[0].value));
  EXPECT_FALSE(found.total[0].spans_zero());
  EXPECT_EQ(found.evidence.variance, 0);
}

TEST(SobolIndices, ConvergenceIsTheSameAnalysisOfFewerBlocks) {
  const SobolIndices whole = sobol_indices(at(saltelli(256, 3, luck), ishigami), 3, luck);
  const SobolIndices half = sobol_indices(at(saltelli(128, 3, luck), ishigami), 3, luck);
  const SobolIndices quarter = sobol_indices(at(saltelli(64, 3, luck), ishigami), 3, luck);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_NEAR(whole.first[j].at_half, half.first[j].value, 1e-12);
    EXPECT_NEAR(whole.total[j].at_quarter, quarter.total[j].value, 1e-12);
  }
}

/// The layout of saltelli() over independent points, for which the bootstrap is meant.
Matrix random_saltelli(std::size_t blocks, std::size_t factors, std::uint64_t seed) {
  Matrix design = saltelli(blocks, factors, luck);
  const Matrix base = random_points(blocks, 2 * factors, seed);
  for (std::size_t row = 0; row < design.rows; ++row) {
    const std::size_t block = row / (factors + 2), place = row % (factors + 2);
    for (std::size_t j = 0; j < factors; ++j) {
      design(row, j) = base(block, place == 1 || place == j + 2 ? factors + j : j);
    }
  }
  return design;
}

/// Share of intervals that hold the exact index, over 200 designs.
template <class Design>
double coverage(const Design& design) {
  const std::size_t repeats = 200;
  double held = 0;
  for (std::uint64_t seed = 0; seed < repeats; ++seed) {
    const SobolIndices found = sobol_indices(at(design(seed), ishigami), 3, {seed, 0});
    for (std::size_t j = 0; j < 3; ++j) {
      held += covers(found.first[j], ishigami_first[j]) ? 1 : 0;
      held += covers(found.total[j], ishigami_total[j]) ? 1 : 0;
    }
  }
  return held / (6 * repeats);
}

TEST(SobolIndices, IntervalsHoldTheExactValueAboutNineteenTimesInTwenty) {
  EXPECT_NEAR(coverage([](std::uint64_t seed) { return random_saltelli(128, 3, seed); }), 0.95, 0.025);
}

TEST(SobolIndices, IntervalsOfEvenDesignsAreOnTheSafeSide) {
  EXPECT_GE(coverage([](std::uint64_t seed) { return saltelli(128, 3, {seed, 0}); }), 0.95);
}

TEST(SobolIndices, LuckIsTakenOff) {
  // A standard deviation of 8 and 4 replicates: luck adds 16 to the variance of 13.8.
  const Output noisy = with_noise(saltelli(2048, 3, luck), ishigami, 4, 8);
  const SobolIndices found = sobol_indices(noisy, 3, luck);
  EXPECT_NEAR(found.evidence.noise_share, 16 / (16 + 13.8446), 0.04);
  EXPECT_NEAR(found.evidence.variance, 13.8446, 2);  // standard error 0.6
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_NEAR(found.first[j].value, ishigami_first[j], 0.08);
    EXPECT_NEAR(found.total[j].value, ishigami_total[j], 0.08);
    EXPECT_TRUE(covers(found.first[j], ishigami_first[j]));
    EXPECT_TRUE(covers(found.total[j], ishigami_total[j]));
  }
}

TEST(SobolIndices, LuckThatPointsShareCancelsAndWithOneReplicateItCannotBeTold) {
  const Matrix points = saltelli(512, 3, luck);
  const SobolIndices plain = sobol_indices(at(points, ishigami), 3, luck);
  const SobolIndices shared = sobol_indices(with_noise(points, ishigami, 3, 0), 3, luck);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(shared.first[j].value, plain.first[j].value, 1e-9);
  EXPECT_NEAR(shared.evidence.noise_share, 0, 1e-9);
  const SobolIndices alone = sobol_indices(with_noise(points, ishigami, 1, 8), 3, luck);
  EXPECT_TRUE(std::isnan(alone.evidence.noise_share));
  EXPECT_GT(alone.total[2].value, 0.7);  // 0.24 of the factors' variance, and all luck on top
}

TEST(SobolIndices, LuckThatDependsOnTheFactorsIsTakenOffOnAverage) {
  // Replicate r has the same luck everywhere, and it works through the first factor: z_r u_1 differs between points
  // that share r, so that neighbours' noise is correlated.
  const Matrix points = saltelli(64, 2, luck);
  const std::size_t replicates = 4, worlds = 400;
  double total = 0, first = 0;
  for (std::uint64_t world = 0; world < worlds; ++world) {
    Output output = at(points, [](std::span<const double> u) { return u[0] + 2 * u[1]; });
    Matrix values(points.rows, replicates);
    for (std::size_t k = 0; k < points.rows; ++k) {
      for (std::size_t r = 0; r < replicates; ++r) {
        values(k, r) = output.values(k, 0) + 0.5 * luck_of(world, 0, r) * points(k, 0);
      }
    }
    const SobolIndices found = sobol_indices({"output", values}, 2, luck);
    total += found.total[0].value * found.evidence.variance / worlds;
    first += found.first[0].value * found.evidence.variance / worlds;
  }
  EXPECT_NEAR(total, 1.0 / 12, 0.006);  // not 1 / 12 + 0.25 / 4 / 12 = 0.0885
  EXPECT_NEAR(first, 1.0 / 12, 0.006);
}

TEST(SobolIndices, ABlockWithAFailedTaskIsLeftOutWholeAndCounted) {
  const Matrix points = saltelli(128, 3, luck);
  Output output = at(points, ishigami);
  Output rest = output;
  rest.values.rows -= 5;  // the last block
  rest.values.values.resize(rest.values.rows);
  output.values(127 * 5 + 3, 0) = failed;
  const SobolIndices with_gap = sobol_indices(output, 3, luck), without = sobol_indices(rest, 3, luck);
  EXPECT_EQ(with_gap.evidence.dropped, 1u);
  EXPECT_EQ(with_gap.evidence.units, 127u);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_EQ(with_gap.first[j].value, without.first[j].value);
    EXPECT_EQ(with_gap.total[j].high, without.total[j].high);
  }
}

TEST(SobolIndices, AboveFivePercentOfBlocksTheyAreRefused) {
  Output output = with_noise(saltelli(100, 3, luck), ishigami, 2, 1);
  output.name = "adopters\x1b[2J";
  for (std::size_t block = 0; block < 5; ++block) output.values(block * 7 * 5, 1) = failed;
  EXPECT_EQ(sobol_indices(output, 3, luck).evidence.dropped, 5u);
  output.values(99 * 5 + 4, 0) = failed;
  try {
    sobol_indices(output, 3, luck);
    FAIL() << "6 of 100 blocks are incomplete";
  } catch (const UserError& error) {
    EXPECT_EQ(error.problems().front().where, "adopters\\x1b[2J");
    EXPECT_NE(error.problems().front().what.find("6 of 100"), std::string::npos);
    EXPECT_EQ(error.code(), ExitCode::bad_input);
  }
  EXPECT_THROW(sobol_indices(at(saltelli(3, 3, luck), ishigami), 3, luck), UserError);
}

TEST(SobolIndices, TwoPeaksAreFlagged) {
  const Matrix points = saltelli(256, 2, luck);
  const auto step = [](std::span<const double> u) { return (u[0] > 0.5 ? 10 : 0) + u[1]; };
  const auto smooth = [](std::span<const double> u) { return u[0] + u[1]; };
  EXPECT_TRUE(sobol_indices(at(points, step), 2, luck).evidence.multimodal);
  EXPECT_FALSE(sobol_indices(at(points, smooth), 2, luck).evidence.multimodal);
}

TEST(SobolIndices, TheSameArgumentsGiveTheSameBitsAndAnotherSeedOnlyOtherIntervals) {
  const Output output = at(saltelli(64, 3, luck), ishigami);
  const SobolIndices one = sobol_indices(output, 3, {1, 0}), same = sobol_indices(output, 3, {1, 0}),
                     other = sobol_indices(output, 3, {2, 0});
  EXPECT_EQ(one.first[0].low, same.first[0].low);
  EXPECT_EQ(one.first[0].value, other.first[0].value);
  EXPECT_NE(one.first[0].low, other.first[0].low);
  EXPECT_NEAR(one.first[0].low, other.first[0].low, 0.2 * (one.first[0].high - one.first[0].low));
}

}  // namespace
}  // namespace millwright::experiments
