#include "scenario/language/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenario/language/numbers.hpp"

namespace millwright::scenario {
namespace {

struct Multiplier {
  std::string_view word;
  int power;  // of ten
};
constexpr int million_power = 6;
constexpr std::array<Multiplier, 4> multipliers = {{{"k", 3}, {"m", 6}, {"bn", 9}, {"tn", 12}}};

struct Misspelling {
  std::string_view wrong, right;
};
constexpr std::array<Misspelling, 20> misspelt_multipliers = {
    {{"K", "k"},        {"thousand", "k"},  {"tsd", "k"},      {"M", "m"},         {"mn", "m"},
     {"mio", "m"},      {"million", "m"},   {"millions", "m"}, {"mm", "m"},        {"MM", "m"},
     {"B", "bn"},       {"b", "bn"},        {"Bn", "bn"},      {"BN", "bn"},       {"bln", "bn"},
     {"billion", "bn"}, {"billions", "bn"}, {"T", "tn"},       {"trillion", "tn"}, {"trn", "tn"}}};
constexpr std::array<Misspelling, 11> misspelt_currencies = {{{"RMB", "CNY"},
                                                              {"wage", "wages"},
                                                              {"yearly wages", "wages"},
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

/// The multiplier that a word is or was meant to be; empty for any other word.
std::string_view right_multiplier(std::string_view word) {
  return find_multiplier(word) != nullptr ? word : corrected(misspelt_multipliers, word);
}

/// The currency that a word is or was meant to be; empty for any other word.
std::string_view right_currency(std::string_view word) {
  const std::string_view right = corrected(misspelt_currencies, word);
  const bool is_code =
      word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return right.empty() && (is_code || word == yearly_wages) ? word : right;
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
Reading scaled(const NumberAndUnit& parts, std::string_view rest) {
  if (parts.unit == rest) return {parts.number, {}};
  const std::string_view word = first_word(parts.unit);
  const std::string_view tail = trimmed(parts.unit.substr(word.size()));
  const std::string_view right = right_multiplier(word);
  if (right.empty()) return {};
  if (right == word && tail == rest) return {shifted(parts.digits, find_multiplier(word)->power), {}};
  return meant(parts.digits, std::string(right) + std::string(rest));
}

}  // namespace

Reading parse_bare(std::string_view text) {
  const auto parts = split_number(text);
  if (!parts) return no_number(text);
  Reading reading = scaled(*parts, "");
  if (!reading.value && reading.help.empty())
    reading.help = fmt::format("did you mean {}? This number has no unit", parts->digits);
  return reading;
}

Reading parse_share(std::string_view text) {
  const auto parts = split_number(text);
  if (!parts) return no_number(text);
  if (parts->unit == "%") return {shifted(parts->digits, -2), {}};
  if (!parts->unit.empty()) return meant(parts->digits, "%");
  if (parts->number >= 0 && parts->number <= 1) return {parts->number, {}};
  const bool small = std::abs(parts->number) < 1;
  const std::string percent = small ? shortest(std::round(parts->number * 1e8) / 1e6) : std::string(parts->digits);
  return {std::nullopt, fmt::format("did you mean {} %? A bare share must lie between 0 and 1", percent)};
}

Reading parse_points(std::string_view text) {
  const auto parts = split_number(text);
  if (!parts) return no_number(text);
  if (parts->unit == "pp") return {shifted(parts->digits, -2), {}};
  return meant(parts->digits, "pp");
}

Reading parse_rate(std::string_view text) {
  const auto parts = split_number(text);
  if (!parts) return no_number(text);
  const std::string_view unit = parts->unit;
  if (unit == "%/year" || unit == "% /year") return {shifted(parts->digits, -2), {}};
  if (unit.find("month") != std::string_view::npos)
    return {std::nullopt, "write the rate of a whole year, such as 4.4 %/year"};
  return meant(parts->digits, "%/year");
}

Reading parse_duration(std::string_view text) {
  const auto parts = split_number(text);
  if (!parts) return no_number(text);
  const std::string_view unit = parts->unit;
  if (unit == "months" || unit == "month") return {parts->number, {}};
  if (unit == "years" || unit == "year") return {parts->number * 12, {}};
  const bool years = !unit.empty() && (unit[0] == 'y' || unit[0] == 'Y' || unit[0] == 'a');
  return meant(parts->digits, years ? "years" : "months");
}

Reading parse_flow(std::string_view text) {
  const auto parts = split_number(text);
  if (!parts) return no_number(text);
  Reading reading = scaled(*parts, "/month");
  if (!reading.value && reading.help.empty()) reading = meant(parts->digits, "/month");
  return reading;
}

MoneyReading parse_money(std::string_view text) {
  const auto parts = split_number(text);
  if (!parts) return {std::nullopt, {}, number_help(text)};
  constexpr std::string_view nominal_word = " nominal";
  std::string_view unit = parts->unit;
  const bool nominal =
      unit.size() > nominal_word.size() && unit.substr(unit.size() - nominal_word.size()) == nominal_word;
  if (nominal) unit = trimmed(unit.substr(0, unit.size() - nominal_word.size()));
  const std::string_view word = first_word(unit);
  const std::string_view scale = right_multiplier(word);
  const std::string_view rest = scale.empty() ? unit : trimmed(unit.substr(word.size()));
  const std::string_view currency = right_currency(rest);
  if (currency.empty()) return {std::nullopt, {}, rest.empty() ? "money needs a currency, such as 60 bn CNY" : ""};
  if (currency == rest && (scale.empty() || scale == word)) {
    const int power = scale.empty() ? 0 : find_multiplier(scale)->power;
    return {shifted(parts->digits, power - million_power), std::string(rest), {}, nominal};
  }
  const std::string_view space = scale.empty() ? "" : " ";
  return {std::nullopt,
          {},
          fmt::format("did you mean {}{}{} {}{}?", parts->digits, space, scale, currency, nominal ? nominal_word : "")};
}

}  // namespace millwright::scenario
