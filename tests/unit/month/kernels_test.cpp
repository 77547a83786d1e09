#include "month/kernels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "economy/firms.hpp"

// The loops over columns do to every firm what is said of one, for counts that fill a vector register and others.
namespace millwright {
namespace {

TEST(CountDown, TakesAMonthOffProjectsThatWereOrderedBefore) {
  constexpr std::int16_t now = 5;
  const std::vector<std::uint8_t> project = {no_project, 0, 0, 1, 1, no_project};
  const std::vector<std::int16_t> review = {now - 1, now - 1, now, now - 3, now - 2, now};
  std::vector<std::uint8_t> months = {1, 1, 1, 2, 1, 0}, due(6, 7);
  count_down({project.data(), review.data(), months.data()}, now, 6, due.data());
  EXPECT_EQ(months, (std::vector<std::uint8_t>{1, 0, 1, 1, 0, 0}));  // an order of this month has its time before it
  EXPECT_EQ(due, (std::vector<std::uint8_t>{0, 1, 0, 0, 1, 0}));
}

TEST(MarkExits, OfALowDrawOrNoCash) {
  const std::vector<double> u = {0.01, 0.02, 0.5, 0.5, 0.01}, cash = {1, 1, 1, -1e-9, -1};
  std::vector<std::uint8_t> noted(5, 7);
  mark_exits(u.data(), cash.data(), 0.02, 5, noted.data());
  EXPECT_EQ(noted, (std::vector<std::uint8_t>{1, 0, 0, 1, 1}));
}

TEST(MarkUntil, TheMonthItselfCounts) {
  const std::vector<std::int16_t> month = {never, -3, 4, 5, no_tranche};
  std::vector<std::uint8_t> noted(5, 7);
  mark_until(month.data(), 4, 5, noted.data());
  EXPECT_EQ(noted, (std::vector<std::uint8_t>{1, 1, 1, 0, 0}));
}

TEST(KeepFree, WhoWaitsForChipsLooksAgainAndWhoBuildsOrHasAllDoesNot) {
  const std::vector<std::uint8_t> project = {no_project, no_project, no_project, 0, no_project, no_project};
  const std::vector<std::uint8_t> queued = {no_project, 1, 0, 1, no_project, 1}, level = {0, 0, 0, 0, 4, 4};
  std::vector<std::uint8_t> noticed = {1, 0, 0, 1, 1, 0};
  keep_free({project.data(), queued.data(), level.data()}, 1, 4, 6, noticed.data());
  EXPECT_EQ(noticed, (std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0}));
}

TEST(DrawVolatility, IsThatOfOneFirmAfterTheOther) {
  constexpr std::size_t count = 13;
  const DrawKey key{{7, 2}, Purpose::volatility};
  std::vector<std::uint32_t> id;
  std::vector<std::int32_t> birth;
  for (std::uint32_t i = 0; i < count; ++i) id.push_back(3 * i), birth.push_back(24000 + static_cast<std::int32_t>(i));
  std::vector<double> volatility(count);
  draw_volatility(key, {id.data(), 24300}, birth.data(), count, volatility.data());
  for (std::size_t i = 0; i < count; ++i)
    EXPECT_EQ(volatility[i], std::sqrt(exponential(draw(key, id[i], birth[i], 24300).w[0]))) << i;
}

}  // namespace
}  // namespace millwright
