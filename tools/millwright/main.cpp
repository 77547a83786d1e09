// The program `millwright`: reads the command line and hands over to a command. The only file that includes CLI11.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "command.hpp"
#include "help.hpp"
#include "simulation/version.hpp"
#include "terminal.hpp"

namespace millwright::tool {
namespace {

[[noreturn]] void refuse(const std::string& what, std::string help) {
  throw UserError(Problem{"", what, std::move(help)}, ExitCode::usage);
}

std::string try_help(const std::string& command) {
  return fmt::format("try `millwright{}{} --help`", command.empty() ? "" : " ", command);
}

/// Our own layout of help instead of CLI11's.
class Help : public CLI::Formatter {
 public:
  explicit Help(const std::vector<Command>& commands) : commands_(commands) {}

  std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const override {
    for (const Command& command : commands_) {
      if (command.name == app->get_name()) return command_help(command);
    }
    return program_help(commands_);
  }

 private:
  const std::vector<Command>& commands_;
};

/// The name by which CLI11 finds an option: the first of "-o,--output".
std::string first_name(const Option& option) {
  return option.names.substr(0, option.names.find(','));
}

/// Only collects what was given: help has to win over a value that is wrong.
void declare(CLI::App& app, const Command& command) {
  CLI::App* sub = app.add_subcommand(command.name, command.purpose);
  const auto collect = [](const std::vector<std::string>&) {};
  for (const Option& option : command.options) {
    if (option.value.empty()) {
      sub->add_flag(option.names);
    } else {
      sub->add_option_function<std::vector<std::string>>(option.names, collect)->allow_extra_args(false);
    }
  }
}

/// The long and short names of the options that an App knows.
std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

bool looks_like_option(const std::string& word) {
  return word.size() > 1 && word.front() == '-';
}

[[noreturn]] void refuse_option(const CLI::App& app, const std::string& command, const std::string& given) {
  const std::string word = given.substr(0, given.find('='));
  const std::string near = nearest(word, option_names(app));
  refuse(fmt::format("unknown option '{}'", printable(word)),
         near.empty() ? try_help(command) : fmt::format("did you mean '{}'?", near));
}

[[noreturn]] void refuse_command(const std::vector<Command>& commands, const std::string& given) {
  std::vector<std::string> known;
  known.reserve(commands.size());
  for (const Command& command : commands) known.push_back(command.name);
  const std::string near = nearest(given, known);
  refuse(fmt::format("unknown command '{}'", printable(given)),
         near.empty() ? try_help("") : fmt::format("did you mean '{}'?", near));
}

/// Hands over the arguments: what CLI11 leaves over because it is no option, and what stood after `--`.
void give_arguments(const Command& command, const CLI::App& sub, const std::vector<std::string>& after_dashes) {
  std::vector<std::string> arguments = sub.remaining();
  for (const std::string& extra : arguments) {
    if (looks_like_option(extra)) refuse_option(sub, command.name, extra);
  }
  arguments.insert(arguments.end(), after_dashes.begin(), after_dashes.end());
  if (arguments.size() < command.arguments.least) {
    refuse(fmt::format("`{}` needs {}: {}", command.name, command.arguments.name, command.arguments.meaning),
           fmt::format("for example: {}", command.examples.front()));
  }
  const std::size_t most = command.arguments.most;
  if (arguments.size() > most) {
    refuse(fmt::format("'{}' is one argument too many for `{}`", printable(arguments[most]), command.name),
           try_help(command.name));
  }
  for (const std::string& argument : arguments) command.arguments.take(argument);
}

void give_options(const Command& command, const CLI::App& sub) {
  for (const Option& option : command.options) {
    for (const std::string& value : sub.get_option(first_name(option))->results()) {
      if (option.value.empty() && value != "true") {
        refuse(fmt::format("{} takes no value, but was given '{}'", first_name(option), printable(value)),
               try_help(command.name));
      }
      option.take(value);
    }
  }
}

void parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    throw;
  } catch (const CLI::CallForVersion&) {
    throw;
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string what = error.what();
    refuse(fmt::format("{} needs a value", printable(what.substr(0, what.find(':')))), try_help(""));
  } catch (const CLI::ParseError& error) {
    refuse(printable(error.what()), try_help(""));
  }
}

void declare_program(CLI::App& app, const std::vector<Command>& commands) {
  app.name("millwright");
  app.formatter(std::make_shared<Help>(commands));
  app.allow_extras();  // so that we can say in words what is wrong, and suggest what was meant
  app.require_subcommand(0, 1);
  app.set_help_flag("-h,--help");
  app.set_version_flag("--version",
                       fmt::format("millwright {} ({})", simulation::engine_version(), simulation::git_hash()));
  for (const Command& command : commands) declare(app, command);
}

ExitCode run_program(int argc, char** argv) {
  const std::vector<Command> commands = command_catalogue();
  const std::vector<std::string> command_line(argv, argv + argc);
  const auto dashes = std::find(command_line.begin(), command_line.end(), "--");
  const std::vector<std::string> after_dashes(dashes == command_line.end() ? dashes : dashes + 1, command_line.end());
  CLI::App app;
  declare_program(app, commands);
  try {
    parse(app, static_cast<int>(dashes - command_line.begin()), argv);
  } catch (const CLI::CallForHelp&) {
    put(app.help());
    return ExitCode::done;
  } catch (const CLI::CallForVersion& version) {
    put(std::string(version.what()) + "\n");
    return ExitCode::done;
  }
  for (const std::string& extra : app.remaining()) {
    if (looks_like_option(extra)) refuse_option(app, "", extra);
    refuse_command(commands, extra);
  }
  for (const Command& command : commands) {
    const CLI::App& sub = *app.get_subcommand(command.name);
    if (!sub.parsed()) continue;
    give_arguments(command, sub, after_dashes);
    give_options(command, sub);
    return command.run(command_line);
  }
  put(app.help());
  return ExitCode::done;
}

/// A closed standard stream would give its number to the next file that is opened, and messages would end up in it.
void open_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) < 0) ::open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  }
}

}  // namespace
}  // namespace millwright::tool

int main(int argc, char** argv) {
  using namespace millwright;
  tool::open_standard_streams();
  try {
    return static_cast<int>(tool::run_program(argc, argv));
  } catch (...) {
    return static_cast<int>(tool::say_current_exception());
  }
}
