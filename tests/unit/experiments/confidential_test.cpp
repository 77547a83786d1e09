#include "experiments/confidential.hpp"

#include <gtest/gtest.h>

// Numbers that would tell of few firms of a confidential table are blanked, and what they could be worked out from.
namespace millwright::experiments {
namespace {

using enum AdoptionClass;

const Confidential table{{0, 0, 0, 1, 2, 3, 4, 4}, 3};  // five firms, the first of them three times

/// Counts of one group and replicate with these firms in these classes, as they are told.
ClassCounts counted(const std::vector<std::pair<int, AdoptionClass>>& firms, std::int32_t generation = -1,
                    const Confidential* confidential = &table) {
  SmallCells cells(confidential, 1, 1);
  std::vector<ClassCounts> counts(1);
  for (const auto& [firm, found] : firms) {
    cells.add(0, {0, firm, generation}, found);
    const auto place = static_cast<std::size_t>(found);
    counts[0].firms[place] += 1;
    counts[0].recipients += class_kinds[place].recipient ? 1 : 0;
    counts[0].adopters_policy += class_kinds[place].sign;
  }
  cells.blank(0, counts);
  return counts[0];
}

TEST(Confidential, ClonesOfOneFirmAreOneFirm) {
  const auto clones = counted({{0, additional}, {1, additional}, {2, additional}});
  EXPECT_EQ(clones.of(additional), not_told);
  const auto firms = counted({{2, additional}, {3, additional}, {4, additional}});
  EXPECT_EQ(firms.of(additional), 3);
}

TEST(Confidential, WhatIsSmallIsNotToldNorThatItIsNone) {
  const auto found = counted({{0, windfall}, {3, windfall}, {4, windfall}, {5, additional}, {6, additional}});
  EXPECT_EQ(found.of(windfall), 3);
  EXPECT_EQ(found.of(additional), not_told);
  EXPECT_EQ(found.of(delayed), not_told) << "none";
  EXPECT_EQ(found.months_earlier[static_cast<std::size_t>(additional)], not_told);
}

TEST(Confidential, TotalsThatLeaveLittleAreNotToldEither) {
  const auto two = counted({{0, windfall}, {3, windfall}, {4, windfall}, {5, additional}, {6, additional}});
  EXPECT_EQ(two.recipients, not_told) << "5 less 3 windfalls would tell of two firms";
  EXPECT_EQ(two.adopters_policy, not_told);
  const auto three = counted({{0, additional}, {3, additional}, {4, accelerated}, {5, not_live}});
  EXPECT_EQ(three.recipients, 4) << "nobody can tell in which of the blanked classes they are";
}

TEST(Confidential, FirmsThatEnterLaterStandForNobody) {
  EXPECT_EQ(counted({{0, additional}, {3, additional}, {4, additional}}, 5).of(additional), not_told);
}

TEST(Confidential, WithoutATableEverythingIsTold) {
  const auto found = counted({{0, additional}}, -1, nullptr);
  EXPECT_EQ(found.of(additional), 1);
  EXPECT_EQ(found.of(delayed), 0);
  EXPECT_EQ(found.recipients, 1);
}

}  // namespace
}  // namespace millwright::experiments
