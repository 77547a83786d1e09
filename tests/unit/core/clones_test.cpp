// Kernels compiled for several instruction sets must give the bits of the plain one: only then may a cluster's nodes
// differ in processor without their results differing.

#include "core/clones.hpp"

#include <bit>

#include "core/fixed_point.hpp"
#include "core/random.hpp"

namespace millwright {
namespace {

constexpr std::size_t count = 40000;

struct Columns {
  std::vector<double> exponent, logarithm, sine, normal, shock, sales;
  std::vector<std::int64_t> fixed;

  Columns() : exponent(count), logarithm(count), sine(count), normal(count), shock(count), sales(count), fixed(count) {}
};

/// A kernel of every function that the model's loops use.
MILLWRIGHT_INLINE void fill(Columns& columns) {
  double* const exponent = columns.exponent.data();
  double* const logarithm = columns.logarithm.data();
  double* const sine = columns.sine.data();
  double* const normal = columns.normal.data();
  double* const shock = columns.shock.data();
  double* const sales = columns.sales.data();
  std::int64_t* const fixed = columns.fixed.data();
  const DrawKey key = {{3, 1}, Purpose::growth, 9};
  for (std::size_t i = 0; i < count; ++i) {
    const Words words = draw(key, i, 0, 24);
    const double u = uniform(words.w[0]);
    exponent[i] = math::exp(1600 * u - 800);
    logarithm[i] = math::log(u);
    sine[i] = math::sin_cos_2pi(u).sin;
    shock[i] = standard_logistic(words.w[1]) * exponential(words.w[2]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Words words = draw(key, i, 0, 25);
    normal[i] = normal_pair(words.w[0], words.w[1]).first;
  }
  for (std::size_t i = 0; i < count; ++i) {
    sales[i] = math::power(2.0 + sine[i], 0.75) * math::logistic(shock[i]) + 0.1 * normal[i];  // invites a fused step
    fixed[i] = to_fixed<20>(1000 * sales[i]);
  }
}

__attribute__((noinline)) void fill_plain(Columns& columns) {
  fill(columns);
}

MILLWRIGHT_CLONES void fill_cloned(Columns& columns) {
  fill(columns);
}

void expect_same_bits(const std::vector<double>& plain, const std::vector<double>& other, const char* column) {
  for (std::size_t i = 0; i < count; ++i) {
    ASSERT_EQ(std::bit_cast<std::uint64_t>(plain[i]), std::bit_cast<std::uint64_t>(other[i])) << column << " " << i;
  }
}

void expect_same_as_plain(void (*kernel)(Columns&)) {
  Columns plain;
  Columns other;
  fill_plain(plain);
  kernel(other);
  expect_same_bits(plain.exponent, other.exponent, "exp");
  expect_same_bits(plain.logarithm, other.logarithm, "log");
  expect_same_bits(plain.sine, other.sine, "sin");
  expect_same_bits(plain.normal, other.normal, "normal");
  expect_same_bits(plain.shock, other.shock, "logistic");
  expect_same_bits(plain.sales, other.sales, "sales");
  EXPECT_EQ(plain.fixed, other.fixed);
}

TEST(Clones, TheChosenOneGivesThePlainBits) {
  expect_same_as_plain(fill_cloned);
}

#if defined(__x86_64__) && defined(__GNUC__)

__attribute__((target("avx2,fma"))) void fill_avx2(Columns& columns) {
  fill(columns);
}

TEST(Clones, AVX2WithFusedMultiplyAddAtHandGivesThePlainBits) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) GTEST_SKIP() << "not on this processor";
  expect_same_as_plain(fill_avx2);
}

__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,fma"))) void fill_avx512(Columns& columns) {
  fill(columns);
}

TEST(Clones, AVX512GivesThePlainBits) {
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq") ||
      !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512bw")) {
    GTEST_SKIP() << "not on this processor";
  }
  expect_same_as_plain(fill_avx512);
}

#endif

}  // namespace
}  // namespace millwright
