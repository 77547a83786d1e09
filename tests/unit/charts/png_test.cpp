// A map's picture is read by every reader of PNG: chunks and checksums must be right. The values are those of
// Python's zlib.
#include "charts/png.hpp"

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
  // header, palette of two, one transparent, rows with a filter byte in two blocks of 5 bytes, checks of 2 + 4 bytes,
  // end
  EXPECT_EQ(png.size(), 8U + 25 + (12 + 6) + (12 + 1) + (12 + 2 + 2 * 5 + 300 * 301 + 4) + 12);
}

}  // namespace
}  // namespace millwright::charts
