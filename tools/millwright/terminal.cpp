#include "terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <system_error>

namespace millwright::tool {
namespace {

enum class Colour { red = 31, yellow = 33 };

std::string coloured(std::string_view text, Colour colour) {
  if (!standard_error().colours) return std::string(text);
  return fmt::format("\033[1;{}m{}\033[0m", static_cast<int>(colour), text);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

ExitCode say_failure(const std::string& what, std::string help, ExitCode code) {
  const UserError error(Problem{"", what, std::move(help)}, code);
  say_error(error);
  return code;
}

}  // namespace

Terminal standard_error() {
  Terminal terminal;
  if (::isatty(STDERR_FILENO) == 0 || environment("TERM") == "dumb") return terminal;
  terminal.can_rewrite = true;
  terminal.colours = environment("NO_COLOR").empty();
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) terminal.width = size.ws_col;
  return terminal;
}

void say(std::string_view line) {
  std::fflush(stdout);  // so that both streams keep their order on one terminal
  const std::string text = std::string(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void put(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  throw UserError(
      Problem{"", fmt::format("cannot write to standard output: {}", std::generic_category().message(errno)),
              "check where the output is sent to"},
      ExitCode::io);
}

void say_warning(std::string_view text) {
  constexpr std::string_view word = "warning:";
  const std::string in_colour = coloured(word, Colour::yellow);
  std::string line = printable_lines(text);
  const std::size_t place = line.find(": warning: ");  // as in "file.yaml:3:1: warning: ..."
  if (place == std::string::npos) return say(in_colour + " " + line);
  say(line.replace(place + 2, word.size(), in_colour));
}

void say_error(const UserError& error) {
  for (const Problem& problem : error.problems()) {
    const std::string where = problem.where.empty() ? "millwright" : printable(problem.where);
    say(fmt::format("{}: {} {}", where, coloured("error:", Colour::red), printable_lines(problem.what)));
    if (!problem.help.empty()) say(fmt::format("  help: {}", printable_lines(problem.help)));
  }
  if (error.code() != ExitCode::defect) return;
  say("This is a mistake in Millwright, not in your scenario. Please report it with the command line, the scenario\n"
      "and what `millwright --version` prints.");
}

ExitCode say_current_exception() {
  try {
    throw;
  } catch (const UserError& error) {
    say_error(error);
    return error.code();
  } catch (const std::bad_alloc&) {
    return say_failure("there is not enough memory",
                       "simulate fewer firms, as with --set population.firms=20000 (`represents` keeps the national "
                       "totals), or fewer replicates, or use a larger machine",
                       ExitCode::failed);
  } catch (const std::system_error& error) {
    return say_failure(fmt::format("the system refused: {}", error.what()),
                       "check the limits of this machine (ulimit -a), or try --threads 1", ExitCode::failed);
  } catch (const std::exception& error) {
    return say_failure(error.what(), "", ExitCode::defect);
  } catch (...) {
    return say_failure("an unknown exception", "", ExitCode::defect);
  }
}

std::string printable_lines(std::string_view text) {
  std::string safe;
  while (true) {
    const std::size_t end = text.find('\n');
    safe += printable(text.substr(0, end));
    if (end == std::string_view::npos) return safe;
    safe += '\n';
    text.remove_prefix(end + 1);
  }
}

}  // namespace millwright::tool
