#include "scenario/language/units.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

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
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+') ? 1 : 0;
    const std::size_t exponent = digits_at(text, at + 1 + sign);
    if (exponent > 0) at += 1 + sign + exponent;
  }
  return at;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// A number and what follows it, without the spaces between them.
struct Split {
  double number = 0;
  std::string_view digits, unit;
};

std::optional<Split> split(std::string_view text) {
  text = trimmed(text);
  const std::size_t length = number_length(text);
  if (length == 0) return std::nullopt;
  const std::string_view unit = trimmed(text.substr(length));
  if (!unit.empty() && (is_digit(unit[0]) || unit[0] == '.' || unit[0] == ',' || unit[0] == '_')) return std::nullopt;
  const std::optional<double> number = parse_number(text.substr(0, length));
  if (!number) return std::nullopt;
  return Split{*number, text.substr(0, length), unit};
}

/// `digits` times ten to a power, rounded once: 4.4 % is the double nearest to 0.044. None beyond the range of doubles.
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

/// How to write what is no number at all.
std::string number_help(std::string_view text) {
  text = trimmed(text);
  std::string plain;
  bool separators = false;
  for (const char c : text) {
    if (c == ',' || c == '_')
      separators = true;
    else
      plain += c;
  }
  if (separators && number_length(plain) > 0)
    return fmt::format("did you mean {}? No separators between digits", plain);
  if (!text.empty() && text[0] == '+') return fmt::format("did you mean {}?", text.substr(1));
  if (!text.empty() && text[0] == '.') return fmt::format("did you mean 0{}?", text);
  return {};
}

struct Multiplier {
  std::string_view word;
  int power;  // of ten
};
constexpr std::array<Multiplier, 4> multipliers = {{{"k", 3}, {"m", 6}, {"bn", 9}, {"tn", 12}}};

struct Misspelling {
  std::string_view wrong, right;
};
constexpr std::array<Misspelling, 20> misspelt_multipliers = {
    {{"K", "k"},        {"thousand", "k"},  {"tsd", "k"},      {"M", "m"},         {"mn", "m"},
     {"mio", "m"},      {"million", "m"},   {"millions", "m"}, {"mm", "m"},        {"MM", "m"},
     {"B", "bn"},       {"b", "bn"},        {"Bn", "bn"},      {"BN", "bn"},       {"bln", "bn"},
     {"billion", "bn"}, {"billions", "bn"}, {"T", "tn"},       {"trillion", "tn"}, {"trn", "tn"}}};
constexpr std::array<Misspelling, 9> misspelt_currencies = {{{"RMB", "CNY"},
                                                             {"yuan", "CNY"},
                                                             {"Yuan", "CNY"},
                                                             {"CN¥", "CNY"},
                                                             {"¥", "CNY"},
                                                             {"€", "EUR"},
                                                             {"euro", "EUR"},
                                                             {"$", "USD"},
                                                             {"US$", "USD"}}};

template <std::size_t N>
std::string_view corrected(const std::array<Misspelling, N>& list, std::string_view word) {
  for (const Misspelling& entry : list)
    if (entry.wrong == word) return entry.right;
  return {};
}

const Multiplier* find_multiplier(std::string_view word) {
  for (const Multiplier& multiplier : multipliers)
    if (multiplier.word == word) return &multiplier;
  return nullptr;
}

/// The first word of a unit, up to a space or a slash.
std::string_view first_word(std::string_view unit) {
  return unit.substr(0, unit.find_first_of(" /"));
}

Reading no_number(std::string_view text) {
  return {std::nullopt, number_help(text)};
}

/// `value` with `unit` for a suggestion: "did you mean 8 %?".
Reading meant(std::string_view value, std::string_view unit) {
  return {std::nullopt, fmt::format("did you mean {} {}?", value, unit)};
}

/// number times the multiplier in front of `rest`, which must be what follows it.
Reading scaled(const Split& parts, std::string_view rest) {
  if (parts.unit == rest) return {parts.number, {}};
  const std::string_view word = first_word(parts.unit);
  const std::string_view tail = trimmed(parts.unit.substr(word.size()));
  const Multiplier* multiplier = find_multiplier(word);
  if (multiplier != nullptr && tail == rest) return {shifted(parts.digits, multiplier->power), {}};
  const std::string_view right = corrected(misspelt_multipliers, word);
  if (!right.empty() || multiplier != nullptr)
    return meant(parts.digits, std::string(right.empty() ? word : right) + std::string(rest));
  return {};
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (text.empty() || number_length(text) != text.size()) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

Reading parse_bare(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return no_number(text);
  Reading reading = scaled(*parts, "");
  if (!reading.value && reading.help.empty())
    reading.help = fmt::format("did you mean {}? This number has no unit", parts->digits);
  return reading;
}

Reading parse_share(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return no_number(text);
  if (parts->unit == "%") return {shifted(parts->digits, -2), {}};
  if (!parts->unit.empty()) return meant(parts->digits, "%");
  if (parts->number >= 0 && parts->number <= 1) return {parts->number, {}};
  const bool small = std::abs(parts->number) < 1;
  const std::string percent = small ? shortest(std::round(parts->number * 1e8) / 1e6) : std::string(parts->digits);
  return {std::nullopt, fmt::format("did you mean {} %? A bare share must lie between 0 and 1", percent)};
}

Reading parse_points(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return no_number(text);
  if (parts->unit == "pp") return {shifted(parts->digits, -2), {}};
  return meant(parts->digits, "pp");
}

Reading parse_rate(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return no_number(text);
  const std::string_view unit = parts->unit;
  if (unit == "%/year" || unit == "% /year") return {shifted(parts->digits, -2), {}};
  if (unit.find("month") != std::string_view::npos)
    return {std::nullopt, "write the rate of a whole year, such as 4.4 %/year"};
  return meant(parts->digits, "%/year");
}

Reading parse_duration(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return no_number(text);
  const std::string_view unit = parts->unit;
  if (unit == "months" || unit == "month") return {parts->number, {}};
  if (unit == "years" || unit == "year") return {parts->number * 12, {}};
  const bool years = !unit.empty() && (unit[0] == 'y' || unit[0] == 'Y' || unit[0] == 'a');
  return meant(parts->digits, years ? "years" : "months");
}

Reading parse_flow(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return no_number(text);
  Reading reading = scaled(*parts, "/month");
  if (!reading.value && reading.help.empty()) reading = meant(parts->digits, "/month");
  return reading;
}

MoneyReading parse_money(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return {std::nullopt, {}, number_help(text)};
  std::string_view word = first_word(parts->unit);
  std::string_view rest = trimmed(parts->unit.substr(word.size()));
  const Multiplier* multiplier = find_multiplier(word);
  const std::string_view right_multiplier = corrected(misspelt_multipliers, word);
  if (multiplier == nullptr && right_multiplier.empty()) {  // the first word is the currency already
    rest = parts->unit;
    word = {};
  }
  const std::string_view right_currency = corrected(misspelt_currencies, rest);
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool is_currency =
      rest.size() == 3 && is_capital(rest[0]) && is_capital(rest[1]) && is_capital(rest[2]) && right_currency.empty();
  if (is_currency && right_multiplier.empty()) {
    const std::optional<double> million = shifted(parts->digits, (multiplier == nullptr ? 0 : multiplier->power) - 6);
    return {million, std::string(rest), {}};
  }
  const std::string_view scale = right_multiplier.empty() ? word : right_multiplier;
  const std::string_view currency = is_currency ? rest : right_currency.empty() ? "" : right_currency;
  if (currency.empty()) return {std::nullopt, {}, rest.empty() ? "money needs a currency, such as 60 bn CNY" : ""};
  return {std::nullopt,
          {},
          fmt::format("did you mean {}{}{} {}?", parts->digits, scale.empty() ? "" : " ", scale, currency)};
}

std::string shortest(double value) {
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

}  // namespace millwright::scenario
