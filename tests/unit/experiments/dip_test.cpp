#include "experiments/dip.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace millwright::experiments {
namespace {

double chance(std::uint64_t sample, std::size_t k, std::size_t word = 0) {
  return uniform(draw({{7, 0}, Purpose::choice_noise}, sample, 0, 0, k).w[word]);
}

/// The most that `most` disjoint closed intervals hold of the sample, each unit of length costing `price`.
double excess_mass(const std::vector<double>& ascending, double price, std::size_t most) {
  std::vector<double> best(2 * most + 1, -1e9);  // even: that many halves of intervals are closed; odd: inside one
  best[0] = 0;
  for (std::size_t k = 0; k < ascending.size(); ++k) {
    const double step = 1.0 / static_cast<double>(ascending.size());
    const double cost = k == 0 ? 0 : price * (ascending[k] - ascending[k - 1]);
    const auto before = best;
    for (std::size_t m = 0; m < most; ++m) {
      best[2 * m + 1] = std::max(before[2 * m + 1] - cost, before[2 * m]) + step;
      best[2 * m + 2] = std::max(before[2 * m + 2], best[2 * m + 1]);
    }
  }
  return *std::max_element(best.begin(), best.end());
}

/// The dip is half the largest gain from a second interval (Mueller and Sawitzki, 1991): another way to the same
/// number.
double dip_by_excess_mass(const std::vector<double>& ascending) {
  double most = 1.0 / static_cast<double>(ascending.size());
  for (double price = 0.02; price < 400; price *= 1.001) {
    most = std::max(most, excess_mass(ascending, price, 2) - excess_mass(ascending, price, 1));
  }
  return most / 2;
}

TEST(Dip, IsHalfTheExcessMassOfASecondPeak) {
  for (std::uint64_t sample = 0; sample < 150; ++sample) {
    std::vector<double> values;
    for (std::size_t k = 0; k < 3 + sample % 14; ++k) {
      const double u = chance(sample, k);
      const double kinds[] = {u, u + (chance(sample, k, 1) < 0.5 ? 0 : 3), std::floor(5 * u)};  // ties too
      values.push_back(kinds[sample % 3]);
    }
    std::sort(values.begin(), values.end());
    EXPECT_NEAR(dip(values), dip_by_excess_mass(values), 1e-3) << sample;
  }
}

TEST(Dip, OfKnownSamples) {
  EXPECT_EQ(dip({}), 0);
  EXPECT_EQ(dip(std::vector<double>{1}), 0.5);
  EXPECT_EQ(dip(std::vector<double>{0, 0, 1, 1}), 0.25);                // two lumps
  EXPECT_EQ(dip(std::vector<double>{3, 3, 3, 3}), 0.125);               // one: the least there is
  EXPECT_EQ(dip(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}), 0.0625);  // as even as it can be
  EXPECT_EQ(dip(std::vector<double>{0, 0, 0, 0, 1, 2, 3, 4}), 0.0625);  // a lump at the end is a peak
}

double share_flagged(double (*value)(std::uint64_t, std::size_t), std::size_t size) {
  double flagged = 0;
  const std::size_t samples = 1000;
  for (std::uint64_t sample = 0; sample < samples; ++sample) {
    std::vector<double> values(size);
    for (std::size_t k = 0; k < size; ++k) values[k] = value(sample, k);
    std::sort(values.begin(), values.end());
    flagged += is_multimodal(values) ? 1.0 / samples : 0;
  }
  return flagged;
}

TEST(Dip, OnePeakIsSeldomTakenForTwo) {
  for (const std::size_t size : {10u, 40u, 200u, 1000u}) {
    const auto even = [](std::uint64_t sample, std::size_t k) { return chance(sample, k); };
    EXPECT_NEAR(share_flagged(even, size), 0.05, 0.022) << size;  // three standard deviations
  }
  const auto skewed = [](std::uint64_t sample, std::size_t k) { return -std::log(chance(sample, k)); };
  EXPECT_LT(share_flagged(skewed, 100), 0.01);
}

TEST(Dip, TwoPeaksAreFound) {
  const auto two = [](std::uint64_t sample, std::size_t k) {
    const Words words = draw({{8, 0}, Purpose::choice_noise}, sample, 0, 0, k);
    return normal_pair(words.w[0], words.w[1]).first + (k % 2 == 0 ? 0 : 5);
  };
  EXPECT_GT(share_flagged(two, 100), 0.95);
}

}  // namespace
}  // namespace millwright::experiments
