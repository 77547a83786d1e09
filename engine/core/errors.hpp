#pragma once
// Advice for users: what is wrong, where, and what to write instead.

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

/// One thing a user has to change.
struct Problem {
  std::string where;  // "file.yaml:3:1", or empty when it belongs to no place in a file
  std::string what;   // the problem and why it matters, one sentence
  std::string help;   // what to write instead; may be empty
};

/// Exit status of the program; the numbers from 64 up are those of sysexits.h.
enum class ExitCode : int {
  done = 0,
  failed = 1,        // the work could not be done, for a reason that is none of the others
  usage = 2,         // wrong command line
  bad_input = 65,    // a scenario or data file is wrong
  defect = 70,       // a mistake of ours
  io = 74,           // reading or writing failed
  interrupted = 75,  // stopped by a signal; can be resumed
};

/// Thrown for everything a user can put right. what() is all problems as text, one after the other:
///   WHERE: error: WHAT
///     help: HELP
class UserError : public std::runtime_error {
 public:
  explicit UserError(std::vector<Problem> problems, ExitCode code = ExitCode::bad_input);
  explicit UserError(Problem problem, ExitCode code = ExitCode::bad_input);

  const std::vector<Problem>& problems() const { return problems_; }
  ExitCode code() const { return code_; }

 private:
  std::vector<Problem> problems_;
  ExitCode code_;
};

/// `text` made safe to print: control characters (tab and line end too), invisible characters that turn or hide text,
/// and bytes that are not UTF-8 become \xNN. Everything a user wrote goes through here before it reaches a terminal.
std::string printable(std::string_view text);

/// Did you mean: the word of `valid` nearest to `word` by edit distance (a swap of neighbours counts as one edit; case
/// and - against _ do not count), the first one among equals. Empty when none is within a third of its own length.
std::string nearest(std::string_view word, std::span<const std::string> valid);

}  // namespace millwright
