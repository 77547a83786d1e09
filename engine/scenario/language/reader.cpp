#include "scenario/language/reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "scenario/language/text.hpp"

namespace millwright::scenario {
namespace {

constexpr const char* no_anchors = "anchors (&), aliases (*) and merge keys (<<) are not used here";
constexpr const char* no_anchors_help =
    "write the values out, or put what is shared into a file and name it under `extends:`";

/// Thrown out of the parser after a problem was noted that leaves nothing more to read.
struct Stop {};

std::string help_for(std::string_view line) {
  const bool tab = line.find('\t') != std::string_view::npos && line.find_first_not_of(" \t") > line.find('\t');
  return tab ? "indent with spaces, not tabs" : "look for a missing colon, bracket or quote, here or on the line above";
}

/// Builds the tree from the parser's events and refuses what this language does not have.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, const Place& start, Problems& problems)
      : text_(text), start_(start), problems_(problems) {
    line_starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') line_starts_.push_back(i + 1);
  }

  Node take() { return std::move(root_); }
  bool started() const { return documents_ > 0; }

  Place place(const YAML::Mark& mark) const {
    if (mark.is_null()) return start_;
    const LineColumn in_text = {mark.line + 1, static_cast<int>(character_count(before(mark))) + 1};
    return {start_.source, start_.line + in_text.line - 1,
            in_text.column + (in_text.line == 1 ? start_.column - 1 : 0)};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1)
      stop(mark, "a second YAML document starts here", "keep one document in a file: delete the line `---`");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    no_anchor(mark, anchor);
    count(mark);
    if (expects_key()) stop(mark, "a key must be a word", "write its name before the colon");
    Node node;
    const std::string_view rest = from(mark);
    const bool written = rest.substr(0, 4) == "null" && (rest.size() == 4 || !is_word(rest[4]));
    node.place = written || open_.empty() || !open_.back().has_key ? place(mark) : open_.back().key_place;
    if (!written) without_value_.push_back(node.place);
    attach(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { no_aliases(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    count(mark);
    if (value.size() > ReaderLimits::scalar_bytes) stop(mark, "this text is longer than 64 KiB", "");
    check_quote(mark);
    if (expects_key()) return begin_member(mark, value);
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = value;
    node.place = place(mark);
    attach(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

  /// Values that were left out; told at the end, since a broken text seems to lack some too.
  void report_without_value() {
    for (const Place& place : without_value_) {
      problems_.add(place, "there is no value here",
                    "write a value; `null` deletes an inherited one, {} is an empty map");
    }
  }
  /// Turns the parser's own complaint into a problem.
  void report(const YAML::Exception& error, std::string_view whole) {
    const Place at = place(error.mark);
    if (error.msg.find("alias") != std::string::npos || error.msg.find("anchor") != std::string::npos) {
      problems_.add(at, no_anchors, no_anchors_help);
    } else {
      problems_.add(at, "this is not YAML: " + error.msg, help_for(line_of(whole, at.line)));
    }
  }

 private:
  struct Open {
    Node node;
    std::string key;
    Place key_place;
    bool has_key = false;
  };

  static bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

  std::size_t offset(const YAML::Mark& mark) const {
    const std::size_t line = std::min(static_cast<std::size_t>(mark.line), line_starts_.size() - 1);
    return std::min(line_starts_[line] + static_cast<std::size_t>(mark.column), text_.size());
  }
  std::string_view from(const YAML::Mark& mark) const { return text_.substr(offset(mark)); }
  std::string_view before(const YAML::Mark& mark) const {
    const std::size_t line = std::min(static_cast<std::size_t>(mark.line), line_starts_.size() - 1);
    return text_.substr(line_starts_[line], offset(mark) - line_starts_[line]);
  }

  [[noreturn]] void stop(const YAML::Mark& mark, const std::string& what, const std::string& help) {
    problems_.add(place(mark), what, help);
    throw Stop{};
  }
  [[noreturn]] void no_aliases(const YAML::Mark& mark) { stop(mark, no_anchors, no_anchors_help); }
  void no_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) no_aliases(mark);
  }
  void no_tag(const YAML::Mark& mark, const std::string& tag) {
    const bool plain = tag.empty() || tag == "?" || (tag == "!" && from(mark).substr(0, 1) != "!");
    if (!plain) stop(mark, "tags (!) are not used here", "write the value without the tag");
  }
  void count(const YAML::Mark& mark) {
    if (++values_ > ReaderLimits::values) stop(mark, "more than 100 000 values in one file", "");
  }
  /// The parser takes an open quote to the end of the file, or to the next quote some lines below.
  void check_quote(const YAML::Mark& mark) {
    const std::string_view rest = from(mark).substr(0, from(mark).find('\n'));
    if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return;
    for (std::size_t i = 1; i < rest.size(); ++i) {
      const bool escaped = rest[0] == '"' ? rest[i] == '\\' : rest.substr(i, 2) == "''";
      if (escaped) ++i;
      if (!escaped && rest[i] == rest[0]) return;
    }
    stop(mark, "the quote that opens here is not closed on its line", "close it, or write longer text after `>`");
  }
  bool expects_key() const { return !open_.empty() && open_.back().node.is_map() && !open_.back().has_key; }

  void begin_member(const YAML::Mark& mark, const std::string& name) {
    if (name == "<<") no_aliases(mark);
    Open& top = open_.back();
    top.key = name;
    top.key_place = place(mark);
    top.has_key = true;
    if (name.empty()) problems_.add(top.key_place, "a key is empty", "write its name before the colon");
  }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    count(mark);
    if (open_.size() >= ReaderLimits::depth) stop(mark, "values are nested more than 32 deep", "");
    if (expects_key()) stop(mark, "a key must be a word, not a map or a list", "");
    Open next;
    next.node.kind = kind;
    next.node.place = place(mark);
    open_.push_back(std::move(next));
  }
  void close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    if (node.is_map()) sort_members(node);
    attach(std::move(node));
  }
  void attach(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& top = open_.back();
    if (!top.node.is_map()) {
      top.node.items.push_back(std::move(node));
      return;
    }
    top.node.members.push_back({std::move(top.key), top.key_place, std::move(node)});
    top.has_key = false;
  }
  void sort_members(Node& map) {
    auto& members = map.members;
    std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.name < b.name; });
    for (std::size_t i = 1; i < members.size(); ++i) {
      if (members[i].name == members[i - 1].name) {
        problems_.add(members[i].place, fmt::format("key '{}' is given twice", printable(members[i].name)),
                      fmt::format("it stands on line {} already; keep one of them", members[i - 1].place.line));
      }
    }
    members.erase(
        std::unique(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.name == b.name; }),
        members.end());
  }

  std::string_view text_;
  Place start_;
  Problems& problems_;
  std::vector<std::size_t> line_starts_;
  std::vector<Open> open_;
  std::vector<Place> without_value_;
  Node root_;
  std::size_t values_ = 0;
  int documents_ = 0;
};

}  // namespace

std::optional<Node> read_yaml(const Sources& sources, int source, Problems& problems, std::size_t offset) {
  const std::string& whole = sources.at(source).text;
  const LineColumn begin = line_column(whole, offset);
  const Place start{source, begin.line, begin.column};
  if (whole.size() > ReaderLimits::bytes) {
    problems.add({source, 1, 1}, "the text is larger than 1 MiB", "put tables and series into CSV files");
    return std::nullopt;
  }
  if (const auto fault = find_text_fault(whole)) {
    const LineColumn at = line_column(whole, fault->offset);
    problems.add({source, at.line, at.column}, fault->what, fault->help);
    return std::nullopt;
  }
  const std::string_view text = std::string_view(whole).substr(offset);
  TreeBuilder builder(text, start, problems);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    builder.report_without_value();
    if (builder.started()) return builder.take();
    problems.add(start, "there is nothing to read here",
                 offset == 0 ? "begin the file with `millwright: 1`" : "write a value after the sign =");
  } catch (const Stop&) {
    // the problem is noted
  } catch (const YAML::Exception& error) {
    builder.report(error, whole);
  }
  return std::nullopt;
}

}  // namespace millwright::scenario
