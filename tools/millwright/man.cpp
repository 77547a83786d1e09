#include <fmt/format.h>

#include "command.hpp"
#include "help.hpp"
#include "simulation/version.hpp"
#include "terminal.hpp"

// `millwright man`: the manual page, from the commands' own declarations.
namespace millwright::tool {
namespace {

/// Text for roff: hyphens stay hyphens, and no line is taken for a request.
std::string roff(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '\\') {
      safe += "\\e";
    } else if (letter == '-') {
      safe += "\\-";
    } else if (letter == '\'') {
      safe += "\\(aq";
    } else if (letter == '`') {
      safe += "\\(ga";
    } else if (letter == '~') {
      safe += "\\(ti";
    } else {
      if (letter == '.' && (safe.empty() || safe.back() == '\n')) safe += "\\&";
      safe += letter;
    }
  }
  return safe;
}

std::string entry(const std::string& left, const std::string& right) {
  return fmt::format(".TP\n.B {}\n{}\n", roff(left), roff(right));
}

std::string examples(const std::vector<std::string>& lines) {
  std::string text = ".PP\n.nf\n.RS\n";
  for (const std::string& line : lines) text += roff(line) + "\n";
  return text + ".RE\n.fi\n";
}

std::string command_section(const Command& command) {
  std::string text = fmt::format(".SS {}\n{}\n", roff(usage_line(command)), roff(sentence(command.purpose)));
  text += examples(command.examples);
  if (command.arguments.most > 0) text += entry(command.arguments.name, command.arguments.meaning);
  for (const Option& option : command.options) text += entry(option_name(option), option.meaning);
  return text;
}

constexpr struct {
  ExitCode code;
  const char* meaning;
} exit_statuses[] = {
    {ExitCode::done, "done"},
    {ExitCode::failed, "the work could not be done; of reproduce: other bits"},
    {ExitCode::usage, "wrong command line"},
    {ExitCode::bad_input, "a scenario or a data file is wrong"},
    {ExitCode::defect, "a mistake in Millwright; please report it"},
    {ExitCode::io, "a file could not be read or written"},
    {ExitCode::interrupted, "stopped, and can be resumed"},
};

std::string manual() {
  const auto commands = command_catalogue();
  std::string text =
      fmt::format(".TH MILLWRIGHT 1 \"\" \"millwright {}\" \"User Commands\"\n", simulation::engine_version());
  text += ".SH NAME\nmillwright \\- simulate how the firms of a country take up automation and AI\n";
  text += ".SH SYNOPSIS\n.B millwright\n.I COMMAND\n[\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]\n";
  text += ".SH DESCRIPTION\n" + roff(program_purpose()) +
          roff("Data goes to standard output, messages and progress to standard error.\n") + ".SH EXAMPLES\n" +
          examples(program_examples()) + ".SH COMMANDS\n";
  for (const Command& command : commands) text += command_section(command);
  text += ".SH OPTIONS\n" + entry("-h, --help", "help; after a command, help on it") +
          entry("--version", "version and commit");
  text += ".SH ENVIRONMENT\n" + entry("SLURM_CPUS_PER_TASK", "threads to use where --threads is not given") +
          entry("NO_COLOR", "no colours, when it is set and not empty");
  text += ".SH EXIT STATUS\n";
  for (const auto& status : exit_statuses) text += entry(std::to_string(static_cast<int>(status.code)), status.meaning);
  return text;
}

}  // namespace

Command man_command() {
  Command command;
  command.name = "man";
  command.purpose = "write the manual page";
  command.examples = {"millwright man | man -l -", "millwright man > millwright.1"};
  command.arguments = {.name = "", .meaning = "", .least = 0, .most = 0, .take = {}};
  command.run = [](const std::vector<std::string>&) {
    put(manual());
    return ExitCode::done;
  };
  return command;
}

}  // namespace millwright::tool
