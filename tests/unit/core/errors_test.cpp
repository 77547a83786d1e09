#include "core/errors.hpp"

#include <random>

namespace millwright {
namespace {

TEST(UserError, SaysWhereWhatAndHelp) {
  const UserError error(Problem{"a.yaml:3:1", "firms is not a number", "write firms: 1000"});
  EXPECT_STREQ(error.what(), "a.yaml:3:1: error: firms is not a number\n  help: write firms: 1000");
  EXPECT_EQ(error.code(), ExitCode::bad_input);
  ASSERT_EQ(error.problems().size(), 1u);
  EXPECT_EQ(error.problems()[0].what, "firms is not a number");
}

TEST(UserError, LeavesOutWhatIsEmpty) {
  EXPECT_STREQ(UserError(Problem{"", "the disk is full", ""}, ExitCode::io).what(), "error: the disk is full");
  EXPECT_EQ(UserError(Problem{"", "the disk is full", ""}, ExitCode::io).code(), ExitCode::io);
}

TEST(UserError, ListsAllProblemsAtOnce) {
  const UserError error(
      std::vector<Problem>{{"a:1:1", "first", "do this"}, {"a:2:1", "second", ""}, {"", "third", ""}});
  EXPECT_STREQ(error.what(), "a:1:1: error: first\n  help: do this\na:2:1: error: second\nerror: third");
}

TEST(ExitCodes, AreThoseOfSysexits) {
  EXPECT_EQ(static_cast<int>(ExitCode::bad_input), 65);
  EXPECT_EQ(static_cast<int>(ExitCode::defect), 70);
  EXPECT_EQ(static_cast<int>(ExitCode::io), 74);
  EXPECT_EQ(static_cast<int>(ExitCode::interrupted), 75);
}

TEST(Printable, LeavesOrdinaryTextAlone) {
  for (const std::string text : {"", "plain text, 100 %", "Förderung für Zürich", "人工智能+制造", "𝛼 🏭", "a\\b ~"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("\x1b[31mred"), "\\x1b[31mred");
  EXPECT_EQ(printable("a\nb\tc\r"), "a\\x0ab\\x09c\\x0d");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("\x7f"), "\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"), "\\xc2\\x9b") << "the one-character form of ESC [";
}

// Text can be made to read differently from what it says (right-to-left override, zero-width space, byte order mark).
TEST(Printable, EscapesWhatHidesOrReversesText) {
  EXPECT_EQ(printable("a\xe2\x80\xae"
                      "b"),
            "a\\xe2\\x80\\xaeb");
  EXPECT_EQ(printable("\xe2\x81\xa6"), "\\xe2\\x81\\xa6");
  EXPECT_EQ(printable("\xe2\x80\x8b"), "\\xe2\\x80\\x8b");
  EXPECT_EQ(printable("\xef\xbb\xbfx"), "\\xef\\xbb\\xbfx");
}

TEST(Printable, EscapesWhatIsNotUtf8) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("\x80"), "\\x80") << "a continuation byte alone";
  EXPECT_EQ(printable("\xc3"), "\\xc3") << "cut off";
  EXPECT_EQ(printable("\xe4\xba z"), "\\xe4\\xba z") << "cut off inside";
  EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf") << "overlong slash";
  EXPECT_EQ(printable("\xe0\x80\xaf"), "\\xe0\\x80\\xaf") << "overlong slash";
  EXPECT_EQ(printable("\xe0\x9f\xbf"), "\\xe0\\x9f\\xbf") << "the last overlong form of three bytes";
  EXPECT_EQ(printable("\xe0\xa0\x80"), "\xe0\xa0\x80") << "the first proper one";
  EXPECT_EQ(printable("\xf0\x8f\xbf\xbf"), "\\xf0\\x8f\\xbf\\xbf") << "the last overlong form of four bytes";
  EXPECT_EQ(printable("\xf0\x80\x80\xaf"), "\\xf0\\x80\\x80\\xaf") << "overlong slash";
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80") << "half of a surrogate pair";
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80") << "beyond U+10FFFF";
}

// Whatever goes in, what comes out has nothing below a space, and escaping it once more changes nothing.
TEST(Printable, TamesEveryByteString) {
  std::mt19937_64 words(3);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(words() % 24, '\0');
    for (char& byte : bytes) byte = static_cast<char>(words());
    const std::string safe = printable(bytes);
    for (const char byte : safe) {
      const auto value = static_cast<unsigned char>(byte);
      ASSERT_TRUE(value >= 0x20 && value != 0x7f) << safe;
    }
    ASSERT_EQ(printable(safe), safe);
    ASSERT_LE(safe.size(), 4 * bytes.size());
  }
}

const std::vector<std::string> keys = {"firms", "months", "start", "learning_rate", "service_life", "cost_per_worker"};

TEST(Nearest, FindsTheWordThatWasMeant) {
  EXPECT_EQ(nearest("firm", keys), "firms");
  EXPECT_EQ(nearest("fimrs", keys), "firms") << "two letters swapped are one edit";
  EXPECT_EQ(nearest("learningrate", keys), "learning_rate");
  EXPECT_EQ(nearest("learning-rate", keys), "learning_rate");
  EXPECT_EQ(nearest("Learning_Rate", keys), "learning_rate");
  EXPECT_EQ(nearest("cost_per_wroker", keys), "cost_per_worker");
  EXPECT_EQ(nearest("start", keys), "start");
}

TEST(Nearest, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest("subsidy", keys), "");
  EXPECT_EQ(nearest("", keys), "");
  EXPECT_EQ(nearest("firms", {}), "");
  EXPECT_EQ(nearest("x", std::vector<std::string>{"abcdef"}), "");
}

TEST(Nearest, TakesTheFirstAmongEquals) {
  EXPECT_EQ(nearest("cat", std::vector<std::string>{"bat", "hat"}), "bat");
  EXPECT_EQ(nearest("hat", std::vector<std::string>{"bat", "hat"}), "hat");
}

TEST(Nearest, AWordOfAnyLengthAndBytesIsAnswered) {
  EXPECT_EQ(nearest(std::string(1 << 20, 'x'), keys), "");
  EXPECT_EQ(nearest("firm\xff", keys), "firms");
}

}  // namespace
}  // namespace millwright
