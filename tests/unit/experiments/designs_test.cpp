#include "experiments/designs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/errors.hpp"
#include "unit/experiments/functions.hpp"

namespace millwright::experiments {
namespace {

constexpr Luck luck{.seed = 20260518, .replicate = 0};

/// Centred L2 discrepancy (Hickernell, 1998): how far the points are from an even cover of the cube; 0 is even.
double discrepancy(const Matrix& points) {
  const auto n = static_cast<double>(points.rows);
  double single = 0, pairs = 0;
  for (std::size_t k = 0; k < points.rows; ++k) {
    double product = 1;
    for (const double u : points.row(k)) {
      const double z = std::fabs(u - 0.5);
      product *= 1 + z / 2 - z * z / 2;
    }
    single += product;
    for (std::size_t l = 0; l < points.rows; ++l) {
      product = 1;
      for (std::size_t j = 0; j < points.columns; ++j) {
        const double a = points(k, j), b = points(l, j);
        product *= 1 + std::fabs(a - 0.5) / 2 + std::fabs(b - 0.5) / 2 - std::fabs(a - b) / 2;
      }
      pairs += product;
    }
  }
  return std::sqrt(std::pow(13.0 / 12, static_cast<double>(points.columns)) - 2 * single / n + pairs / (n * n));
}

/// How many different cells of a rows x columns table over two factors hold a point.
std::size_t cells_hit(const Matrix& points, std::size_t first, std::size_t second, std::size_t rows,
                      std::size_t columns) {
  std::set<std::pair<std::size_t, std::size_t>> cells;
  for (std::size_t k = 0; k < points.rows; ++k) {
    cells.emplace(level_at(rows, points(k, first)), level_at(columns, points(k, second)));
  }
  return cells.size();
}

std::size_t slices_hit(const Matrix& points, std::size_t factor) {
  return cells_hit(points, factor, factor, points.rows, 1);
}

void expect_same_start(const Matrix& few, const Matrix& many) {
  ASSERT_LT(few.rows, many.rows);
  for (std::size_t k = 0; k < few.rows; ++k) {
    for (std::size_t j = 0; j < few.columns; ++j) ASSERT_EQ(few(k, j), many(k, j)) << k << ' ' << j;
  }
}

TEST(Grid, HoldsEveryCombinationOnceTheLastFactorFastest) {
  const Matrix points = grid(std::vector<std::size_t>{2, 3, 1});
  const std::vector<double> expected = {0, 0, 0.5, 0, 0.5, 0.5, 0, 1, 0.5, 1, 0, 0.5, 1, 0.5, 0.5, 1, 1, 0.5};
  EXPECT_EQ(points.rows, 6u);
  EXPECT_EQ(points.values, expected);
}

TEST(Grid, ItsLevelsAreThoseOfAListOfLevels) {
  for (std::size_t count = 1; count < 60; ++count) {
    const Matrix points = grid(std::vector<std::size_t>{count});
    for (std::size_t k = 0; k < count; ++k) EXPECT_EQ(level_at(count, points(k, 0)), k) << count;
  }
}

TEST(LatinHypercube, EverySliceOfEveryFactorHoldsOnePoint) {
  for (const std::size_t points : {1u, 7u, 100u, 1000u}) {
    const Matrix design = latin_hypercube(points, 4, luck);
    for (std::size_t j = 0; j < 4; ++j) EXPECT_EQ(slices_hit(design, j), points);
  }
}

TEST(Sobol, ElementaryIntervalsHoldOnePointEach) {
  // Without the zero point the first 2^m would leave a slice empty. Scrambling moves slices onto slices.
  const Matrix points = sobol(256, 12, luck);
  for (std::size_t j = 0; j < 12; ++j) EXPECT_EQ(slices_hit(points, j), 256u) << j;
  // The first two dimensions are a (0, 8, 2)-net in base 2: every box of area 1/256 with sides of powers of 1/2.
  for (std::size_t rows = 1; rows <= 256; rows *= 2) EXPECT_EQ(cells_hit(points, 0, 1, rows, 256 / rows), 256u) << rows;
}

TEST(Sobol, PairsOfFactorsAreCovered) {
  // Joe and Kuo chose the directions for this. The first pair that 1024 points leave half empty is that of the 15th and
  // 16th factor.
  const Matrix points = sobol(1024, 15, luck);
  for (std::size_t i = 0; i < 15; ++i) {
    for (std::size_t j = 0; j < i; ++j) EXPECT_EQ(cells_hit(points, i, j, 8, 8), 64u) << i << ' ' << j;
  }
}

TEST(Sobol, SumsOfFactorsDoNotClump) {
  // Those of points with a shift alone lie on few values.
  const Matrix points = sobol(1024, 2, luck);
  std::set<long> sums;
  for (std::size_t k = 0; k < points.rows; ++k) sums.insert(std::lround(1e6 * (points(k, 0) + points(k, 1))));
  EXPECT_GT(sums.size(), 1000u);
}

TEST(Halton, EveryPrefixIsSpreadInTheFactorsBase) {
  const Matrix points = halton(625, 3, luck);  // bases 2, 3, 5
  EXPECT_EQ(cells_hit(points, 2, 2, 625, 1), 625u);
  EXPECT_EQ(cells_hit(halton(243, 3, luck), 1, 1, 243, 1), 243u);
  EXPECT_EQ(cells_hit(halton(512, 3, luck), 0, 0, 512, 1), 512u);
  EXPECT_EQ(cells_hit(halton(36, 3, luck), 0, 1, 4, 9), 36u);  // Chinese remainders
}

TEST(Designs, CoverTheCubeBetterThanRandomPoints) {
  const double random = discrepancy(random_points(256, 6, 1));
  EXPECT_LT(discrepancy(latin_hypercube(256, 6, luck)), random * 0.8);
  EXPECT_LT(discrepancy(halton(256, 6, luck)), random * 0.45);
  EXPECT_LT(discrepancy(sobol(256, 6, luck)), random * 0.35);
}

TEST(Designs, PointsLieInsideTheCube) {
  for (const Matrix& points : {latin_hypercube(500, 5, luck), sobol(500, 5, luck), halton(500, 5, luck)}) {
    EXPECT_GT(*std::min_element(points.values.begin(), points.values.end()), 0);
    EXPECT_LT(*std::max_element(points.values.begin(), points.values.end()), 1);
  }
}

TEST(Designs, MoreRowsLeaveTheFirstRowsAsTheyAre) {
  expect_same_start(sobol(100, 5, luck), sobol(777, 5, luck));
  expect_same_start(halton(100, 5, luck), halton(777, 5, luck));
  expect_same_start(saltelli(16, 5, luck), saltelli(64, 5, luck));
  expect_same_start(morris(4, 5, 4, luck), morris(20, 5, 4, luck));
}

TEST(Designs, MoreFactorsLeaveTheEarlierColumnsOfSequencesAsTheyAre) {
  expect_same_start(sobol(50, 3, luck), sobol(51, 3, luck));
  const Matrix few = sobol(50, 3, luck), many = sobol(50, 8, luck);
  const Matrix few_halton = halton(50, 3, luck), many_halton = halton(50, 8, luck);
  for (std::size_t k = 0; k < 50; ++k) {
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_EQ(few(k, j), many(k, j));
      EXPECT_EQ(few_halton(k, j), many_halton(k, j));
    }
  }
}

TEST(Designs, AnotherSeedOrReplicateGivesOtherPointsAndTheSameOneTheSame) {
  const auto all = [](Luck with) {
    return std::vector<Matrix>{latin_hypercube(20, 3, with), sobol(20, 3, with), halton(20, 3, with),
                               saltelli(20, 3, with), morris(20, 3, 4, with)};
  };
  const auto first = all({1, 0}), again = all({1, 0}), seed = all({2, 0}), replicate = all({1, 1});
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].values, again[i].values);
    EXPECT_NE(first[i].values, seed[i].values) << i;
    EXPECT_NE(first[i].values, replicate[i].values) << i;
  }
}

TEST(Designs, TheirBitsAreThese) {
  // Finished points of a sweep are found again by their row: a design must not move between versions or machines.
  EXPECT_EQ(latin_hypercube(8, 3, luck)(7, 2), 0.8414881513900172);
  EXPECT_EQ(sobol(8, 3, luck)(7, 2), 0.61133399344797856);
  EXPECT_EQ(halton(8, 3, luck)(7, 2), 0.86181453768425198);
  EXPECT_EQ(morris(16, 3, 6, luck)(9, 1), 0.8);
  EXPECT_EQ(morris(16, 3, 6, luck)(45, 1), 0.6);
}

TEST(Saltelli, EachBlockIsTwoBasePointsAndTheirMixtures) {
  const std::size_t factors = 4, rows = factors + 2;
  const Matrix design = saltelli(32, factors, luck), base = sobol(32, 2 * factors, luck);
  ASSERT_EQ(design.rows, 32 * rows);
  for (std::size_t block = 0; block < 32; ++block) {
    const std::size_t a = block * rows, b = a + 1;
    for (std::size_t j = 0; j < factors; ++j) {
      EXPECT_EQ(design(a, j), base(block, j));
      EXPECT_EQ(design(b, j), base(block, factors + j));
      for (std::size_t mixed = 0; mixed < factors; ++mixed) {
        EXPECT_EQ(design(a + 2 + mixed, j), design(mixed == j ? b : a, j));
      }
    }
  }
}

TEST(Morris, EachTrajectoryChangesEveryFactorOnceByTheSameStep) {
  for (const std::size_t levels : {2u, 4u, 10u}) {
    const std::size_t factors = 5;
    const double step = static_cast<double>(levels) / (2.0 * static_cast<double>(levels - 1));
    const Matrix design = morris(30, factors, levels, luck);
    for (std::size_t t = 0; t < 30; ++t) {
      std::set<std::size_t> changed;
      for (std::size_t row = t * (factors + 1); row < (t + 1) * (factors + 1) - 1; ++row) {
        std::size_t changes = 0;
        for (std::size_t j = 0; j < factors; ++j) {
          if (design(row, j) == design(row + 1, j)) continue;
          ++changes;
          changed.insert(j);
          EXPECT_NEAR(std::fabs(design(row, j) - design(row + 1, j)), step, 1e-15);
        }
        EXPECT_EQ(changes, 1u);
      }
      EXPECT_EQ(changed.size(), factors);
    }
  }
}

TEST(Morris, AllLevelsDirectionsAndOrdersAppear) {
  const std::size_t trajectories = 400;
  const Matrix design = morris(trajectories, 2, 4, luck);
  std::vector<int> started(4);
  int up = 0, first_factor_first = 0;
  for (std::size_t t = 0; t < trajectories; ++t) {
    ++started[static_cast<std::size_t>(std::lround(3 * design(3 * t, 0)))];
    up += design(3 * t + 2, 0) > design(3 * t, 0) ? 1 : 0;
    first_factor_first += design(3 * t, 0) != design(3 * t + 1, 0) ? 1 : 0;
  }
  for (const int count : started) EXPECT_NEAR(count, 100, 40);
  EXPECT_NEAR(up, 200, 50);  // five standard deviations
  EXPECT_NEAR(first_factor_first, 200, 50);
}

TEST(Factors, EndsAreExactAndTheMiddleIsThatOfTheScale) {
  EXPECT_EQ(value_at(Range{0.1, 0.3}, 0), 0.1);
  EXPECT_EQ(value_at(Range{0.1, 0.3}, 1), 0.3);
  EXPECT_NEAR(value_at(Range{-2, 4}, 0.25), -0.5, 1e-15);
  EXPECT_EQ(value_at(LogRange{0.1, 1000}, 0), 0.1);
  EXPECT_EQ(value_at(LogRange{0.1, 1000}, 1), 1000);
  EXPECT_NEAR(value_at(LogRange{0.1, 1000}, 0.5), 10, 1e-12);
  const Factor levels = Levels{{5, 3, 9}};
  EXPECT_EQ(value_at(levels, 0), 5);
  EXPECT_EQ(value_at(levels, 0.5), 3);
  EXPECT_EQ(value_at(levels, 1), 9);
}

TEST(Factors, UnusableOnesAreTold) {
  const double nan = std::nan("");
  for (const Factor& good : std::vector<Factor>{Range{-1, 1}, LogRange{1, 2}, Levels{{0}}})
    EXPECT_EQ(fault_of(good), "");
  for (const Factor& bad :
       std::vector<Factor>{Range{1, 1}, Range{2, 1}, Range{nan, 1}, Range{0, INFINITY}, LogRange{0, 1}, LogRange{2, 1},
                           LogRange{nan, 1}, Levels{{}}, Levels{{1, nan}}}) {
    EXPECT_NE(fault_of(bad), "");
  }
}

TEST(Designs, ThatCannotBeMadeAreRefused) {
  EXPECT_THROW(sobol(0, 3, luck), UserError);
  EXPECT_THROW(halton(3, 0, luck), UserError);
  EXPECT_THROW(grid({}), UserError);
  EXPECT_THROW(grid(std::vector<std::size_t>{3, 0}), UserError);
  EXPECT_THROW(grid(std::vector<std::size_t>(30, 10)), UserError);  // 10^30 points
  EXPECT_THROW(latin_hypercube(std::size_t{1} << 60, 3, luck), UserError);
  EXPECT_THROW(saltelli(std::size_t{1} << 62, 6, luck), UserError);
  EXPECT_THROW(sobol(2, sobol_factors() + 1, luck), UserError);
  EXPECT_THROW(saltelli(2, sobol_factors() / 2 + 1, luck), UserError);
  EXPECT_THROW(morris(5, 3, 5, luck), UserError);
  EXPECT_THROW(morris(5, 3, 0, luck), UserError);
}

}  // namespace
}  // namespace millwright::experiments
