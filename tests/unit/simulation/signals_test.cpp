#include <iostream>

#include "unit/simulation/runs.hpp"

// Signs of what the climate does to adoption, seed by seed under the same luck.
namespace millwright::runs {
namespace {

constexpr int seeds = 5;

/// Adopters of all technologies together in a month counted from the start, by seed.
std::vector<double> adopters(const std::vector<std::string>& settings, std::size_t month) {
  std::vector<double> all;
  for (int seed = 1; seed <= seeds; ++seed) {
    auto chosen = settings;
    chosen.push_back("seed=" + std::to_string(seed));
    const auto result = china({.settings = std::move(chosen)});
    all.push_back(total(at(result, series(result, "adopters"), month)));
  }
  return all;
}

constexpr std::size_t last_month = 83;  // 2030-12

/// Relative change of adopters against the baseline, mean over seeds.
double change(const std::vector<std::string>& settings, std::size_t month = last_month) {
  const auto with = adopters(settings, month), without = adopters({}, month);
  double mean = 0;
  for (std::size_t k = 0; k < with.size(); ++k) mean += (with[k] / without[k] - 1) / seeds;
  return mean;
}

std::string copper(const std::string& kind) {
  return "climate.metals.copper.shocks.test={from: 2026-07, change: 100 %, kind: " + kind + "}";
}

// Large shocks, so that a few small economies show the sign.
TEST(CopperShocks, OfSupplyLowerAdoptionAndOfDemandRaiseIt) {
  const double supply = change({copper("supply")}), demand = change({copper("demand")});
  std::cout << "adopters at the end of 2030, elasticity to the price of copper: supply " << supply / std::log(2)
            << ", demand " << demand / std::log(2) << "\n";
  EXPECT_LT(supply, 0);
  EXPECT_GT(demand, 0);
  EXPECT_GT(supply, -0.2) << "copper is a small cost";
}

TEST(CopperShocks, OfSupplyAreTakenForDemandAtFirst) {
  constexpr std::size_t half_a_year_later = 36;
  const double seen = change({copper("supply")}, half_a_year_later);
  const double unseen = change({copper("supply"), "expectations.metal_response=0 %"}, half_a_year_later);
  EXPECT_GT(seen, 0);
  EXPECT_GT(seen, unseen);
}

TEST(PmiShift, BelowItsMeanLowersAdoption) {
  EXPECT_LT(change({"climate.pmi.shift=-3"}), change({"climate.pmi.shift=-1"}));
  EXPECT_LT(change({"climate.pmi.shift=-1"}), 0);
}

TEST(Signals, ThatNobodySetChangeNothing) {
  const auto base = china({.settings = {"end=2027-12"}});
  for (const std::string setting :
       {"climate.pmi.feedback=0 %", "climate.pmi.shift={2028-01: 0}",
        "climate.metals.copper.shocks.late={from: 2028-01, change: 50 %, kind: demand}",
        "climate.metals.copper.shocks.none={from: 2025-01, change: 0 %, kind: demand}",
        "climate.metals.copper.shocks.read={from: 2025-01, change: 50 %, kind: supply, in_series: true}"}) {
    const auto other = china({.settings = {"end=2027-12", setting}});
    EXPECT_EQ(difference(base, other), "") << setting;
    EXPECT_EQ(base.state_hash, other.state_hash) << setting;
  }
  EXPECT_NE(difference(base, china({.settings = {"end=2027-12", "climate.pmi.feedback=50 %"}})), "");
}

TEST(Signals, AShockToAMetalThatNothingIsMadeOfIsNoCost) {
  const std::string metal = "climate.metals.zinc={equipment_share: 0 %, share_of_nonferrous: 0 %";
  const auto calm = china({.settings = {"end=2026-12", metal + "}"}});
  const auto dear =
      china({.settings = {"end=2026-12", metal + ", shocks: {test: {from: 2025-01, change: 80 %, kind: supply}}}"}});
  EXPECT_EQ(difference(calm, dear, {.without = {"metal"}}), "");
}

}  // namespace
}  // namespace millwright::runs
