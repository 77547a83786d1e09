#include "core/fixed_point.hpp"
#include "month/climate.hpp"
#include "unit/month/model_sample.hpp"

// How chip tracks move from month to month: closures, learning, capacity that answers to shortage.
namespace millwright {
namespace {

constexpr std::size_t domestic = 0, foreign = 1;

void next_month(ModelSample& sample) {
  auto& now = sample.economy().environment;
  now.month = now.month + 1;
  now.elapsed += 1;
  advance_tracks(sample.model);
}

const TrackClimate& track(const ModelSample& sample, std::size_t k) {
  return sample.model.economy.environment.tracks[k];
}

TEST(ChipTracks, SellTheLeastThatAllLimitsAllow) {
  ModelSample sample({"chips.tracks.foreign.supply=30 k/month", "chips.tracks.foreign.capacity=20 k/month",
                      "chips.tracks.domestic.supply=5 k/month"});
  next_month(sample);
  EXPECT_DOUBLE_EQ(track(sample, foreign).sales_limit, 20e3);
  EXPECT_DOUBLE_EQ(track(sample, domestic).sales_limit, 5e3);
}

TEST(ChipTracks, AreClosedBetweenTheDatesAlone) {
  ModelSample sample(
      {"chips.tracks.foreign.closed.customs.from=2024-03", "chips.tracks.foreign.closed.customs.to=2024-04"});
  std::vector<bool> sells;
  for (int month = 0; month < 6; ++month) {
    next_month(sample);
    sells.push_back(track(sample, foreign).sells());
    EXPECT_EQ(sells.back(), sample.economy().tracks[foreign].supply > 0);
  }
  EXPECT_EQ(sells, (std::vector<bool>{true, true, false, false, true, true}));
}

TEST(ChipTracks, AnnouncedClosuresMakeFirmsRushUntilTheyTakeEffect) {
  ModelSample sample(
      {"chips.rush=0.5", "chips.tracks.foreign.closed.customs={by: buyer, announce: 2024-03, from: 2024-05}"});
  std::vector<double> rush;
  for (int month = 0; month < 6; ++month) {
    next_month(sample);
    rush.push_back(sample.economy().environment.chip_rush);
  }
  EXPECT_EQ(rush, (std::vector<double>{0, 0, 0.5, 0.5, 0, 0}));
}

/// The domestic track a month after factories had bought and lacked so many chips of the whole country's.
TrackClimate after(double sold_to_all, double unmet_of_all, const std::string& setting = "chips.rush=0") {
  ModelSample sample({setting});
  next_month(sample);
  const double share = sample.scenario->chips.manufacturing_share / sample.economy().firms_represented();
  sample.economy().tracks[domestic].delivered = to_fixed<sum_scale>(sold_to_all * share);
  sample.economy().tracks[domestic].unmet = to_fixed<sum_scale>(unmet_of_all * share);
  next_month(sample);
  return track(sample, domestic);
}

TEST(ChipTracks, LearnFromWhatTheySell) {
  constexpr double experience = 24 * 25e3;
  const TrackClimate idle = after(0, 0), busy = after(experience, 0);
  EXPECT_NEAR(idle.performance, 0.65, 1e-12);
  EXPECT_NEAR(idle.price, 0.15, 1e-12);
  EXPECT_NEAR(busy.price / idle.price, 0.8, 1e-6) << "20 % cheaper per doubling";
  EXPECT_NEAR(busy.performance / idle.performance, std::pow(2, 0.1), 1e-6);
  EXPECT_EQ(after(1000 * experience, 0).performance, 1) << "no better than the cap";
}

TEST(ChipTracks, ATrackThatDoesNotLearnKeepsItsPriceAndPerformance) {
  const TrackClimate busy = after(1e9, 0, "chips.tracks.domestic.learning_rate=0 %");
  EXPECT_EQ(busy.performance, 0.65);
  EXPECT_EQ(busy.price, 0.15);
}

TEST(ChipTracks, CapacityAnswersToShortage) {
  EXPECT_NEAR(after(0, 0).capacity, 25e3 * 1.01, 1e-6);
  EXPECT_NEAR(after(0, 25e3).capacity, 25e3 * (1.01 + 0.03 / 2), 1) << "half of what is wanted is lacking";
  EXPECT_GT(after(0, 1e9).capacity, 25e3 * 1.0399);
  EXPECT_LT(after(0, 1e9).capacity, 25e3 * 1.04);
}

TEST(ChipTracks, ComputingPowerStaysInTheStockForItsLife) {
  ModelSample sample;
  auto& economy = sample.economy();
  for (int month = 0; month <= static_cast<int>(compute_life) + 1; ++month) {
    next_month(sample);
    EXPECT_EQ(economy.compute[domestic].total > 0, month >= 1 && month <= static_cast<int>(compute_life)) << month;
    economy.tracks[domestic].delivered = month == 0 ? to_fixed<sum_scale>(7) : 0;
  }
}

}  // namespace
}  // namespace millwright
