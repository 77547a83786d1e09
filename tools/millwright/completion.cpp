#include <fmt/format.h>

#include <memory>
#include <sstream>

#include "command.hpp"
#include "terminal.hpp"

// `millwright completion`: what bash and zsh need to complete command lines, from the commands' own declarations.
namespace millwright::tool {
namespace {

std::vector<std::string> names_of(const Option& option) {
  std::vector<std::string> names;
  std::istringstream list(option.names);
  for (std::string name; std::getline(list, name, ',');) names.push_back(name);
  return names;
}

/// What completes a value: its words, or files, or folders, or nothing.
enum class Values { words, files, folders, keys, none };

Values values_of(const std::string& called, const std::vector<std::string>& words) {
  if (!words.empty()) return Values::words;
  if (called == "FILE" || called.rfind("SCENARIO", 0) == 0) return Values::files;
  if (called == "DIR") return Values::folders;
  return called == "KEY" ? Values::keys : Values::none;
}

// --- bash
// -------------------------------------------------------------------------------------------------------------

std::string bash_reply(const std::string& called, const std::vector<std::string>& words) {
  switch (values_of(called, words)) {
    case Values::words:
      return fmt::format("mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$word\")", fmt::join(words, " "));
    case Values::files:
      return "compopt -o default; COMPREPLY=()";
    case Values::folders:
      return "compopt -o dirnames; COMPREPLY=()";
    case Values::keys:
      return "mapfile -t COMPREPLY < <(compgen -W \"$(millwright explain --list 2>/dev/null)\" -- \"$word\")";
    default:
      return "COMPREPLY=()";
  }
}

std::string bash_command(const Command& command) {
  std::string text = fmt::format("    {})\n      case $before in\n", command.name);
  std::string options = "-h --help";
  for (const Option& option : command.options) {
    const auto names = names_of(option);
    for (const std::string& name : names) options += " " + name;
    if (option.value.empty()) continue;
    text += fmt::format("        {}) {}; return ;;\n", fmt::join(names, "|"), bash_reply(option.value, option.words));
  }
  text += "      esac\n";
  text += fmt::format(
      "      if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$word\"); return; fi\n", options);
  return text + fmt::format("      {} ;;\n", bash_reply(command.arguments.name, command.arguments.words));
}

std::string bash_script(const std::vector<Command>& commands) {
  std::string names, cases;
  for (const Command& command : commands) {
    names += (names.empty() ? "" : " ") + command.name;
    cases += bash_command(command);
  }
  return fmt::format(
      "# bash completion of millwright; written by `millwright completion bash`\n"
      "_millwright() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    mapfile -t COMPREPLY < <(compgen -W '{} --help --version' -- \"$word\")\n"
      "    return\n"
      "  fi\n"
      "  case ${{COMP_WORDS[1]}} in\n"
      "{}"
      "  esac\n"
      "}}\n"
      "complete -F _millwright millwright\n",
      names, cases);
}

// --- zsh
// --------------------------------------------------------------------------------------------------------------

/// Text within a specification of _arguments, which stands in single quotes.
std::string zsh_text(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '\'') {
      safe += "'\\''";
    } else {
      if (letter == '[' || letter == ']' || letter == ':' || letter == '\\') safe += '\\';
      safe += letter;
    }
  }
  return safe;
}

std::string zsh_action(const std::string& called, const std::vector<std::string>& words) {
  switch (values_of(called, words)) {
    case Values::words:
      return fmt::format("({})", fmt::join(words, " "));
    case Values::files:
      return "_files";
    case Values::folders:
      return "_files -/";
    case Values::keys:
      return "_millwright_keys";
    default:
      return " ";
  }
}

std::string zsh_option(const Option& option) {
  std::string text;
  for (const std::string& name : names_of(option)) {
    text += fmt::format(" \\\n        '*{}[{}]", name, zsh_text(option.meaning));
    if (!option.value.empty())
      text += fmt::format(":{}:{}", zsh_text(option.value), zsh_action(option.value, option.words));
    text += "'";
  }
  return text;
}

std::string zsh_command(const Command& command) {
  std::string text = fmt::format("    {})\n      _arguments '(- *)'{{-h,--help}}'[this help]'", command.name);
  for (const Option& option : command.options) text += zsh_option(option);
  const Arguments& arguments = command.arguments;
  if (arguments.most > 0) {
    text +=
        fmt::format(" \\\n        '*:{}:{}'", zsh_text(arguments.name), zsh_action(arguments.name, arguments.words));
  }
  return text + " ;;\n";
}

std::string zsh_script(const std::vector<Command>& commands) {
  std::string names, cases;
  for (const Command& command : commands) {
    names += fmt::format("    '{}:{}'\n", command.name, zsh_text(command.purpose));
    cases += zsh_command(command);
  }
  return fmt::format(
      "#compdef millwright\n"
      "# zsh completion of millwright; written by `millwright completion zsh`\n"
      "_millwright_keys() {{\n"
      "  local -a keys=(${{(f)\"$(millwright explain --list 2>/dev/null)\"}})\n"
      "  compadd -a keys\n"
      "}}\n"
      "_millwright() {{\n"
      "  local -a commands=(\n"
      "{}"
      "  )\n"
      "  if ((CURRENT == 2)); then\n"
      "    _describe command commands\n"
      "    _arguments '--help[this help]' '--version[version and commit]'\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n"
      "{}"
      "  esac\n"
      "}}\n"
      "if [[ $funcstack[1] == _millwright ]]; then _millwright \"$@\"; else compdef _millwright millwright; fi\n",
      names, cases);
}

}  // namespace

Command completion_command() {
  const std::vector<std::string> shells{"bash", "zsh"};
  const auto shell = std::make_shared<std::string>();
  Command command;
  command.name = "completion";
  command.purpose = "write what a shell needs to complete command lines";
  command.examples = {"source <(millwright completion bash)",
                      "millwright completion zsh > ~/.zsh/completions/_millwright"};
  command.arguments = {.name = "SHELL",
                       .meaning = "bash or zsh",
                       .least = 1,
                       .most = 1,
                       .take = [shell](const std::string& word) { *shell = word; },
                       .words = shells};
  command.run = [shell, shells](const std::vector<std::string>&) {
    require_word(*shell, shells, "completion for the shell");
    const auto commands = command_catalogue();
    put(*shell == "bash" ? bash_script(commands) : zsh_script(commands));
    return ExitCode::done;
  };
  return command;
}

}  // namespace millwright::tool
