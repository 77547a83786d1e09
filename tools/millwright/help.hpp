#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace millwright::tool {

/// An entry of two columns, the right one wrapped so that no line is longer than 80 characters.
std::string help_entry(std::string_view left, std::string_view right);

/// A paragraph under a title, one indented line per entry; a command line too long for 80 characters continues on the
/// next line as a shell continues it.
std::string help_examples(const std::vector<std::string>& examples);

}  // namespace millwright::tool
