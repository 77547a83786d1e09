// What comes from users reaches a document only as text.
#include "charts/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "unit/charts/sample_figures.hpp"

namespace millwright::charts {
namespace {

TEST(Escaped, LeavesNothingThatAReaderOfXmlWouldActOn) {
  EXPECT_EQ(escaped("<a href='x'>&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
  EXPECT_EQ(escaped("a\tb\r\nc\n"), "a\tb\nc\n");
  EXPECT_EQ(escaped("\xe5\xb7\xa5\xe4\xb8\x9a"), "\xe5\xb7\xa5\xe4\xb8\x9a");
}

TEST(Escaped, ReplacesWhatNoDocumentMayHold) {
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(escaped(std::string("\0\x01\x1b\x7f", 4)), bad + bad + bad + bad);
  EXPECT_EQ(escaped("\xff"), bad);
  EXPECT_EQ(escaped("\xc0\x80"), bad + bad) << "an overlong zero";
  EXPECT_EQ(escaped("\xe0\x80\xbc"), bad + bad + bad) << "an overlong < in three bytes";
  EXPECT_EQ(escaped("\xf0\x80\x80\xbc"), bad + bad + bad + bad) << "an overlong < in four bytes";
  EXPECT_EQ(escaped("\xed\xa0\x80"), bad + bad + bad) << "half a surrogate pair";
  EXPECT_EQ(escaped("\xf4\x90\x80\x80"), bad + bad + bad + bad) << "beyond Unicode";
  EXPECT_EQ(escaped("\xe5\xb7"), bad + bad) << "cut short";
  EXPECT_EQ(escaped("\xe2\x80\xae"), bad) << "turns the direction of text";
  EXPECT_EQ(escaped("\xef\xbf\xbf"), bad) << "no character";
}

TEST(Shortened, FitsAndNeverCutsACharacter) {
  for (const std::string& text :
       {std::string("Discount rate of firms"), std::string("\xe5\xb7\xa5\xe4\xb8\x9a\xe5\xb7\xa5"), hostile_text()}) {
    for (int width = 15; width < 300; width += 7) {
      const std::string cut = shortened(text, width, 10);
      EXPECT_LE(text_width(cut, 10), width) << text;
      EXPECT_TRUE(cut == text || cut.ends_with("\u2026"));
    }
  }
  EXPECT_EQ(shortened("\xe5\xb7\xa5\xe4\xb8\x9a\xe5\xb7\xa5", 25, 10), "\xe5\xb7\xa5\u2026");
  EXPECT_EQ(shortened("short", 300, 10), "short");
}

TEST(Wrapped, BreaksBetweenWords) {
  EXPECT_EQ(wrapped("Predictive maintenance", 80, 10), (std::vector<std::string>{"Predictive", "maintenance"}));
  EXPECT_EQ(wrapped("a b", 80, 10), (std::vector<std::string>{"a b"}));
  EXPECT_TRUE(wrapped("", 80, 10).empty());
}

TEST(Px, HasAtMostTwoDecimals) {
  EXPECT_EQ(px(1.0 / 3), "0.33");
  EXPECT_EQ(px(-0.001), "0");
  EXPECT_EQ(px(12.5), "12.5");
  EXPECT_EQ(px(100), "100");
  EXPECT_EQ(px(std::numeric_limits<double>::infinity()), "0");
}

TEST(Base64, IsThatOfRfc4648) {
  for (const auto& [bytes, text] : {std::pair{"", ""},
                                    {"f", "Zg=="},
                                    {"fo", "Zm8="},
                                    {"foo", "Zm9v"},
                                    {"foob", "Zm9vYg=="},
                                    {"fooba", "Zm9vYmE="},
                                    {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(base64(bytes), text);
  }
}

TEST(SafeId, IsAnIdWhateverItIsMadeOf) {
  EXPECT_EQ(safe_id("adoption-2"), "adoption-2");
  EXPECT_EQ(safe_id("2 a\"b"), "f2-a-b");
  EXPECT_EQ(safe_id(""), "f");
}

}  // namespace
}  // namespace millwright::charts
