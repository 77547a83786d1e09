#include "economy/cells.hpp"

#include <gtest/gtest.h>

#include <set>

namespace millwright {
namespace {

TEST(Cells, EveryCombinationHasAPlaceOfItsOwnAndKnowsItsParts) {
  const Cells cells{3, 2, 4, 3};
  std::set<std::size_t> places;
  for (std::size_t s = 0; s < 3; ++s) {
    for (std::size_t r = 0; r < 2; ++r) {
      for (std::size_t o = 0; o < 4; ++o) {
        for (std::size_t z = 0; z < 3; ++z) {
          const std::size_t cell = cells.of(s, r, o, z);
          EXPECT_TRUE(places.insert(cell).second);
          EXPECT_LT(cell, cells.count());
          EXPECT_EQ(cells.sector_of(cell), s);
          EXPECT_EQ(cells.region_of(cell), r);
          EXPECT_EQ(cells.ownership_of(cell), o);
          EXPECT_EQ(cells.size_of(cell), z);
        }
      }
    }
  }
}

}  // namespace
}  // namespace millwright
