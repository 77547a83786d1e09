#include "theory/kalman.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

constexpr double off = std::numeric_limits<double>::infinity();
const double unseen = std::nan("");

Kalman after(Kalman before, std::initializer_list<Observation> seen, double correlation = 0) {
  return update(before, {seen.begin(), seen.size()}, correlation);
}

TEST(Kalman, OneSignalIsTheTextbookRecursion) {
  Kalman estimate{0.3, 2}, textbook{0.3, 2};
  const double phi = 0.9, innovation = 0.5, noise = 1.4;
  for (const double value : {1.0, -0.5, 2.5, 0.0, 0.7}) {
    textbook = {phi * textbook.mean, phi * phi * textbook.variance + innovation};
    const double gain = textbook.variance / (textbook.variance + noise * noise);
    textbook = {textbook.mean + gain * (value - textbook.mean), (1 - gain) * textbook.variance};
    estimate = after(predict(estimate, phi, innovation), {{value, noise}});
    EXPECT_NEAR(estimate.mean, textbook.mean, 1e-14);
    EXPECT_NEAR(estimate.variance, textbook.variance, 1e-14);
  }
}

TEST(Kalman, TwoCorrelatedSignalsAreTheCovarianceForm) {
  // Gain P H' (H P H' + R)^-1 with H = (1, 1)', written out for two by two.
  const double p = 0.7, r1 = 0.5, r2 = 1.5, rho = 0.3, y1 = 1.2, y2 = -0.4, mean = 0.1;
  const double s11 = p + r1 * r1, s22 = p + r2 * r2, s12 = p + rho * r1 * r2, det = s11 * s22 - s12 * s12;
  const double k1 = p * (s22 - s12) / det, k2 = p * (s11 - s12) / det;
  const Kalman estimate = after({mean, p}, {{y1, r1}, {y2, r2}}, rho);
  EXPECT_NEAR(estimate.mean, mean + k1 * (y1 - mean) + k2 * (y2 - mean), 1e-14);
  EXPECT_NEAR(estimate.variance, p * (1 - k1 - k2), 1e-14);
}

TEST(Kalman, UncorrelatedSignalsCanBeTakenOneByOne) {
  const Kalman together = after({0.2, 1}, {{1, 0.5}, {2, 0.8}});
  const Kalman in_turn = after(after({0.2, 1}, {{1, 0.5}}), {{2, 0.8}});
  EXPECT_NEAR(together.mean, in_turn.mean, 1e-15);
  EXPECT_NEAR(together.variance, in_turn.variance, 1e-15);
}

TEST(Kalman, InfiniteNoiseAndMissingValuesSwitchASignalOff) {
  const Kalman before{0.2, 1}, one = after(before, {{1, 0.5}}, 0.3);
  for (const Observation second : {Observation{9, off}, Observation{unseen, 0.8}, Observation{unseen, off}}) {
    const Kalman estimate = after(before, {{1, 0.5}, second}, 0.3);
    EXPECT_EQ(estimate.mean, one.mean);
    EXPECT_EQ(estimate.variance, one.variance);
  }
  const Kalman alone = after(before, {{1, 0.5}, {9, off}}, 1);  // a correlation with nothing does not matter
  EXPECT_EQ(alone.mean, one.mean);
  const Kalman none = after(before, {{9, off}, {unseen, 1}}, 0.3);
  EXPECT_EQ(none.mean, before.mean);
  EXPECT_EQ(none.variance, before.variance);
}

TEST(Kalman, WithoutNewsTheEstimateReturnsToTheMean) {
  Kalman estimate{1, 0};
  for (int month = 0; month < 1000; ++month) estimate = predict(estimate, 0.9, 0.19);
  EXPECT_NEAR(estimate.mean, 0, 1e-15);
  EXPECT_NEAR(estimate.variance, 1, 1e-12);
}

TEST(Kalman, SteadyVarianceIsWhereTheRecursionStays) {
  for (const double noise : {0.01, 0.8, 50.0, off}) {
    const double precision = information_of(std::vector<Observation>{{0, noise}}, 0).precision;
    Kalman estimate{0, 3};
    for (int i = 0; i < 5000; ++i) estimate = predict(after(estimate, {{0, noise}}), 0.9, 0.19);
    EXPECT_NEAR(steady_variance(0.9, 0.19, precision), estimate.variance, 1e-10) << noise;
  }
}

TEST(NoiseForResponse, ASignalOfThatNoiseMovesTheEstimateAsAsked) {
  const double signal_sd = 0.18 / std::sqrt(12.0), response = 0.15;
  for (const double first_noise : {0.004, 0.02, off}) {
    for (const double correlation : {0.0, 0.3}) {
      const SignalSetting setting{0.9, 0.015, first_noise, correlation};
      const double noise = noise_for_response(setting, signal_sd, response);
      Kalman quiet{0, 1}, moved;
      for (int i = 0; i < 2000;
           ++i) {  // both arms forget where they started, then one sees the signal one deviation higher
        const Kalman before = predict(quiet, 0.9, setting.innovation_variance());
        quiet = after(before, {{0, first_noise}, {0, noise}}, correlation);
        moved = after(before, {{0, first_noise}, {signal_sd, noise}}, correlation);
      }
      EXPECT_NEAR((moved.mean - quiet.mean) / setting.state_sd, response, 1e-9) << first_noise << ' ' << correlation;
    }
  }
}

TEST(NoiseForResponse, NoResponseSwitchesTheSignalOffAndMoreNeedsLessNoise) {
  const SignalSetting setting{0.9, 0.015, 0.01, 0.3};
  EXPECT_EQ(noise_for_response(setting, 0.05, 0), off);
  EXPECT_GT(noise_for_response(setting, 0.05, 0.1), noise_for_response(setting, 0.05, 0.2));
  EXPECT_NEAR(noise_for_response(setting, 0.05, 1000), 0.05e-6, 1e-12);  // cannot be had
}

}  // namespace
}  // namespace millwright::theory
