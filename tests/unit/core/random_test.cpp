#include "core/random.hpp"

#include <array>
#include <cmath>
#include <random>
#include <set>

#if __has_include(<Random123/threefry.h>)
#include <Random123/threefry.h>
#define MILLWRIGHT_HAS_RANDOM123
#endif

namespace millwright {
namespace {

std::array<std::uint64_t, 4> words_of(const Words& words) {
  return {words.w[0], words.w[1], words.w[2], words.w[3]};
}

// The vectors published with Random123 for threefry4x64, 20 rounds.
TEST(Threefry, KnownAnswers) {
  using Answer = std::array<std::uint64_t, 4>;
  EXPECT_EQ(words_of(threefry({{0, 0, 0, 0}}, {{0, 0, 0, 0}})),
            (Answer{0x09218ebde6c85537, 0x55941f5266d86105, 0x4bd25e16282434dc, 0xee29ec846bd2e40b}));
  constexpr std::uint64_t ones = ~std::uint64_t{0};
  EXPECT_EQ(words_of(threefry({{ones, ones, ones, ones}}, {{ones, ones, ones, ones}})),
            (Answer{0x29c24097942bba1b, 0x0371bbfb0f6f4e11, 0x3c231ffa33f83a1c, 0xcd29113fde32d168}));
}

TEST(Threefry, AgreesWithRandom123) {
#ifdef MILLWRIGHT_HAS_RANDOM123
  using Generator = r123::Threefry4x64;
  std::mt19937_64 bits(4);
  for (int i = 0; i < 200000; ++i) {
    const Words counter = {{bits(), bits(), bits(), bits()}};
    const Words key = {{bits(), bits(), bits(), bits()}};
    const Generator::ctr_type their_counter = {{counter.w[0], counter.w[1], counter.w[2], counter.w[3]}};
    const Generator::key_type their_key = {{key.w[0], key.w[1], key.w[2], key.w[3]}};
    const auto theirs = Generator{}(their_counter, their_key);
    ASSERT_EQ(words_of(threefry(counter, key)),
              (std::array<std::uint64_t, 4>{theirs[0], theirs[1], theirs[2], theirs[3]}));
  }
#else
  GTEST_SKIP() << "Random123 is not installed";
#endif
}

// What a draw is keyed by: each part alone must give other luck, or two uses would share theirs.
TEST(Draw, EveryPartOfTheKeyCounts) {
  const DrawKey key = {{1, 0}, Purpose::growth, 5};
  const auto with = [&](DrawKey changed) { return words_of(draw(changed, 10, 20, 30, 40)); };
  const std::set<std::array<std::uint64_t, 4>> seen = {
      with(key),
      with({{2, 0}, Purpose::growth, 5}),
      with({{1, 1}, Purpose::growth, 5}),
      with({{1, 0}, Purpose::review, 5}),
      with({{1, 0}, Purpose::growth, 6}),
      words_of(draw(key, 11, 20, 30, 40)),
      words_of(draw(key, 10, 21, 30, 40)),
      words_of(draw(key, 10, 20, 31, 40)),
      words_of(draw(key, 10, 20, 30, 41)),
      words_of(draw(key, 10, 20, 30)),
      words_of(draw(key, 20, 10, 30, 40)),
      words_of(draw(key, 10, -20, 30, 40)),
      words_of(draw(key, 10, 20, -30, 40)),
  };
  EXPECT_EQ(seen.size(), 13u);
  EXPECT_EQ(with(key), with(key));
}

// Where each part stands is part of the results: a run of an older version could not be repeated if it moved.
TEST(Draw, PartsHaveTheirPlaces) {
  const DrawKey key = {{1, 2}, Purpose::growth, 4};
  const auto purpose = static_cast<std::uint64_t>(Purpose::growth);
  EXPECT_EQ(words_of(draw(key, 5, -6, 7, 8)),
            words_of(threefry({{5, ~std::uint64_t{6} + 1, 7, 8}}, {{1, 2, purpose, 4}})));
}

TEST(Draw, PurposesKeepTheirNumbers) {
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::size), 1u);
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::network), 12u);
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::growth), 15u);
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::decision_rule), 6u);
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::choice_noise), 8u);
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::initial_age), 10u);
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::survey), 24u);
  EXPECT_EQ(static_cast<std::uint64_t>(Purpose::rewiring), 29u);
}

// Published values of FNV-1a, 64 bits.
TEST(MechanismHash, KnownAnswers) {
  EXPECT_EQ(mechanism_hash(""), 0xcbf29ce484222325u);
  EXPECT_EQ(mechanism_hash("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(mechanism_hash("foobar"), 0x85944171f73967e8u);
  static_assert(mechanism_hash("automation") != mechanism_hash("ai"));
}

TEST(Uniform, NeverReachesItsEndsAndIsSymmetric) {
  EXPECT_EQ(uniform(0), 0x1p-53);
  EXPECT_EQ(uniform(~std::uint64_t{0}), 1 - 0x1p-53);
  EXPECT_EQ(uniform(std::uint64_t{1} << 63), 0.5 + 0x1p-53);
  std::mt19937_64 bits(5);
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t word = bits();
    ASSERT_EQ(uniform(word) + uniform(~word), 1.0);
    ASSERT_TRUE(uniform(word) > 0 && uniform(word) < 1);
  }
}

// The equations of Box and Muller, exactly: moments alone would not see an error of half a percent.
TEST(Distributions, ANormalPairHasItsRadiusAndAngle) {
  std::mt19937_64 bits(6);
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t first = bits();
    const std::uint64_t second = bits();
    const NormalPair pair = normal_pair(first, second);
    const double radius = std::sqrt(2 * exponential(first));
    const double angle = 2 * std::acos(-1.0) * uniform(second);
    ASSERT_NEAR(pair.first, radius * std::cos(angle), 1e-14);
    ASSERT_NEAR(pair.second, radius * std::sin(angle), 1e-14);
    ASSERT_NEAR(exponential(first), -std::log(uniform(first)), 1e-14);
  }
}

// The extreme words, so that no draw is ever infinite or not a number.
TEST(Distributions, AreFiniteForEveryWord) {
  constexpr std::uint64_t ends[] = {
      0, 1, 4095, 4096, std::uint64_t{1} << 63, ~std::uint64_t{0} - 4095, ~std::uint64_t{0}};
  for (const std::uint64_t first : ends) {
    EXPECT_GT(exponential(first), 0);
    EXPECT_LT(exponential(first), 36.75);
    EXPECT_LT(std::abs(standard_logistic(first)), 36.75);
    for (const std::uint64_t second : ends) {
      const NormalPair pair = normal_pair(first, second);
      EXPECT_LT(std::hypot(pair.first, pair.second), 8.6);
    }
  }
}

}  // namespace
}  // namespace millwright
