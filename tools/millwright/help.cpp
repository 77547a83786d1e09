#include "help.hpp"

#include <algorithm>

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

}  // namespace

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
