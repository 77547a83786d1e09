#pragma once
// What a command of the program is: its name, its help, and what it does with what the user gave it.

#include <functional>
#include <string>
#include <vector>

#include "core/errors.hpp"

namespace millwright::tool {

/// An option of a command. It may be given several times; `take` is called once for each, in order.
struct Option {
  std::string names;    // "-o,--output"
  std::string value;    // what the help calls its value, such as FILE; empty for a switch
  std::string meaning;  // for the help, in words
  std::function<void(const std::string& value)> take;  // throws UserError with ExitCode::usage
  std::vector<std::string> words{};                    // the values there are, where they can be listed; for completion
};

/// The arguments of a command that are no options. A command that takes none has most = 0.
struct Arguments {
  std::string name;  // what the help calls one of them, such as SCENARIO
  std::string meaning;
  std::size_t least = 1, most = 1;  // how many may be given
  std::function<void(const std::string& value)> take;
  std::vector<std::string> words{};  // as for options
};

struct Command {
  std::string name;
  std::string purpose;                // one line
  std::vector<std::string> examples;  // command lines
  Arguments arguments;
  std::vector<Option> options;
  std::function<ExitCode(const std::vector<std::string>& command_line)> run;
};

Command init_command();
Command check_command();
Command run_command();
Command compare_command();
Command sweep_command();
Command analyze_command();
Command report_command();
Command export_command();
Command reproduce_command();
Command bundle_command();
Command show_command();
Command explain_command();
Command schema_command();
Command validate_command();
Command doctor_command();
Command completion_command();
Command man_command();

/// All commands there are, in the order of the help. To add one: one file, one line in command.cpp, one test.
std::vector<Command> command_catalogue();

/// Throws UserError with ExitCode::usage unless `word` is one of `known`; `what` says what they are, such as
/// "template".
void require_word(const std::string& word, const std::vector<std::string>& known, const std::string& what);

/// A whole number that an option takes. Throws UserError with ExitCode::usage outside [least, most].
int whole_number(const std::string& option, const std::string& text, int least, int most);

}  // namespace millwright::tool
