#include "core/month.hpp"

#include <fmt/format.h>

namespace millwright {

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  int digits[7] = {};
  for (std::size_t position = 0; position < text.size(); ++position) {
    if (position == 4) continue;
    if (text[position] < '0' || text[position] > '9') return std::nullopt;
    digits[position] = text[position] - '0';
  }
  const int year = 1000 * digits[0] + 100 * digits[1] + 10 * digits[2] + digits[3];
  const int month = 10 * digits[5] + digits[6];
  if (month < 1 || month > 12) return std::nullopt;
  return Month::of(year, month);
}

std::string to_string(Month month) {
  return fmt::format("{:04}-{:02}", month.year(), month.month_of_year());
}

std::int32_t days_since_1970(Month month) {
  // Years are counted from March, so that the leap day ends a year and a month's start within its year is a straight
  // line rounded down; 400 years have 146 097 days.
  const Month shifted = month - 2;
  const int year = shifted.year();
  const int era = year >= 0 ? year / 400 : -((399 - year) / 400);
  const int year_of_era = year - 400 * era;
  const int day_of_year = (153 * (shifted.month_of_year() - 1) + 2) / 5;
  const int day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
  constexpr int days_from_march_of_year_0_to_1970 = 719468;
  return 146097 * era + day_of_era - days_from_march_of_year_0_to_1970;
}

}  // namespace millwright
