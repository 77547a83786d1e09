// The program `millwright`: reads the command line and hands over to a command. The only file that includes CLI11.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cctype>
#include <memory>
#include <optional>

#include "command.hpp"
#include "help.hpp"
#include "simulation/version.hpp"
#include "terminal.hpp"

namespace millwright::tool {
namespace {

constexpr const char* purpose =
    "Millwright simulates the firms of a country month by month: who adopts\n"
    "industrial automation and AI, when, and what policy changes about it.\n";

[[noreturn]] void refuse(const std::string& what, std::string help) {
  throw UserError(Problem{"", what, std::move(help)}, ExitCode::usage);
}

std::string try_help(const std::string& command) {
  return fmt::format("try `millwright{}{} --help`", command.empty() ? "" : " ", command);
}

/// Lays help out as GNU programs do, examples first, within 80 columns.
class Help : public CLI::Formatter {
 public:
  explicit Help(const std::vector<Command>& commands) : commands_(commands) {}

  std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const override {
    for (const Command& command : commands_) {
      if (command.name == app->get_name()) return command_help(command);
    }
    std::string text = "Usage: millwright COMMAND ...\n\n";
    text += purpose;
    text += "\n" +
            help_examples({"millwright check scenarios/minimal.yaml", "millwright run scenarios/minimal.yaml",
                           "millwright run scenarios/china/baseline.yaml --scenario no_policy"}) +
            "\nCommands:\n";
    for (const Command& command : commands_) text += help_entry(command.name, command.purpose);
    text += "\nOptions:\n" + help_entry("-h, --help", "this help; `millwright COMMAND --help` for that of a command");
    return text + help_entry("--version", "version and commit");
  }

 private:
  static std::string command_help(const Command& command) {
    std::string text =
        fmt::format("Usage: millwright {} {}{} [OPTIONS]\n\n{}\n\n", command.name, command.arguments.name,
                    command.arguments.most > 1 ? "..." : "", sentence(command.purpose));
    text += help_examples(command.examples) + "\nArguments:\n" +
            help_entry(command.arguments.name, command.arguments.meaning);
    text += "\nOptions:\n";
    for (const Option& option : command.options) text += help_entry(option_name(option), option.meaning);
    return text + help_entry("-h, --help", "this help");
  }

  static std::string sentence(std::string text) {
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text + ".";
  }

  static std::string option_name(const Option& option) {
    std::string name = CLI::detail::find_and_replace(option.names, ",", ", ");
    return option.value.empty() ? name : name + " " + option.value;
  }

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
  sub->add_option_function<std::vector<std::string>>(command.arguments.name, collect)->allow_extra_args(false);
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

[[noreturn]] void refuse_extra(const CLI::App& app, const std::string& command, const std::string& extra) {
  const std::string word = extra.substr(0, extra.find('='));
  const bool is_option = word.size() > 1 && word.front() == '-';
  std::vector<std::string> known = is_option ? option_names(app) : std::vector<std::string>();
  if (!is_option && command.empty()) {
    for (const CLI::App* sub : app.get_subcommands({})) known.push_back(sub->get_name());
  }
  const std::string near = nearest(word, known);
  const std::string help = near.empty() ? try_help(command) : fmt::format("did you mean '{}'?", near);
  if (is_option) refuse(fmt::format("unknown option '{}'", printable(word)), help);
  refuse(fmt::format("unknown command '{}'", printable(word)), help);
}

/// What nobody takes; `--`, which only says that no option follows, is none.
std::optional<std::string> first_extra(const CLI::App& app) {
  for (const std::string& extra : app.remaining()) {
    if (extra != "--") return extra;
  }
  return {};
}

/// Hands a command what was given to it.
void give(const Command& command, const CLI::App& sub) {
  const std::vector<std::string> arguments = sub.get_option(command.arguments.name)->results();
  if (arguments.empty()) {
    refuse(fmt::format("`{}` needs the name of a file: {}", command.name, command.arguments.meaning),
           fmt::format("for example: {}", command.examples.front()));
  }
  if (arguments.size() > command.arguments.most) {
    refuse(fmt::format("'{}' is one argument too many for `{}`", printable(arguments[command.arguments.most]),
                       command.name),
           try_help(command.name));
  }
  for (const std::string& argument : arguments) command.arguments.take(argument);
  for (const Option& option : command.options) {
    const CLI::Option& given = *sub.get_option(first_name(option));
    if (!option.value.empty()) {
      for (const std::string& value : given.results()) option.take(value);
      continue;
    }
    for (const std::string& value : given.results()) {
      if (value != "true") {
        refuse(fmt::format("{} takes no value, but was given '{}'", first_name(option), printable(value)),
               try_help(command.name));
      }
      option.take({});
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

ExitCode run_program(int argc, char** argv) {
  const std::vector<Command> commands = command_catalogue();
  CLI::App app;
  app.name("millwright");
  app.formatter(std::make_shared<Help>(commands));
  app.allow_extras();  // told by refuse_extra(), in words and with a suggestion
  app.require_subcommand(0, 1);
  app.set_help_flag("-h,--help");
  app.set_version_flag("--version",
                       fmt::format("millwright {} ({})", simulation::engine_version(), simulation::git_hash()));
  for (const Command& command : commands) declare(app, command);
  try {
    parse(app, argc, argv);
  } catch (const CLI::CallForHelp&) {
    put(app.help());
    return ExitCode::done;
  } catch (const CLI::CallForVersion& version) {
    put(std::string(version.what()) + "\n");
    return ExitCode::done;
  }
  if (const auto extra = first_extra(app)) refuse_extra(app, "", *extra);
  for (const Command& command : commands) {
    const CLI::App& sub = *app.get_subcommand(command.name);
    if (!sub.parsed()) continue;
    if (const auto extra = first_extra(sub)) refuse_extra(sub, command.name, *extra);
    give(command, sub);
    return command.run({argv, argv + argc});
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
