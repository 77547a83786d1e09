#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What may stand in a text file that a user hands us, and how its characters are counted.
namespace millwright::scenario {

/// The first character of a text that is not allowed: not UTF-8, a control character, or one that turns text around.
struct TextFault {
  std::size_t offset = 0;  // [bytes]
  std::string what;
  std::string help;
};
std::optional<TextFault> find_text_fault(std::string_view text);

/// The text without a byte order mark at its start.
std::string_view without_byte_order_mark(std::string_view text);

/// Characters (not bytes) of valid UTF-8.
std::size_t character_count(std::string_view text);

/// Columns of a terminal that printable text takes; Chinese, Japanese and Korean characters take two.
std::size_t display_width(std::string_view text);

/// Line and column of a byte, both counted from 1.
struct LineColumn {
  int line = 1;
  int column = 1;
};
LineColumn line_column(std::string_view text, std::size_t offset);

/// A line of a text, counted from 1, without its line end; empty beyond the last one.
std::string_view line_of(std::string_view text, int line);

}  // namespace millwright::scenario
