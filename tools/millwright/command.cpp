#include "command.hpp"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace millwright::tool {

std::vector<Command> command_catalogue() {
  return {check_command(), run_command(), validate_command()};
}

int whole_number(const std::string& option, const std::string& text, int least, int most) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= least && number <= most) return number;
  throw UserError(Problem{"", fmt::format("{} cannot be '{}'", option, printable(text)),
                          fmt::format("give a whole number from {} to {}, such as {} {}", least, most, option, least)},
                  ExitCode::usage);
}

}  // namespace millwright::tool
