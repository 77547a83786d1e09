#pragma once
// Where messages go and how they may look there.

#include <string>
#include <string_view>

#include "core/errors.hpp"

namespace millwright::tool {

/// What standard error is.
struct Terminal {
  bool can_rewrite = false;  // a terminal on which a line can be written again
  bool colours = false;      // a terminal that shows colours, which NO_COLOR does not forbid
  int width = 80;            // [characters]
};
Terminal standard_error();

/// One line to standard error.
void say(std::string_view line);
/// Text to standard output. Throws UserError with ExitCode::io when it cannot be written, as on a full disk.
void put(std::string_view text);

void say_warning(std::string_view text);
/// All problems with their places and remedies, then for a defect the request to report it.
void say_error(const UserError& error);
/// Tells the exception being handled and returns the exit status that it means.
ExitCode say_current_exception();

/// printable() line by line: messages of several lines stay so.
std::string printable_lines(std::string_view text);

}  // namespace millwright::tool
