#include "experiments/adoption_class.hpp"

#include <gtest/gtest.h>

#include "core/random.hpp"

// Classes are a partition of recipients and adopters of either arm, and add up to both identities.
namespace millwright::experiments {
namespace {

using enum AdoptionClass;

constexpr std::int32_t horizon = 10;

Fate lived(std::int32_t first_live) {
  return {.exists = true, .recipient = false, .first_live = first_live};
}

Fate supported(std::int32_t first_live) {
  return {.exists = true, .recipient = true, .first_live = first_live};
}

TEST(AdoptionClass, OfRecipients) {
  EXPECT_EQ(classify(lived(never_live), supported(5), horizon), additional);
  EXPECT_EQ(classify(lived(horizon + 1), supported(horizon), horizon), additional) << "would have adopted too late";
  EXPECT_EQ(classify(lived(6), supported(5), horizon), accelerated);
  EXPECT_EQ(classify(lived(5), supported(5), horizon), windfall);
  EXPECT_EQ(classify(lived(-1), supported(-1), horizon), windfall) << "support for a further tranche";
  EXPECT_EQ(classify(lived(5), supported(6), horizon), delayed);
  EXPECT_EQ(classify(lived(never_live), supported(never_live), horizon), not_live);
  EXPECT_EQ(classify(lived(5), supported(horizon + 1), horizon), given_up);
  EXPECT_EQ(classify({}, supported(5), horizon), turnover_recipient);
  EXPECT_EQ(classify({}, supported(never_live), horizon), not_live) << "exists in one arm only, and is not live there";
}

TEST(AdoptionClass, OfTheOthers) {
  EXPECT_EQ(classify(lived(never_live), lived(5), horizon), spillover);
  EXPECT_EQ(classify(lived(5), lived(never_live), horizon), displaced);
  EXPECT_EQ(classify(lived(5), lived(8), horizon), unaffected);
  EXPECT_EQ(classify({}, lived(5), horizon), turnover_gained);
  EXPECT_EQ(classify(lived(5), {}, horizon), turnover_lost);
  EXPECT_EQ(classify(lived(never_live), lived(never_live), horizon), std::nullopt);
  EXPECT_EQ(classify({}, lived(never_live), horizon), std::nullopt);
}

TEST(AdoptionClass, MonthsAreCountedWhereBothArmsHaveAnAdoption) {
  ClassCounts counts;
  counts.add(lived(8), supported(5), horizon);
  counts.add(lived(3), supported(7), horizon);
  counts.add(lived(3), lived(2), horizon);
  counts.add(lived(never_live), supported(2), horizon);
  EXPECT_EQ(counts.months_earlier[static_cast<std::size_t>(accelerated)], 3);
  EXPECT_EQ(counts.months_earlier[static_cast<std::size_t>(delayed)], -4);
  EXPECT_EQ(counts.months_earlier[static_cast<std::size_t>(unaffected)], 1);
  EXPECT_EQ(counts.months_earlier[static_cast<std::size_t>(additional)], 0);
}

/// A made-up fate: a third of the firms lacks it, go-lives are on both sides of the horizon, before it, or never.
Fate made_up(std::uint64_t firm, std::uint64_t arm) {
  const Words words = threefry({{firm, arm, 0, 0}}, {{1, 2, 3, 4}});
  if (words.w[0] % 3 == 0) return {};
  const auto month = static_cast<std::int32_t>(words.w[1] % 16) - 1;
  return {.exists = true, .recipient = arm == 1 && words.w[2] % 2 == 0, .first_live = month == 14 ? never_live : month};
}

/// The same partition by other words: from what is true of a firm, without the order in which classify asks.
bool belongs(AdoptionClass one, const Fate& base, const Fate& policy) {
  const bool before = base.exists && base.first_live <= horizon, after = policy.exists && policy.first_live <= horizon;
  const bool recipient = policy.recipient, both = before && after;
  switch (one) {
    case additional:
      return recipient && base.exists && !before && after;
    case accelerated:
      return recipient && both && policy.first_live < base.first_live;
    case windfall:
      return recipient && both && policy.first_live == base.first_live;
    case delayed:
      return recipient && both && policy.first_live > base.first_live;
    case not_live:
      return recipient && !before && !after;
    case given_up:
      return recipient && before && !after;
    case turnover_recipient:
      return recipient && !base.exists && after;
    case spillover:
      return !recipient && base.exists && !before && after;
    case displaced:
      return !recipient && policy.exists && before && !after;
    case unaffected:
      return !recipient && both;
    case turnover_gained:
      return !recipient && !base.exists && after;
    case turnover_lost:
      return !recipient && before && !policy.exists;
  }
  return false;
}

TEST(AdoptionClass, EveryRecipientAndAdopterIsInExactlyOneClassAndNobodyElseInAny) {
  for (std::uint64_t firm = 0; firm < 20'000; ++firm) {
    const Fate base = made_up(firm, 0), policy = made_up(firm, 1);
    const auto found = classify(base, policy, horizon);
    int classes = 0;
    for (std::size_t c = 0; c < class_count; ++c) {
      const auto one = static_cast<AdoptionClass>(c);
      classes += belongs(one, base, policy) ? 1 : 0;
      EXPECT_EQ(found == one, belongs(one, base, policy)) << class_kinds[c].name;
    }
    EXPECT_EQ(classes, policy.recipient || base.adopter(horizon) || policy.adopter(horizon) ? 1 : 0);
  }
}

TEST(AdoptionClass, BothIdentitiesHoldExactlyAndSeeALostFirm) {
  for (std::uint64_t table = 0; table < 200; ++table) {
    ClassCounts counts;
    for (std::uint64_t firm = 0; firm < 100; ++firm)
      counts.add(made_up(table * 100 + firm, 0), made_up(table * 100 + firm, 1), horizon);
    EXPECT_TRUE(counts.adds_up());
    ClassCounts recipient = counts, adopter = counts;
    recipient.firms[static_cast<std::size_t>(windfall)] += 1;
    adopter.firms[static_cast<std::size_t>(spillover)] += 1;
    EXPECT_FALSE(recipient.adds_up());
    EXPECT_FALSE(adopter.adds_up());
  }
}

}  // namespace
}  // namespace millwright::experiments
