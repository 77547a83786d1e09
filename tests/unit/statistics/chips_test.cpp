#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

constexpr double scale = Eve::firms_per_simulated;

TEST(ChipsObserver, TheTrackLedgerIsNational) {
  Eve eve;
  ASSERT_EQ(eve.economy.tracks.size(), 1u);
  eve.economy.tracks[0] = {.supply = fixed(10), .demanded = fixed(12.5), .delivered = fixed(9)};
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "chip_supply")[0], 10 * scale);
  EXPECT_DOUBLE_EQ(values(all, "chips_demanded")[0], 12.5 * scale);
  EXPECT_DOUBLE_EQ(values(all, "chips_delivered")[0], 9 * scale);
}

TEST(ChipsObserver, PriceAndPerformanceAreThoseOfTheMonth) {
  Eve eve(
      "chips: {tracks: {any: {price: {2024-01: 200 k CNY, 2025-01: 150 k CNY}, "
      "performance: {2024-01: 1, 2025-01: 2}}}}\n");
  eve.economy.environment.month = Month::of(2024, 12);
  auto all = eve.observe();
  EXPECT_NEAR(values(all, "chip_price")[0], 0.2, 1e-12);
  EXPECT_EQ(values(all, "chip_performance")[0], 1);
  eve.economy.environment.month = Month::of(2025, 1);
  all = eve.observe();
  EXPECT_NEAR(values(all, "chip_price")[0], 0.15, 1e-12);
  EXPECT_EQ(values(all, "chip_performance")[0], 2);
}

TEST(ChipsObserver, TracksStandInTheOrderOfTheirNames) {
  Eve eve("chips: {tracks: {able: {performance: 0.5, price: 90 k CNY, supply: 5 /month}}}\n");
  ASSERT_EQ(eve.economy.tracks.size(), 2u);
  eve.economy.tracks[1].demanded = fixed(3);
  const auto all = eve.observe();
  EXPECT_EQ(values(all, "chip_performance"), (std::vector<double>{0.5, 1}));  // able, then any
  EXPECT_EQ(values(all, "chips_demanded")[0], 0);
  EXPECT_DOUBLE_EQ(values(all, "chips_demanded")[1], 3 * scale);
}

TEST(ChipsObserver, WithoutTracksThereIsNothingToSay) {
  Eve eve;
  eve.economy.tracks.clear();
  const auto all = eve.observe();
  for (const char* name : {"chips_demanded", "chips_delivered", "chip_supply", "chip_price", "chip_performance"}) {
    EXPECT_FALSE(is_observed(all, name)) << name;
  }
}

TEST(ChipsObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  for (const char* name : {"chips_demanded", "chips_delivered", "chip_supply"}) {
    expect_variable(eve, all, name, {"track"}, "chip", "time: sum");
  }
  expect_variable(eve, all, "chip_price", {"track"}, "m CNY", "time: point");
  expect_variable(eve, all, "chip_performance", {"track"}, "1", "time: point");
}

}  // namespace
}  // namespace millwright::statistics
