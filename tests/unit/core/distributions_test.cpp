// Moments, tails and independence of the draws. The sequences are fixed, so a failure is a change, not bad luck; bounds
// are 4.5 standard errors of what a perfect generator would give.

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/math.hpp"
#include "core/random.hpp"

namespace millwright {
namespace {

constexpr std::size_t count = 1000000;
constexpr double standard_errors = 4.5;
const double root_count = std::sqrt(static_cast<double>(count));

Words words_for(std::uint64_t firm) {
  return draw({{7, 0}, Purpose::growth}, firm, 0, 0);
}

/// The values of `value` for firms 0 to count - 1.
std::vector<double> sample(const std::function<double(const Words&)>& value) {
  std::vector<double> values(count);
  for (std::size_t firm = 0; firm < count; ++firm) values[firm] = value(words_for(firm));
  return values;
}

double mean_of(const std::vector<double>& values, const std::function<double(double)>& function) {
  double sum = 0;
  for (const double value : values) sum += function(value);
  return sum / static_cast<double>(values.size());
}

/// The mean of `function` must be `expected`, given the standard deviation of function(x) under the distribution.
void expect_mean(const std::vector<double>& values, const std::function<double(double)>& function, double expected,
                 double deviation) {
  EXPECT_NEAR(mean_of(values, function), expected, standard_errors * deviation / root_count);
}

/// The share of values above `bound` must be `expected`.
void expect_tail(const std::vector<double>& values, double bound, double expected) {
  expect_mean(
      values, [=](double x) { return x > bound ? 1.0 : 0.0; }, expected, std::sqrt(expected * (1 - expected)));
}

/// Kolmogorov and Smirnov: the largest distance between the values and the distribution; 2.2 / sqrt(n) is exceeded by
/// one perfect sample in 8 000.
void expect_distribution(std::vector<double> values, const std::function<double(double)>& probability) {
  std::sort(values.begin(), values.end());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double expected = probability(values[i]);
    const double below = static_cast<double>(i) / static_cast<double>(count);
    distance = std::max({distance, expected - below, below + 1.0 / static_cast<double>(count) - expected});
  }
  EXPECT_LT(distance * root_count, 2.2);
}

/// Correlation of two series with mean 0 and variance 1 under the distribution.
double correlation(const std::vector<double>& first, const std::vector<double>& second) {
  double sum = 0;
  for (std::size_t i = 0; i < first.size(); ++i) sum += first[i] * second[i];
  return sum / static_cast<double>(first.size());
}

/// Probability that a standard normal variable is at most x.
double normal_below(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}

TEST(Distributions, Uniform) {
  for (int word = 0; word < 4; ++word) {
    const auto values = sample([=](const Words& words) { return uniform(words.w[word]); });
    expect_mean(
        values, [](double x) { return x; }, 0.5, std::sqrt(1.0 / 12));
    expect_mean(
        values, [](double x) { return x * x; }, 1.0 / 3, std::sqrt(4.0 / 45));
    expect_distribution(values, [](double x) { return x; });
  }
}

TEST(Distributions, Normal) {
  const std::function<double(const Words&)> draws[] = {
      [](const Words& words) { return normal_pair(words.w[0], words.w[1]).first; },
      [](const Words& words) { return normal_pair(words.w[0], words.w[1]).second; },
      [](const Words& words) { return normal_pair(words.w[2], words.w[3]).first; }};
  for (const auto& normal : draws) {
    const auto values = sample(normal);
    expect_mean(
        values, [](double x) { return x; }, 0, 1);
    expect_mean(
        values, [](double x) { return x * x; }, 1, std::sqrt(2.0));
    expect_mean(
        values, [](double x) { return x * x * x; }, 0, std::sqrt(15.0));
    expect_mean(
        values, [](double x) { return x * x * x * x; }, 3, std::sqrt(96.0));
    for (const double bound : {1.0, 2.0, 3.0, 4.0}) {
      expect_tail(values, bound, normal_below(-bound));
      expect_tail(values, -bound, normal_below(bound));
    }
    expect_distribution(values, normal_below);
  }
}

TEST(Distributions, Exponential) {
  const auto values = sample([](const Words& words) { return exponential(words.w[0]); });
  expect_mean(
      values, [](double x) { return x; }, 1, 1);
  expect_mean(
      values, [](double x) { return x * x; }, 2, std::sqrt(20.0));
  expect_tail(values, 5, std::exp(-5.0));
  expect_tail(values, 9, std::exp(-9.0));
  expect_distribution(values, [](double x) { return 1 - std::exp(-x); });
}

TEST(Distributions, Logistic) {
  const auto values = sample([](const Words& words) { return standard_logistic(words.w[0]); });
  const double variance = std::pow(std::acos(-1.0), 2) / 3;
  expect_mean(
      values, [](double x) { return x; }, 0, std::sqrt(variance));
  expect_mean(
      values, [](double x) { return x * x; }, variance, variance * std::sqrt(3.2));  // kurtosis 4.2
  expect_tail(values, 5, 1 / (1 + std::exp(5.0)));
  expect_tail(values, -5, 1 / (1 + std::exp(-5.0)));
  expect_distribution(values, [](double x) { return 1 / (1 + std::exp(-x)); });
}

/// Normal draws with one part of the key varied from one series to the other.
std::vector<double> series(const DrawKey& key, std::uint64_t first_firm, std::int64_t birth, std::int64_t month,
                           int word) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Words words = draw(key, first_firm + i, birth, month);
    values[i] = normal_pair(words.w[word], words.w[word + 1]).first;
  }
  return values;
}

// Keys that differ in one bit are the common case: neighbouring firms, months, births, seeds, replicates, purposes.
TEST(Distributions, NeighbouringKeysAreUncorrelated) {
  const DrawKey key = {{7, 0}, Purpose::growth, 0};
  const auto base = series(key, 0, 0, 0, 0);
  const double bound = standard_errors / root_count;
  EXPECT_LT(std::abs(correlation(base, series(key, 1, 0, 0, 0))), bound) << "the next firm";
  EXPECT_LT(std::abs(correlation(base, series(key, 0, 1, 0, 0))), bound) << "the next birth month";
  EXPECT_LT(std::abs(correlation(base, series(key, 0, 0, 1, 0))), bound) << "the next month";
  EXPECT_LT(std::abs(correlation(base, series(key, 0, 0, 0, 2))), bound) << "the other words";
  EXPECT_LT(std::abs(correlation(base, series({{8, 0}, Purpose::growth, 0}, 0, 0, 0, 0))), bound) << "the next seed";
  EXPECT_LT(std::abs(correlation(base, series({{7, 1}, Purpose::growth, 0}, 0, 0, 0, 0))), bound)
      << "the next replicate";
  EXPECT_LT(std::abs(correlation(base, series({{7, 0}, Purpose::volatility, 0}, 0, 0, 0, 0))), bound) << "a purpose";
  EXPECT_LT(std::abs(correlation(base, series({{7, 0}, Purpose::growth, 1}, 0, 0, 0, 0))), bound) << "a mechanism";
}

TEST(Distributions, TheTwoNormalsOfAPairAreIndependent) {
  const auto first = sample([](const Words& words) { return normal_pair(words.w[0], words.w[1]).first; });
  const auto second = sample([](const Words& words) { return normal_pair(words.w[0], words.w[1]).second; });
  EXPECT_LT(std::abs(correlation(first, second)), standard_errors / root_count);
  double squares = 0;  // (x^2 - 1)(y^2 - 1) has mean 0 and standard deviation 2
  for (std::size_t i = 0; i < count; ++i) squares += (first[i] * first[i] - 1) * (second[i] * second[i] - 1);
  EXPECT_LT(std::abs(squares / static_cast<double>(count)), standard_errors * 2 / root_count);
}

// One word serves all technologies of a review. A firm looks at each only in the few months where its uniform is small,
// so small values are held against each other too: over 64 x 64 equal squares and over 16 x 16 of the lowest tenth.
TEST(Distributions, WordsOfMechanismsAreIndependentOfEachOther) {
  const auto excess = [](std::uint64_t one, std::uint64_t other, double below, std::size_t squares) {
    std::vector<double> found(squares * squares, 0);
    double all = 0;
    for (std::uint64_t firm = 0; firm < count; ++firm) {
      const std::uint64_t word = words_for(firm).w[0];
      const double x = uniform(word_of(word, one)) / below, y = uniform(word_of(word, other)) / below;
      if (!(x < 1 && y < 1)) continue;
      const auto side = static_cast<double>(squares);
      found[static_cast<std::size_t>(x * side) * squares + static_cast<std::size_t>(y * side)] += 1;
      all += 1;
    }
    EXPECT_NEAR(all, static_cast<double>(count) * below * below, standard_errors * std::sqrt(all));
    const auto places = static_cast<double>(found.size());
    double chi_square = 0;
    for (const double n : found) chi_square += (n - all / places) * (n - all / places) / (all / places);
    return (chi_square - (places - 1)) / std::sqrt(2 * (places - 1));  // nearly standard normal
  };
  const std::uint64_t ai = mechanism_hash("ai"), automation = mechanism_hash("automation");
  for (const std::uint64_t other : {automation, mechanism_hash("aj"), ai ^ 1, std::uint64_t{0}}) {
    EXPECT_LT(std::abs(excess(ai, other, 1, 64)), standard_errors);
    EXPECT_LT(std::abs(excess(ai, other, 0.1, 16)), standard_errors);
  }
  EXPECT_GT(excess(ai, ai, 1, 64), 100) << "the measure sees dependence";
}

// Each of the 256 bits is set half of the time.
TEST(Distributions, EveryBitIsFair) {
  std::vector<int> set(256, 0);
  for (std::uint64_t firm = 0; firm < 100000; ++firm) {
    const Words words = words_for(firm);
    for (std::size_t bit = 0; bit < 256; ++bit) set[bit] += static_cast<int>(words.w[bit / 64] >> (bit % 64) & 1);
  }
  for (std::size_t bit = 0; bit < 256; ++bit) EXPECT_NEAR(set[bit], 50000, standard_errors * std::sqrt(25000.0)) << bit;
}

}  // namespace
}  // namespace millwright
