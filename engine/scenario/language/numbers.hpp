#pragma once

#include <optional>
#include <string>
#include <string_view>

// Decimal numbers as text, strictly: what other readers take for octal, infinity or a thousand is refused.
namespace millwright::scenario {

/// A plain decimal number, the whole text, finite: no leading zeros, no separators, no units, no sign +.
std::optional<double> parse_number(std::string_view text);

/// A number and what follows it, without the spaces between them.
struct NumberAndUnit {
  double number = 0;
  std::string_view digits, unit;
};
std::optional<NumberAndUnit> split_number(std::string_view text);

/// `digits` times ten to a power, rounded once: 4.4 % is the double nearest to 0.044. None beyond the range of doubles.
std::optional<double> shifted(std::string_view digits, int power);

/// How to write what is no number at all; empty when nothing comes to mind.
std::string number_help(std::string_view text);

/// The text without spaces at either end.
std::string_view trimmed(std::string_view text);

/// A number as short as possible that reads back as itself.
std::string shortest(double value);

/// A finite number times a power of ten, exactly, in as few digits as read back as the number: 0.15 and 2 give "15".
std::string moved_point(double value, int power);

}  // namespace millwright::scenario
