#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

constexpr double scale = Eve::firms_per_simulated;

TEST(ChipsObserver, TheTrackLedgerIsNational) {
  Eve eve;
  ASSERT_EQ(eve.economy.tracks.size(), 1u);
  eve.economy.tracks[0] = {
      .supply = fixed(10), .demanded = fixed(12.5), .delivered = fixed(9), .unmet = fixed(4), .backlog = fixed(3.5)};
  const auto all = eve.observe();
  EXPECT_DOUBLE_EQ(values(all, "chip_supply")[0], 10 * scale);
  EXPECT_DOUBLE_EQ(values(all, "chips_demanded")[0], 12.5 * scale);
  EXPECT_DOUBLE_EQ(values(all, "chips_delivered")[0], 9 * scale);
  EXPECT_DOUBLE_EQ(values(all, "chip_backlog")[0], 3.5 * scale);
}

TEST(ChipsObserver, PriceAndPerformanceAreThoseOfTheMonth) {
  Eve eve;
  auto& track = eve.economy.environment.tracks[0];
  track.price = 0.15;
  track.performance = 2;
  track.capacity = 7000;  // national already
  const auto all = eve.observe();
  EXPECT_EQ(values(all, "chip_price")[0], 0.15);
  EXPECT_EQ(values(all, "chip_performance")[0], 2);
  EXPECT_EQ(values(all, "chip_capacity")[0], 7000);
}

TEST(ChipsObserver, LocalisationIsTheDomesticShareOfWhatWasDelivered) {
  Eve eve("chips: {tracks: {home: {origin: domestic, performance: 1, price: 1 k CNY, supply: 5 /month}}}\n");
  EXPECT_TRUE(std::isnan(values(eve.observe(), "localisation_share")[0])) << "nothing was delivered";
  eve.economy.tracks[0].delivered = fixed(3);
  eve.economy.tracks[1].delivered = fixed(1);  // any, then home
  EXPECT_DOUBLE_EQ(values(eve.observe(), "localisation_share")[0], 0.25);
}

TEST(ChipsObserver, ComputeIsWhatWasDeliveredWithinItsLife) {
  Eve eve;
  eve.economy.environment.elapsed = 63;
  eve.economy.environment.tracks[0].performance = 0.5;
  auto& stock = eve.economy.compute[0];
  stock.deliveries[3] = fixed(11);  // of month 3, sixty months ago: its place is that of the current month
  stock.deliveries[4] = fixed(5);
  stock.total = fixed(16);
  eve.economy.tracks[0].delivered = fixed(2);
  EXPECT_DOUBLE_EQ(values(eve.observe(), "compute_stock")[0], (5 + 0.5 * 2) * scale);
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
  for (const char* name : {"chips_demanded", "chips_delivered", "chip_backlog", "chip_supply", "chip_capacity",
                           "chip_price", "chip_performance", "compute_stock", "localisation_share"}) {
    EXPECT_FALSE(is_observed(all, name)) << name;
  }
}

TEST(ChipsObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  for (const char* name : {"chips_demanded", "chips_delivered", "chip_supply"}) {
    expect_variable(eve, all, name, {"track"}, "chip", "time: sum");
  }
  for (const char* name : {"chip_backlog", "chip_capacity", "compute_stock"}) {
    expect_variable(eve, all, name, {"track"}, "chip", "time: point");
  }
  expect_variable(eve, all, "localisation_share", {}, "1", "time: mean");
  expect_variable(eve, all, "chip_price", {"track"}, "m CNY", "time: point");
  expect_variable(eve, all, "chip_performance", {"track"}, "1", "time: point");
}

}  // namespace
}  // namespace millwright::statistics
