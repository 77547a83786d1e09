#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millwright {

/// A calendar month, counted from January of year 0 of the proleptic Gregorian calendar.
struct Month {
  std::int32_t index = 0;  // [months] since January of year 0

  auto operator<=>(const Month&) const = default;

  constexpr int year() const { return index >= 0 ? index / 12 : -((11 - index) / 12); }
  constexpr int month_of_year() const { return index - 12 * year() + 1; }  // 1 (January) to 12

  /// `month` counts from 1 (January) to 12; others are taken as months before or after that year.
  static constexpr Month of(int year, int month) { return {12 * year + (month - 1)}; }
};

constexpr Month operator+(Month month, int months) {
  return {month.index + months};
}
constexpr Month operator-(Month month, int months) {
  return {month.index - months};
}
constexpr int operator-(Month later, Month earlier) {
  return later.index - earlier.index;
}

/// Reads "2024-01": four digits, a hyphen, two digits from 01 to 12, nothing else. Empty when the text is anything
/// else.
std::optional<Month> parse_month(std::string_view text);

/// "2024-01", what parse_month reads (for years 0 to 9999).
std::string to_string(Month month);

/// [days] from 1970-01-01 to the first day of the month, the time axis of result files. Negative before 1970.
std::int32_t days_since_1970(Month month);

}  // namespace millwright
