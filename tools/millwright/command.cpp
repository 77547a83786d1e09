#include "command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace millwright::tool {

std::vector<Command> command_catalogue() {
  return {init_command(),       check_command(),   run_command(),    compare_command(),   sweep_command(),
          analyze_command(),    report_command(),  export_command(), reproduce_command(), bundle_command(),
          show_command(),       explain_command(), schema_command(), validate_command(),  doctor_command(),
          completion_command(), man_command()};
}

void require_word(const std::string& word, const std::vector<std::string>& known, const std::string& what) {
  if (std::find(known.begin(), known.end(), word) != known.end()) return;
  const std::string near = nearest(word, known);
  throw UserError(Problem{"", fmt::format("there is no {} '{}'", what, printable(word)),
                          near.empty() ? fmt::format("give one of {}", fmt::join(known, ", "))
                                       : fmt::format("did you mean '{}'?", near)},
                  ExitCode::usage);
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
