#include "core/select.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

// Selection without branches finds what a plain loop finds, in order, and writes nowhere else.
namespace millwright {
namespace {

TEST(SelectFirms, FindsWhatAPlainLoopFindsInOrder) {
  std::array<std::uint32_t, 100> found;
  const std::size_t count = select_firms(200, 300, found.data(), [](std::size_t i) { return i % 7 == 3 || i > 295; });
  std::vector<std::uint32_t> expected;
  for (std::uint32_t i = 200; i < 300; ++i) {
    if (i % 7 == 3 || i > 295) expected.push_back(i);
  }
  EXPECT_EQ(std::vector<std::uint32_t>(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count)), expected);
}

TEST(SelectFirms, NeedsNoMoreRoomThanThereAreFirms) {
  std::array<std::uint32_t, 4> found{0, 0, 0, 77};
  EXPECT_EQ(select_firms(0, 3, found.data(), [](std::size_t) { return true; }), 3U);
  EXPECT_EQ(found[3], 77U);
  EXPECT_EQ(select_firms(5, 5, found.data(), [](std::size_t) { return true; }), 0U);
}

TEST(ForEachFlag, VisitsTheFlagsThatAreSetInOrder) {
  for (const std::size_t count : {0, 1, 7, 8, 9, 61}) {  // whole steps, and what is left of one
    std::vector<std::uint8_t> flags(count + 8, 1);       // what stands behind is not looked at
    std::vector<std::size_t> expected, visited;
    for (std::size_t i = 0; i < count; ++i) {
      flags[i] = i % 3 == 0 || i == 7 ? 1 : 0;
      if (flags[i] != 0) expected.push_back(i);
    }
    for_each_flag(flags.data(), count, [&](std::size_t i) { visited.push_back(i); });
    EXPECT_EQ(visited, expected) << count;
  }
}

}  // namespace
}  // namespace millwright
