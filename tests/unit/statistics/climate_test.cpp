#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

TEST(ClimateObserver, ReportsTheEnvironmentAsItStands) {
  Eve eve;
  auto& now = eve.economy.environment;
  now.pmi = 48.5;
  now.pmi_model = 51.25;
  now.expected_growth = 0.011;
  now.demand_growth = -0.02;
  ASSERT_EQ(now.metals.size(), 1u);
  now.metals[0].price = 61000;
  now.technology[ai].capability = 1.7;
  const auto all = eve.observe();
  EXPECT_EQ(values(all, "pmi_input")[0], 48.5);
  EXPECT_EQ(values(all, "pmi_model")[0], 51.25);
  EXPECT_EQ(values(all, "expected_growth")[0], 0.011);
  EXPECT_EQ(values(all, "demand_growth")[0], -0.02);
  EXPECT_EQ(values(all, "metal_price")[0], 61000);
  EXPECT_EQ(values(all, "capability"), (std::vector<double>{1.7, 1}));
}

TEST(ClimateObserver, PolicyAttentionIsTheMeanOverSectors) {
  Eve eve;
  eve.economy.environment.technology[automation].attention = {0.3, 0.6, 0};
  const auto& attention = values(eve.observe(), "policy_attention");
  ASSERT_EQ(attention.size(), 2u);
  EXPECT_EQ(attention[ai], 0);
  EXPECT_NEAR(attention[automation], 0.3, 1e-12);
}

TEST(ClimateObserver, ShareDriftIsThatOfTheClosing) {
  Eve eve;
  eve.economy.closing.share_drift = 0.004;
  EXPECT_EQ(values(eve.observe(), "share_drift")[0], 0.004);
}

TEST(ClimateObserver, WithoutMetalsThereIsNoMetalPrice) {
  Eve eve;
  eve.economy.environment.metals.clear();
  EXPECT_FALSE(is_observed(eve.observe(), "metal_price"));
}

TEST(ClimateObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  expect_variable(eve, all, "pmi_input", {}, "1", "time: mean");
  expect_variable(eve, all, "pmi_model", {}, "1", "time: mean");
  expect_variable(eve, all, "metal_price", {"metal"}, "1", "time: mean");
  expect_variable(eve, all, "expected_growth", {}, "year-1", "time: point");
  expect_variable(eve, all, "demand_growth", {}, "year-1", "time: mean");
  expect_variable(eve, all, "policy_attention", {"technology"}, "1", "time: point");
  expect_variable(eve, all, "capability", {"technology"}, "1", "time: point");
  expect_variable(eve, all, "accounts_residual", {}, "m CNY", "time: sum");
  expect_variable(eve, all, "share_drift", {}, "1", "time: point");
}

}  // namespace
}  // namespace millwright::statistics
