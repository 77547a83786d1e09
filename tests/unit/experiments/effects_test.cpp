#include "experiments/effects.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "experiments/compare.hpp"

// What each change adds in its order and in reverse: adds up to the whole, and differs only where changes interact.
namespace millwright::experiments {
namespace {

using World = std::function<double(bool a, bool b, bool c, double luck)>;

std::vector<Effect> effects(const World& world) {
  const auto at = [&](bool a, bool b, bool c) {
    Outcome outcome{"adopters", "1", {}};
    for (const double luck : {1.0, 2.0, 4.0})
      outcome.values.push_back(world(a, b, c, luck) - world(false, false, false, luck));
    return std::vector<Outcome>{outcome};
  };
  return effects_of({"a", "b", "c"}, {at(true, false, false), at(true, true, false), at(true, true, true)},
                    {at(false, false, true), at(false, true, true), at(true, true, true)}, 1);
}

TEST(Effects, OfChangesThatDoNotMeetAreTheSameInBothOrders) {
  const auto found = effects([](bool a, bool b, bool c, double luck) { return luck + 3 * a + 5 * luck * b + 7 * c; });
  ASSERT_EQ(found.size(), 3U);
  EXPECT_DOUBLE_EQ(found[0].in_order.estimate, 3);
  EXPECT_DOUBLE_EQ(found[1].in_order.estimate, 5 * 7.0 / 3);
  EXPECT_DOUBLE_EQ(found[2].in_order.estimate, 7);
  for (const Effect& effect : found) {
    EXPECT_DOUBLE_EQ(effect.in_reverse.estimate, effect.in_order.estimate) << effect.key;
    EXPECT_NEAR(effect.interaction.estimate, 0, 1e-12) << effect.key;
  }
  EXPECT_EQ(found[0].in_order.low, found[0].in_order.high) << "the same in every replicate";
  EXPECT_LT(found[1].in_order.low, found[1].in_order.high);
}

TEST(Effects, AddUpToTheWholeAndShowWhatOnlyGoesTogether) {
  const auto found = effects([](bool a, bool, bool c, double) { return 2 * a + 10 * (a && c); });
  const auto total = [&](Interval Effect::*which) {
    return std::accumulate(found.begin(), found.end(), 0.0,
                           [&](double sum, const Effect& one) { return sum + (one.*which).estimate; });
  };
  EXPECT_DOUBLE_EQ(total(&Effect::in_order), 12);
  EXPECT_DOUBLE_EQ(total(&Effect::in_reverse), 12);
  EXPECT_DOUBLE_EQ(found[0].in_order.estimate, 2) << "alone";
  EXPECT_DOUBLE_EQ(found[0].in_reverse.estimate, 12) << "on top of the others";
  EXPECT_DOUBLE_EQ(found[0].interaction.estimate, -10);
  EXPECT_DOUBLE_EQ(found[1].interaction.estimate, 0);
  EXPECT_DOUBLE_EQ(found[2].interaction.estimate, 10);
}

TEST(Effects, HeadlinesAreNationalAndSayNothingOfWhatIsNotTold) {
  Comparison comparison;
  comparison.represents = 100;
  ClassCounts counts;
  counts.firms[static_cast<std::size_t>(AdoptionClass::additional)] = not_told;
  counts.adopters_base = 10, counts.adopters_policy = 12;
  comparison.technologies.push_back({"ai", {{"", "", {counts}}}, {}});
  comparison.cost.unit = "m CNY";
  comparison.cost.gross_by_replicate = {3};
  const auto found = headlines(comparison);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].name, "adopters of ai");
  EXPECT_EQ(found[0].values, std::vector<double>{200});
  EXPECT_TRUE(std::isnan(found[1].values[0]));
  EXPECT_EQ(found[2].unit, "m CNY");
  EXPECT_EQ(found[2].values, std::vector<double>{3});
}

}  // namespace
}  // namespace millwright::experiments
