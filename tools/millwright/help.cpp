#include "help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace millwright::tool {
namespace {

constexpr std::size_t width = 80, right_column = 28, indent = 2;

/// Breaks text at spaces into pieces of at most `room` characters; a longer word stays whole.
std::vector<std::string> wrapped(std::string_view text, std::size_t room) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (line.size() + 1 + word.size() <= room) {
      line += ' ';
      line += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

/// "SCENARIO", "SCENARIO...", "[ROW...]" or, where arguments differ, their names as they are.
std::string arguments_word(const Arguments& arguments) {
  if (arguments.most == 0) return {};
  if (arguments.name.find(' ') != std::string::npos) return arguments.name + " ";
  const std::string word = arguments.name + (arguments.most > 1 ? "..." : "");
  return arguments.least == 0 ? "[" + word + "] " : word + " ";
}

}  // namespace

std::string_view program_purpose() {
  return "Millwright simulates the firms of a country month by month: who adopts\n"
         "industrial automation and AI, when, and what policy changes about it.\n";
}

std::vector<std::string> program_examples() {
  return {"millwright init study", "millwright check study/scenario.yaml", "millwright run study/scenario.yaml",
          "millwright explain climate.pmi"};
}

std::string usage_line(const Command& command) {
  return fmt::format("millwright {} {}[OPTIONS]", command.name, arguments_word(command.arguments));
}

std::string option_name(const Option& option) {
  std::string name;
  for (const char letter : option.names) {
    name += letter;
    if (letter == ',') name += ' ';
  }
  return option.value.empty() ? name : name + " " + option.value;
}

std::string sentence(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text + ".";
}

std::string program_help(const std::vector<Command>& commands) {
  std::string text = fmt::format("Usage: millwright COMMAND ...\n\n{}\n{}\nCommands:\n", program_purpose(),
                                 help_examples(program_examples()));
  for (const Command& command : commands) text += help_entry(command.name, command.purpose);
  text += "\nOptions:\n" + help_entry("-h, --help", "this help; `millwright COMMAND --help` for that of a command");
  return text + help_entry("--version", "version and commit");
}

std::string command_help(const Command& command) {
  std::string text = fmt::format("Usage: {}\n\n{}\n\n", usage_line(command), sentence(command.purpose));
  text += help_examples(command.examples);
  if (command.arguments.most > 0)
    text += "\nArguments:\n" + help_entry(command.arguments.name, command.arguments.meaning);
  text += "\nOptions:\n";
  for (const Option& option : command.options) text += help_entry(option_name(option), option.meaning);
  return text + help_entry("-h, --help", "this help");
}

std::string help_entry(std::string_view left, std::string_view right) {
  std::string text = std::string(indent, ' ') + std::string(left);
  if (text.size() + indent > right_column) {
    text += '\n' + std::string(right_column, ' ');
  } else {
    text.resize(right_column, ' ');
  }
  bool first = true;
  for (const std::string& line : wrapped(right, width - right_column)) {
    if (!first) text += std::string(right_column, ' ');
    text += line + '\n';
    first = false;
  }
  return text;
}

std::string help_examples(const std::vector<std::string>& examples) {
  constexpr std::string_view more = " \\\n      ";
  std::string text = "Examples:\n";
  for (const std::string& example : examples) {
    const auto lines = wrapped(example, width - 8);
    for (std::size_t k = 0; k < lines.size(); ++k) text += (k == 0 ? "  " : std::string(more)) + lines[k];
    text += '\n';
  }
  return text;
}

}  // namespace millwright::tool
