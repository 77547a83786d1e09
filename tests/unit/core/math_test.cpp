#include "core/math.hpp"

#include <limits>

#include "core/sha256.hpp"
#include "unit/core/accuracy.hpp"

namespace millwright {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t samples = 1000000;

/// The largest error of `function` against `oracle`, in units in the last place, over arguments from `low` to `high`.
template <class F, class G>
Worst worst_error(double low, double high, F function, G oracle) {
  Worst worst;
  for (std::uint64_t i = 0; i < samples; ++i) {
    const double x = low + (high - low) * test_uniform(i, 1);
    worst.see(units_in_last_place(function(x), oracle(static_cast<long double>(x))), x);
  }
  return worst;
}

void expect_below(const char* name, Worst worst, double bound) {
  testing::Test::RecordProperty(name, std::to_string(worst.error));
  EXPECT_LT(worst.error, bound) << name << " at " << worst.argument;
}

const auto own_exp = [](double x) { return math::exp(x); };
const auto own_log = [](double x) { return math::log(x); };
const auto long_exp = [](long double x) { return std::exp(x); };
const auto long_log = [](long double x) { return std::log(x); };

TEST(PositivePart, IsExact) {
  for (const double x : {0.0, 1e-310, 0.1, 1.0, 1e300}) {
    EXPECT_EQ(math::positive_part(x), x);
    EXPECT_EQ(math::positive_part(-x), 0);
  }
  EXPECT_FALSE(std::signbit(math::positive_part(-0.0)));
  EXPECT_TRUE(std::isnan(math::positive_part(no_number)));
}

TEST(Exp, IsAccurateOverItsRange) {
  if (!oracle_is_finer) GTEST_SKIP() << "long double is no finer than double here";
  expect_below("exp_ulp_wide", worst_error(-708.0, 709.78, own_exp, long_exp), 1.0);
  expect_below("exp_ulp_near_zero", worst_error(-2.0, 2.0, own_exp, long_exp), 1.0);
  expect_below("exp_ulp_subnormal", worst_error(-745.0, -708.0, own_exp, long_exp), 1.0);
}

TEST(Exp, IsExactOrInfiniteAtTheEnds) {
  EXPECT_EQ(math::exp(0.0), 1.0);
  EXPECT_EQ(math::exp(-0.0), 1.0);
  EXPECT_EQ(math::exp(1e-300), 1.0);
  EXPECT_EQ(math::exp(-infinity), 0.0);
  EXPECT_EQ(math::exp(-1e300), 0.0);
  EXPECT_EQ(math::exp(-746.0), 0.0);
  EXPECT_GT(math::exp(-745.0), 0.0);
  EXPECT_TRUE(std::isfinite(math::exp(709.78)));
  EXPECT_EQ(math::exp(709.79), infinity);
  EXPECT_EQ(math::exp(745.9), infinity);
  EXPECT_EQ(math::exp(1e300), infinity);
  EXPECT_EQ(math::exp(infinity), infinity);
  EXPECT_TRUE(std::isnan(math::exp(no_number)));
}

TEST(Log, IsAccurateOverItsRange) {
  if (!oracle_is_finer) GTEST_SKIP() << "long double is no finer than double here";
  expect_below("log_ulp_around_one", worst_error(0.5, 2.0, own_log, long_log), 0.9);
  expect_below("log_ulp_unit", worst_error(0.0, 1.0, own_log, long_log), 0.9);
  expect_below("log_ulp_large", worst_error(1.0, 1e6, own_log, long_log), 0.9);
  Worst worst;
  for (std::uint64_t i = 0; i < samples; ++i) {
    const double x = std::exp(-708.0 + 1417.0 * test_uniform(i, 2));
    worst.see(units_in_last_place(math::log(x), std::log(static_cast<long double>(x))), x);
  }
  expect_below("log_ulp_all_sizes", worst, 0.9);
}

// Around 1 the logarithm passes through 0, where a careless reduction loses all digits.
TEST(Log, KeepsItsDigitsNextToOne) {
  if (!oracle_is_finer) GTEST_SKIP() << "long double is no finer than double here";
  EXPECT_EQ(math::log(1.0), 0.0);
  for (int power = 1; power <= 52; ++power) {
    for (const double x : {1.0 + std::ldexp(1.0, -power), 1.0 - std::ldexp(1.0, -power - 1)}) {
      EXPECT_LT(units_in_last_place(math::log(x), std::log(static_cast<long double>(x))), 0.9) << x;
    }
  }
}

TEST(Log, SaysSoWhereThereIsNoLogarithm) {
  EXPECT_EQ(math::log(0.0), -infinity);
  EXPECT_EQ(math::log(-0.0), -infinity);
  EXPECT_EQ(math::log(std::numeric_limits<double>::denorm_min()), -infinity);
  EXPECT_EQ(math::log(0x1.ffffffffffffep-1023), -infinity) << "the largest subnormal number";
  EXPECT_TRUE(std::isfinite(math::log(std::numeric_limits<double>::min())));
  EXPECT_TRUE(std::isfinite(math::log(std::numeric_limits<double>::max())));
  EXPECT_EQ(math::log(infinity), infinity);
  EXPECT_TRUE(std::isnan(math::log(-1.0)));
  EXPECT_TRUE(std::isnan(math::log(-infinity)));
  EXPECT_TRUE(std::isnan(math::log(no_number)));
}

// The oracle takes whole quarters off first, as exactly as the function does, or its own rounding would be measured.
TEST(SinCos, AreAccurateOverOneTurn) {
  if (!oracle_is_finer) GTEST_SKIP() << "long double is no finer than double here";
  constexpr long double turn = 6.283185307179586476925286766559L;
  Worst sine;
  Worst cosine;
  for (std::uint64_t i = 0; i < samples; ++i) {
    const double u = test_uniform(i, 3);
    const auto quarter = static_cast<int>(std::lround(4 * u));
    const long double angle = turn * static_cast<long double>(u - 0.25 * quarter);
    const long double s = std::sin(angle);
    const long double c = std::cos(angle);
    const long double sines[4] = {s, c, -s, -c};
    const math::SineCosine found = math::sin_cos_2pi(u);
    sine.see(units_in_last_place(found.sin, sines[quarter % 4]), u);
    cosine.see(units_in_last_place(found.cos, sines[(quarter + 1) % 4]), u);
  }
  expect_below("sin_ulp", sine, 2.0);
  expect_below("cos_ulp", cosine, 2.0);
}

TEST(SinCos, AreExactAtQuarters) {
  const double sines[] = {0, 1, 0, -1, 0};
  const double cosines[] = {1, 0, -1, 0, 1};
  for (int quarter = 0; quarter <= 4; ++quarter) {
    const math::SineCosine found = math::sin_cos_2pi(0.25 * quarter);
    EXPECT_EQ(found.sin, sines[quarter]) << quarter;
    EXPECT_EQ(found.cos, cosines[quarter]) << quarter;
  }
}

TEST(Power, ErrsNoMoreThanItsExponentAllows) {
  if (!oracle_is_finer) GTEST_SKIP() << "long double is no finer than double here";
  for (std::uint64_t i = 0; i < samples; ++i) {
    const double x = std::exp(20 * test_uniform(i, 4) - 10);
    const double y = 40 * test_uniform(i, 5) - 20;
    const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    const double exponent = std::abs(y * std::log(x));
    ASSERT_LT(units_in_last_place(math::power(x, y), exact), 2 + 3 * exponent) << x << "^" << y;
  }
  EXPECT_EQ(math::power(3.7, 0.0), 1.0);
  EXPECT_EQ(math::power(1.0, 1e10), 1.0);
  EXPECT_EQ(math::power(0.0, 0.5), 0.0);
  EXPECT_EQ(math::power(10.0, 400.0), infinity);
  EXPECT_EQ(math::power(10.0, -400.0), 0.0);
}

TEST(Logistic, StaysBetweenZeroAndOneAndIsUndoneByLogit) {
  EXPECT_EQ(math::logistic(0.0), 0.5);
  EXPECT_EQ(math::logistic(-1000.0), 0.0);
  EXPECT_EQ(math::logistic(1000.0), 1.0);
  EXPECT_EQ(math::logit(0.5), 0.0);
  for (std::uint64_t i = 0; i < 100000; ++i) {
    const double x = 60 * test_uniform(i, 6) - 30;
    const double p = math::logistic(x);
    ASSERT_TRUE(p > 0 && p < 1) << x;
    if (x < 3) {  // above, 1 - p has too few digits for x to come back
      ASSERT_NEAR(math::logit(p), x, 1e-13);
    }
    ASSERT_NEAR(p + math::logistic(-x), 1.0, 4e-16) << x;
  }
}

// One hash over the bits of 400 000 results. It must be the same for every compiler, optimisation level and processor;
// when it moves, the results of every run move. Compare flags (-ffp-contract=off) before changing the number.
TEST(Math, GivesTheSameBitsEverywhere) {
  Sha256 hash;
  const auto add = [&](double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(bits >> (8 * i));  // the same on machines of either order
    hash.update({bytes, 8});
  };
  for (std::uint64_t i = 0; i < 100000; ++i) {
    const double u = test_uniform(i, 7);
    const math::SineCosine angle = math::sin_cos_2pi(u);
    add(math::exp(1500 * u - 750));
    add(math::log(u));
    add(angle.sin);
    add(angle.cos);
  }
  EXPECT_EQ(hash.hex(), "dc7761a4814a06fb25b4a3b35f60db190392db50a81f0fcae7ed1a7aae5a8fcd");
}

}  // namespace
}  // namespace millwright
