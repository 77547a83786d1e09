// What no chart has to think of: escaping, and paths that end where they should.
#include "charts/canvas.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <regex>
#include <string>

namespace millwright::charts {
namespace {

TEST(Canvas, EscapesAttributesAndTexts) {
  Canvas canvas(Style{});
  canvas.element("g", {{"class", "\"><b>"}, {"empty", ""}}, "<tip>");
  canvas.text({1, 2}, "<text>&");
  const std::string svg = canvas.document({}, 10);
  EXPECT_NE(svg.find("<g class=\"&quot;&gt;&lt;b&gt;\"><title>&lt;tip&gt;</title></g>"), std::string::npos) << svg;
  EXPECT_NE(svg.find(">&lt;text&gt;&amp;</text>"), std::string::npos);
}

TEST(Canvas, TextThatIsCutHasItsWholeAsTitle) {
  Canvas canvas(Style{});
  canvas.text_within({0, 0}, "a long name of a sector", 60);
  canvas.text_within({0, 0}, "short", 60);
  const std::string svg = canvas.document({}, 10);
  EXPECT_NE(svg.find("><title>a long name of a sector</title>a long"), std::string::npos) << svg;
  EXPECT_NE(svg.find(">short</text>"), std::string::npos);
}

TEST(PathData, IsShort) {
  PathData path;
  path.move({1, 2.04});
  path.line({1.5, 1.96});
  path.line({-3, 1.96});
  path.close();
  path.dot({0.4, -0.4});
  path.box({5, 5}, 2.5, 0.5);
  EXPECT_EQ(path.text(), "M1 2l.5 0l-4.5 0ZM.4-.4h0M5 5h2.5v.5h-2.5Z");
}

TEST(PathData, RoundingDoesNotAddUp) {
  PathData path;
  path.move({0, 0});
  for (int i = 1; i <= 1000; ++i) path.line({0.37 * i, 0});
  double end = 0;
  const std::string text = path.text();
  const std::regex step("l(\\S+) ");
  for (std::sregex_iterator found(text.begin(), text.end(), step), last; found != last; ++found) {
    end += std::stod((*found)[1]);
  }
  EXPECT_NEAR(end, 370, 0.051);
}

TEST(PathData, WhatIsNotFiniteIsZero) {
  PathData path;
  path.move({std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()});
  path.line({1, 1});
  EXPECT_EQ(path.text(), "M0 0l1 1");
}

}  // namespace
}  // namespace millwright::charts
