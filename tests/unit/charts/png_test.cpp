// A map's picture is read by every reader of PNG: chunks and checksums must be right. The values are those of
// Python's zlib.
#include "charts/png.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "charts/text.hpp"

namespace millwright::charts {
namespace {

TEST(Png, OfTwoByTwoCells) {
  const std::string png = png_of(2, {0, 1, -1, 0}, {"#ff0000", "#0000ff"});
  EXPECT_EQ(base64(png),
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAMAAABFaP0WAAAACVBMVEUAAAD/"
            "AAAAAP9Kpa2BAAAAAXRSTlMAQObYZgAAABFJREFUeAEBBgD5/wABAgAAAQAUAAXcJdxzAAAAAElFTkSuQmCC");
}

TEST(Png, OfMoreThanOneBlockIsComplete) {
  const std::string png = png_of(300, std::vector<int>(300 * 300, 0), {"#010203"});
  // signature, header, palette of two, one transparent, then the picture: its length and name, the head of zlib
  constexpr std::size_t first = 8 + 25 + (12 + 6) + (12 + 1) + 8 + 2;
  constexpr std::size_t longest = 65535;  // bytes of a stored block, after a head of five
  EXPECT_EQ(png[first], 0) << "another block follows";
  EXPECT_EQ(png[first + 5 + longest], 1) << "the last one";
  EXPECT_EQ(png.size(), first + 2 * 5 + 300 * 301 + 4 + 4 + 12) << "rows with a filter byte, two checksums, the end";
}

}  // namespace
}  // namespace millwright::charts
