#include "core/fixed_point.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace millwright {
namespace {

TEST(FixedPoint, RoundsToTheNearestAndTiesToEven) {
  EXPECT_EQ(to_fixed<0>(0.0), 0);
  EXPECT_EQ(to_fixed<0>(-0.0), 0);
  EXPECT_EQ(to_fixed<0>(0.5), 0);
  EXPECT_EQ(to_fixed<0>(1.5), 2);
  EXPECT_EQ(to_fixed<0>(2.5), 2);
  EXPECT_EQ(to_fixed<0>(-0.5), 0);
  EXPECT_EQ(to_fixed<0>(-1.5), -2);
  EXPECT_EQ(to_fixed<0>(-2.5), -2);
  EXPECT_EQ(to_fixed<0>(0x1.fffffffffffffp-2), 0) << "just below one half";
  EXPECT_EQ(to_fixed<4>(1.0), 16);
  EXPECT_EQ(to_fixed<-4>(40.0), 2) << "a negative scale counts in sixteens";
}

TEST(FixedPoint, HoldsUpToTheBound) {
  const double largest = 0x1p51 - 1;
  EXPECT_EQ(to_fixed<0>(largest), (std::int64_t{1} << 51) - 1);
  EXPECT_EQ(to_fixed<0>(-largest), -(std::int64_t{1} << 51) + 1);
  EXPECT_EQ(to_fixed<20>(largest * 0x1p-20), (std::int64_t{1} << 51) - 1);
  EXPECT_EQ(to_fixed<20>(1e-300), 0);
}

TEST(FixedPoint, IsNeverFartherThanHalfAStep) {
  std::mt19937_64 words(1);
  for (int i = 0; i < 100000; ++i) {
    const double size = std::ldexp(1.0, static_cast<int>(words() % 50) - 20);
    const double value = size * (static_cast<double>(words() >> 11) * 0x1p-52 - 1);
    ASSERT_LE(std::abs(from_fixed<20>(to_fixed<20>(value)) - value), 0x1p-21) << value;
    ASSERT_EQ(to_fixed<20>(-value), -to_fixed<20>(value)) << value;
  }
}

TEST(FixedPoint, IntegersComeBack) {
  for (std::int64_t i = -100000; i <= 100000; ++i) {
    ASSERT_EQ(to_fixed<20>(from_fixed<20>(i)), i);
    ASSERT_EQ(to_fixed<20>(from_fixed<20>(i << 30)), i << 30);
  }
}

// The reason for fixed point: the same terms in another order, or grouped otherwise, give the same sum. Doubles do not,
// which the test shows on the same terms.
TEST(FixedPoint, SumsDoNotDependOnOrder) {
  std::mt19937_64 words(2);
  std::vector<double> terms(50000);
  for (double& term : terms) {
    term = std::ldexp(static_cast<double>(words() >> 11) * 0x1p-52 - 1, static_cast<int>(words() % 30));
  }
  const auto fixed_sum = [&] {
    std::int64_t sum = 0;
    for (const double term : terms) sum += to_fixed<20>(term);
    return sum;
  };
  const auto double_sum = [&] {
    double sum = 0;
    for (const double term : terms) sum += term;
    return sum;
  };
  const std::int64_t fixed = fixed_sum();
  const double plain = double_sum();
  int double_sums_that_differ = 0;
  for (int round = 0; round < 20; ++round) {
    std::shuffle(terms.begin(), terms.end(), words);
    ASSERT_EQ(fixed_sum(), fixed);
    double_sums_that_differ += double_sum() != plain ? 1 : 0;
  }
  EXPECT_GT(double_sums_that_differ, 0) << "the terms are too easy to show anything";
  EXPECT_NEAR(from_fixed<20>(fixed), plain, 50000 * 0x1p-21);
}

TEST(FixedPoint, PowersOfTwoAreExact) {
  for (int exponent = -1022; exponent <= 1023; ++exponent) {
    ASSERT_EQ(power_of_two(exponent), std::ldexp(1.0, exponent)) << exponent;
  }
}

#ifdef MILLWRIGHT_CONTRACTS
TEST(FixedPointDeathTest, ABrokenBoundIsADefectOfOurs) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(to_fixed<0>(0x1p51), "contract broken");
  EXPECT_DEATH(to_fixed<20>(-0x1p31), "contract broken");
  EXPECT_DEATH(to_fixed<0>(std::nan("")), "contract broken");
}
#endif

}  // namespace
}  // namespace millwright
