#include "sample.hpp"

// The reader takes the part of YAML that means one thing only, and refuses the rest at its place.
namespace millwright::scenario::sample {
namespace {

struct Hostile {
  const char* name;
  std::string text;
  const char* where;
  const char* message;
};

std::ostream& operator<<(std::ostream& out, const Hostile& hostile) {
  return out << hostile.name;
}

std::string nested(int depth) {
  std::string text = head + "metal: ";
  for (int i = 0; i < depth; ++i) text += '[';
  for (int i = 0; i < depth; ++i) text += ']';
  return text + "\n";
}

std::string many_values() {
  std::string text = head + "metal: [";
  for (int i = 0; i < 100'001; ++i) text += "1,";
  return text + "1]\n";
}

std::vector<Hostile> hostile_texts() {
  const std::string control = head + "metal: \"a\x1b[31mred\"\n";
  return {
      {"self_reference", head + "a: &a [*a]\n", "a.yaml:4:4", "anchors"},
      {"self_reference_map", head + "a: &a {k: *a}\n", "a.yaml:4:4", "anchors"},
      {"unknown_alias", head + "metal: *x\n", "a.yaml:4:8", "anchors"},
      {"anchor_on_scalar", head + "metal: &x copper\n", "a.yaml:4:8", "extends:"},
      {"merge_key", head + "climate:\n  <<: {mean: 3}\n", "a.yaml:5:3", "extends:"},
      {"tag", head + "firms: !!str 12\n", "a.yaml:4:8", "tags"},
      {"python_tag", head + "metal: !!python/object:os.system x\n", "a.yaml:4:8", "tags"},
      {"deep_list", nested(500), "a.yaml:4:39", "32 deep"},
      {"just_too_deep", nested(32), "a.yaml:4:39", "32 deep"},
      {"many_values", many_values(), "a.yaml:4:", "100 000 values"},
      {"long_scalar", head + "metal: " + std::string(65537, 'x') + "\n", "a.yaml:4:8", "64 KiB"},
      {"large_file", head + "#" + std::string(1 << 20, 'x') + "\n", "a.yaml:1:1", "1 MiB"},
      {"open_quote_at_end", head + "metal: \"copper\nfirms: 5\n", "a.yaml:4:8", "not closed on its line"},
      {"open_single_quote", head + "metal: 'copper\nfirms: 5\n", "a.yaml:4:8", "not closed on its line"},
      {"quotes_over_lines", head + "metal: \"copper\nfirms: \"5\n", "a.yaml:4:8", "not closed on its line"},
      {"second_document", head + "---\nfirms: 5\n", "a.yaml:4:1", "second YAML document"},
      {"list_then_map", "- a\nb: 1\n", "a.yaml:", ""},
      {"duplicate_key", head + "firms: 5\nfirms: 6\n", "a.yaml:5:1", "'firms' is given twice"},
      {"duplicate_in_flow", head + "climate: {mean: 50, lag: 1 month, mean: 51}\n", "a.yaml:4:35",
       "'mean' is given twice"},
      {"no_space_after_colon", head + "events: true\nfirms:2\n", "a.yaml:5:", ""},
      {"no_value", head + "firms:\nevents: true\n", "a.yaml:4:1", "no value"},
      {"no_value_at_end", head + "climate:\n  mean:\n", "a.yaml:5:3", "no value"},
      {"other_null", head + "climate: ~\n", "a.yaml:4:1", "no value"},
      {"folded_list", head + "metal:\n- 1\n - 2\n", "a.yaml:5:1", "is not a text"},
      {"map_as_key", head + "? {a: 1}\n: 2\n", "a.yaml:4:3", "a key must be a word"},
      {"null_as_key", head + ": 2\n", "a.yaml:4:", "a key"},
      {"not_utf8", head + "metal: caf\xe9\n", "a.yaml:4:11", "0xe9 is not UTF-8"},
      {"overlong_utf8", head + "metal: \xc0\xaf\n", "a.yaml:4:8", "not UTF-8"},
      {"surrogate", head + "metal: \xed\xa0\x80\n", "a.yaml:4:8", "not UTF-8"},
      {"nul", head + std::string("metal: a\0b\n", 11), "a.yaml:4:9", "U+0000"},
      {"escape", control, "a.yaml:4:10", "U+001B"},
      {"lone_carriage_return", head + "metal: a\rfirms: 5\n", "a.yaml:4:9", "U+000D"},
      {"right_to_left",
       head + "metal: a\xe2\x80\xae"
              "b\n",
       "a.yaml:4:9", "U+202E"},
      {"tab_indent", head + "climate:\n\tmean: 50\n", "a.yaml:5:", "tabs"},
      {"open_bracket", head + "metal: [a, b\n", "a.yaml:", "not YAML"},
      {"bad_map", head + "metal: a: b\n", "a.yaml:4:", "not YAML"},
      {"empty", "", "a.yaml:1:1", "nothing to read"},
      {"only_comment", "# nothing\n", "a.yaml:1:1", "nothing to read"},
      {"scalar", "hello\n", "a.yaml:1:1", "a scenario is a map"},
      {"list", "[a]\n", "a.yaml:1:1", "a scenario is a map"},
  };
}

class HostileText : public testing::TestWithParam<Hostile> {};

TEST_P(HostileText, is_refused_at_its_place) {
  const Folder folder;
  const auto found = problems_of(folder, GetParam().text);
  ASSERT_FALSE(found.empty());
  EXPECT_TRUE(starts_with(found[0], GetParam().where)) << found[0];
  EXPECT_TRUE(contains(found[0], GetParam().message)) << found[0];
}

INSTANTIATE_TEST_SUITE_P(all, HostileText, testing::ValuesIn(hostile_texts()),
                         [](const auto& one) { return one.param.name; });

// Anchors nested so that a naive reader expands them to billions of values.
TEST(Reader, refuses_the_first_anchor_of_many) {
  std::string text = head + "a0: &a0 [x]\n";
  for (int i = 1; i < 12; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) text += "*a" + std::to_string(i - 1) + ",";
    text += "]\n";
  }
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of(folder, text), "a.yaml:4:5", "anchors"));
}

struct Number {
  const char* text;
  bool good;
};

// Numbers are read as written, the whole text: what other readers take for octal, infinity or 1000 is refused.
TEST(Reader, takes_plain_decimal_numbers_only) {
  const Folder folder;
  for (const Number& number :
       std::vector<Number>{{"50", true},   {"5e1", true},    {"0.5", true},     {"\"12\"", true}, {"1e-3", true},
                           {"010", false}, {"0x10", false},  {".5", false},     {"5.", false},    {"+5", false},
                           {"1_0", false}, {"1,0", false},   {".nan", false},   {".inf", false},  {"nan", false},
                           {"inf", false}, {"1e400", false}, {"1e-400", false}, {"1:30", false},  {"0b11", false},
                           {"5 %", false}, {"08", false},    {"five", false},   {"1 000", false}, {"--5", false}}) {
    const auto found = problems_of_body(folder, "climate: {mean: " + std::string(number.text) + "}\n");
    if (std::string_view(number.text) == "1,0") {  // a comma separates members of a flow map
      EXPECT_FALSE(found.empty());
      continue;
    }
    if (number.good) {
      EXPECT_TRUE(found.empty()) << number.text;
    } else {
      EXPECT_TRUE(is_one(found, "a.yaml:4:17", "climate.mean")) << number.text;
    }
  }
}

TEST(Reader, takes_true_and_false_only) {
  const Folder folder;
  EXPECT_FALSE(bind<Model>(load_text(folder, "events: false\n")).events);
  EXPECT_TRUE(bind<Model>(load_text(folder, "events: true\n")).events);
  for (const char* text : {"no", "off", "n", "False", "FALSE", "No"}) {
    EXPECT_TRUE(is_one(problems_of_body(folder, std::string("events: ") + text), "a.yaml:4:9", "did you mean false?"))
        << text;
  }
  for (const char* text : {"yes", "on", "True", "y"}) {
    EXPECT_TRUE(is_one(problems_of_body(folder, std::string("events: ") + text), "a.yaml:4:9", "did you mean true?"))
        << text;
  }
  EXPECT_TRUE(is_one(problems_of_body(folder, "events: 0\n"), "a.yaml:4:9", "is not true or false"));
}

// Columns count characters, not bytes; a byte order mark and Windows line ends do not move them.
TEST(Reader, counts_columns_in_characters) {
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {\xe9\x93\x9c: {weight: x}}}\n"), "a.yaml:4:32",
                     "is not a number"));
  EXPECT_TRUE(is_one(problems_of(folder, "\xef\xbb\xbf" + head + "firms: x\n"), "a.yaml:4:8", "is not a whole number"));
  EXPECT_TRUE(is_one(problems_of(folder, "\xef\xbb\xbfmillwright: x\ncurrency: CNY\nprices: 2024-01\n"), "a.yaml:1:13",
                     "format version"));
  EXPECT_TRUE(is_one(problems_of(folder, "millwright: 1\r\ncurrency: CNY\r\nprices: 2024-01\r\nfirms: x\r\n"),
                     "a.yaml:4:8", "whole number"));
}

// The line is shown with a caret, as compilers do, and nothing a user wrote reaches the terminal raw.
TEST(Reader, shows_the_line_and_a_caret) {
  const Folder folder;
  const auto found = problems_of_body(folder, "climate: {mean: fifty}\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(contains(found[0], "\n  4 | climate: {mean: fifty}\n    |                 ^")) << found[0];
  const auto wide = problems_of_body(folder, "climate: {metals: {\xe9\x93\x9c: {weight: x}}}\n");
  ASSERT_EQ(wide.size(), 1u);
  EXPECT_TRUE(contains(wide[0], "\n    | " + std::string(32, ' ') + "^"))
      << wide[0];  // the Chinese character is two columns wide
  const auto control = problems_of_body(folder, "metal: \"\x1b[31m\"\n");
  ASSERT_EQ(control.size(), 1u);
  EXPECT_FALSE(contains(control[0], "\x1b"));
  EXPECT_TRUE(contains(control[0], "\\x1b[31m")) << control[0];
  const auto long_line = problems_of_body(folder, "climate: {mean: " + std::string(5000, 'x') + "}\n");
  ASSERT_EQ(long_line.size(), 1u);
  EXPECT_LT(long_line[0].size(), 600u);
}

TEST(Reader, takes_quotes_blocks_and_comments) {
  const Folder folder;
  EXPECT_EQ(bind<Model>(load_text(folder, "metal: 'it''s # copper'  # comment\n")).metal, "it's # copper");
  EXPECT_EQ(bind<Model>(load_text(folder, "metal: \"a \\\"b\\\" \\\\\"\n")).metal, "a \"b\" \\");
  EXPECT_EQ(bind<Model>(load_text(folder, "metal: >\n  one\n  two\nfirms: 5\n")).metal, "one two\n");
  EXPECT_EQ(bind<Model>(load_text(folder, "\"metal\": \"null\"\n")).metal, "null");
}

}  // namespace
}  // namespace millwright::scenario::sample
