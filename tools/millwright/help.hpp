#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"

// Help as GNU programs lay it out, examples first, within 80 columns; and its parts, for the man page.
namespace millwright::tool {

std::string program_help(const std::vector<Command>& commands);
std::string command_help(const Command& command);

/// What the program is for.
std::string_view program_purpose();
std::vector<std::string> program_examples();
/// "millwright run SCENARIO [OPTIONS]".
std::string usage_line(const Command& command);
/// "-o, --output FILE".
std::string option_name(const Option& option);
/// A purpose with a capital letter and a full stop.
std::string sentence(std::string text);

/// An entry of two columns, the right one wrapped so that no line is longer than 80 characters.
std::string help_entry(std::string_view left, std::string_view right);

/// A paragraph under a title, one indented line per entry; a command line too long for 80 characters continues on the
/// next line as a shell continues it.
std::string help_examples(const std::vector<std::string>& examples);

}  // namespace millwright::tool
