#include "core/normal.hpp"

#include <limits>

#include "unit/core/accuracy.hpp"

namespace millwright {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

long double long_normal_cdf(double x) {
  return std::erfc(-static_cast<long double>(x) / std::sqrt(2.0L)) / 2;
}

// Relative error, so that the lower tail keeps its digits: firms far out in it are the ones that adopt first.
TEST(NormalCdf, IsAccurateInBothTails) {
  if (!oracle_is_finer) GTEST_SKIP() << "long double is no finer than double here";
  Worst worst;
  for (std::uint64_t i = 0; i < 1000000; ++i) {
    const double x = -37.5 + 50 * test_uniform(i, 10);
    worst.see(static_cast<double>(std::fabs(static_cast<long double>(math::normal_cdf(x)) / long_normal_cdf(x) - 1)),
              x);
  }
  RecordProperty("normal_cdf_relative_error", std::to_string(worst.error));
  EXPECT_LT(worst.error, 1e-14) << worst.argument;
}

TEST(NormalCdf, KnownValues) {
  EXPECT_EQ(math::normal_cdf(0.0), 0.5);
  EXPECT_NEAR(math::normal_cdf(1.959963984540054), 0.975, 1e-15);
  EXPECT_NEAR(math::normal_cdf(-1.0), 0.15865525393145705, 1e-16);
  EXPECT_EQ(math::normal_cdf(-infinity), 0.0);
  EXPECT_EQ(math::normal_cdf(infinity), 1.0);
  EXPECT_EQ(math::normal_cdf(-40.0), 0.0);
  EXPECT_TRUE(std::isnan(math::normal_cdf(std::nan(""))));
}

// The pieces of the rational approximation meet without a step down.
TEST(NormalCdf, NeverFalls) {
  double before = 0;
  for (int i = -400000; i <= 400000; ++i) {
    const double here = math::normal_cdf(1e-4 * i);
    ASSERT_GE(here, before * (1 - 1e-15)) << 1e-4 * i;
    before = here;
  }
}

// One Newton step of the oracle from x to the exact quantile is the error of x.
TEST(NormalQuantile, IsAccurateDownToTheSmallestProbabilities) {
  if (!oracle_is_finer) GTEST_SKIP() << "long double is no finer than double here";
  Worst worst;
  for (std::uint64_t i = 0; i < 1000000; ++i) {
    const double u = test_uniform(i, 11);
    const double p = i % 2 == 0 ? u : std::exp(-690 * u);
    const double x = math::normal_quantile(p);
    if (std::abs(x) < 1e-6) continue;  // the relative error of p - 0.5 itself
    const long double slope =
        std::exp(-static_cast<long double>(x) * static_cast<long double>(x) / 2) * 0.39894228040143267794L;
    const long double step = (long_normal_cdf(x) - static_cast<long double>(p)) / slope;
    worst.see(static_cast<double>(std::fabs(step / static_cast<long double>(x))), p);
  }
  RecordProperty("normal_quantile_relative_error", std::to_string(worst.error));
  EXPECT_LT(worst.error, 1e-14) << worst.argument;
}

TEST(NormalQuantile, KnownValuesAndEnds) {
  EXPECT_EQ(math::normal_quantile(0.5), 0.0);
  EXPECT_NEAR(math::normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_EQ(math::normal_quantile(0.25), -math::normal_quantile(0.75));
  EXPECT_EQ(math::normal_quantile(0.0), -infinity);
  EXPECT_EQ(math::normal_quantile(1.0), infinity);
  EXPECT_TRUE(std::isnan(math::normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(math::normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(math::normal_quantile(std::nan(""))));
}

}  // namespace
}  // namespace millwright
