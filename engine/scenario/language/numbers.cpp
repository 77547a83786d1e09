#include "scenario/language/numbers.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace millwright::scenario {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

/// Length of an exponent such as e-3 at a place of the text; 0 when there is none.
std::size_t exponent_length(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return 0;
  const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+') ? 1 : 0;
  const std::size_t digits = digits_at(text, at + 1 + sign);
  return digits == 0 ? 0 : 1 + sign + digits;
}

/// Length of the decimal number that the text begins with; 0 when it begins with none.
std::size_t number_length(std::string_view text) {
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t whole = digits_at(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) return 0;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t decimals = digits_at(text, at + 1);
    if (decimals == 0) return 0;
    at += 1 + decimals;
  }
  return at + exponent_length(text, at);
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (text.empty() || number_length(text) != text.size()) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<NumberAndUnit> split_number(std::string_view text) {
  text = trimmed(text);
  const std::size_t length = number_length(text);
  if (length == 0) return std::nullopt;
  const std::string_view unit = trimmed(text.substr(length));
  if (!unit.empty() && (is_digit(unit[0]) || unit[0] == '.' || unit[0] == ',' || unit[0] == '_')) return std::nullopt;
  const std::optional<double> number = parse_number(text.substr(0, length));
  if (!number) return std::nullopt;
  return NumberAndUnit{*number, text.substr(0, length), unit};
}

std::optional<double> shifted(std::string_view digits, int power) {
  const std::size_t e = digits.find_first_of("eE");
  if (e != std::string_view::npos) {
    int written = 0;
    std::string_view exponent = digits.substr(e + 1);
    if (exponent.front() == '+') exponent.remove_prefix(1);
    const auto [end, error] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), written);
    if (error == std::errc{} && std::abs(written) < 1000) power += written;
  }
  return parse_number(fmt::format("{}e{}", digits.substr(0, e), power));
}

std::string number_help(std::string_view text) {
  text = trimmed(text);
  std::string plain;
  for (const char c : text)
    if (c != ',' && c != '_') plain += c;
  const bool separators = plain.size() < text.size();
  if (separators && number_length(plain) > 0) {
    return fmt::format("did you mean {}? No separators between digits", plain);
  }
  if (!text.empty() && text[0] == '+') return fmt::format("did you mean {}?", text.substr(1));
  if (!text.empty() && text[0] == '.') return fmt::format("did you mean 0{}?", text);
  return {};
}

std::string shortest(double value) {
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::string moved_point(double value, int power) {
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  const bool negative = text.front() == '-';
  std::string digits;
  for (const char c : text.substr(0, e))
    if (is_digit(c)) digits += c;
  int exponent = 0;  // of the first digit
  const std::string_view written = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
  std::from_chars(written.data(), written.data() + written.size(), exponent);
  exponent = digits == "0" ? 0 : exponent + power;
  const auto count = static_cast<int>(digits.size());
  constexpr int most_zeros = 15;
  std::string plain;
  if (exponent < -5 || exponent > most_zeros) {
    plain = fmt::format("{}{}{}e{}", digits.front(), count > 1 ? "." : "", digits.substr(1), exponent);
  } else if (exponent < 0) {
    plain = fmt::format("0.{}{}", std::string(static_cast<std::size_t>(-exponent - 1), '0'), digits);
  } else if (count <= exponent + 1) {
    plain = digits;
    plain.append(static_cast<std::size_t>(exponent + 1 - count), '0');
  } else {
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    plain = fmt::format("{}.{}", digits.substr(0, whole), digits.substr(whole));
  }
  return fmt::format("{}{}", negative ? "-" : "", plain);
}

}  // namespace millwright::scenario
