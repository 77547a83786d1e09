#pragma once

#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "core/errors.hpp"
#include "scenario/language/tree.hpp"

// Where every value came from, and problems told at that place.
namespace millwright::scenario {

/// One text that values were read from: a file, a `--set`, or the default of a key.
struct Source {
  enum class Kind { file, setting, otherwise };

  Kind kind = Kind::file;
  std::string name;  // as a user knows it: "china/baseline.yaml", "--set #2"
  std::string text;
  std::filesystem::path folder;  // absolute; file references in the text are relative to it
};

/// All texts of one scenario.
class Sources {
 public:
  /// Returns the index that Place::source names.
  int add(Source source);
  const Source& at(int index) const { return sources_[static_cast<std::size_t>(index)]; }

  /// "file.yaml:3:1" for a file, the name alone for anything shorter; empty for a place that is none.
  std::string where(const Place& place) const;
  /// The line of that place with a caret beneath the character, each on a line of its own; empty for no place.
  std::string excerpt(const Place& place) const;

 private:
  std::deque<Source> sources_;  // references stay valid while texts are added
};

/// Collects problems, so that all of them can be told at once.
class Problems {
 public:
  explicit Problems(const Sources& sources) : sources_(sources) {}

  /// `what` is the problem, `help` what to write instead.
  void add(const Place& place, const std::string& what, std::string help = {});
  /// Problems found elsewhere, such as in the lines of a table.
  void add(const std::vector<Problem>& problems);
  bool empty() const { return found_.empty(); }
  /// True when so many were added that further ones are not told.
  bool full() const;
  /// Throws UserError with all problems, sorted by file, line and column, when there are any.
  void throw_if_any() const;

 private:
  struct Found {
    std::string file;
    int line = 0, column = 0;
    Problem problem;
  };

  const Sources& sources_;
  std::vector<Found> found_;
};

}  // namespace millwright::scenario
