#include "core/month.hpp"

#include <chrono>

namespace millwright {
namespace {

TEST(Month, CountsFromJanuaryOfYearZero) {
  EXPECT_EQ(Month::of(0, 1).index, 0);
  EXPECT_EQ(Month::of(2024, 1).index, 2024 * 12);
  EXPECT_EQ(Month::of(2024, 12) + 1, Month::of(2025, 1));
  EXPECT_EQ(Month::of(2024, 1) - 1, Month::of(2023, 12));
  EXPECT_EQ(Month::of(2025, 3) - Month::of(2024, 1), 14);
  EXPECT_LT(Month::of(2023, 12), Month::of(2024, 1));
}

TEST(Month, YearAndMonthOfYearComeBackBeforeYearZeroToo) {
  for (int year = -30; year <= 3000; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const Month here = Month::of(year, month);
      ASSERT_EQ(here.year(), year) << here.index;
      ASSERT_EQ(here.month_of_year(), month) << here.index;
    }
  }
}

TEST(Month, TextComesBack) {
  EXPECT_EQ(to_string(Month::of(2024, 1)), "2024-01");
  EXPECT_EQ(to_string(Month::of(7, 11)), "0007-11");
  for (Month month = Month::of(0, 1); month <= Month::of(9999, 12); month = month + 1) {
    ASSERT_EQ(parse_month(to_string(month)), month) << to_string(month);
  }
}

TEST(Month, OnlyTheOneFormIsRead) {
  const char* const wrong[] = {"",        "2024",       "2024-1",   "2024-00", "2024-13",  "24-01",
                               "2024/01", "2024-01-01", " 2024-01", "2024-1 ", "2024-01 ", "-024-01",
                               "+024-01", "2024--1",    "2o24-01",  "202401",  "2024_01",  "2024-1a"};
  for (const char* const text : wrong) EXPECT_FALSE(parse_month(text)) << '"' << text << '"';
  EXPECT_FALSE(parse_month(std::string_view("2024-0\0", 7)));
}

// The calendar of the standard library is the reference: leap years, centuries and dates before 1970 included.
TEST(Month, DaysSince1970AgreeWithTheCalendar) {
  EXPECT_EQ(days_since_1970(Month::of(1970, 1)), 0);
  EXPECT_EQ(days_since_1970(Month::of(2000, 3)), 11017);
  for (Month month = Month::of(-400, 1); month <= Month::of(4000, 12); month = month + 1) {
    const auto first = std::chrono::year{month.year()} / month.month_of_year() / 1;
    ASSERT_EQ(days_since_1970(month), std::chrono::sys_days{first}.time_since_epoch().count()) << to_string(month);
  }
}

}  // namespace
}  // namespace millwright
