// The China baseline beside reported figures: its start meets the reported stock and use of AI by size, its first year
// goes on at the pace of the last reported ones, and nothing in the run is absurd.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "simulation/run.hpp"

namespace millwright {
namespace {

constexpr double reported_stock_2023 = 1755132;               // IFR, end of 2023
constexpr double reported_installs_2022 = 290144;             // IFR World Robotics 2024
constexpr double reported_ai_2023[] = {0.064, 0.130, 0.304};  // Eurostat: 10-49, 50-249, 250 and more workers

/// One run of the baseline with fewer firms than the shipped 100 000, so that a debug build can afford it.
class ChinaBaseline : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scenario::LoadOptions options;
    options.file = std::string(MILLWRIGHT_SOURCE_DIR) + "/scenarios/china/baseline.yaml";
    options.settings = {"population.firms=50000"};
    loaded = new simulation::LoadedScenario(simulation::load_scenario(options));
    result = new results::Result(simulation::simulate(*loaded, {}));
  }
  static void TearDownTestSuite() { delete result, delete loaded; }

  static const results::Series& series(const std::string& name) {
    const auto found = std::find_if(result->series.begin(), result->series.end(),
                                    [&](const auto& s) { return s.variable.name == name; });
    EXPECT_NE(found, result->series.end()) << name;
    return *found;
  }
  static std::size_t months() { return result->months.size(); }
  static double value(const std::string& name, std::size_t month, std::size_t cell) {
    const auto& values = series(name).values;
    return values[month * (values.size() / months()) + cell];
  }

  static constexpr std::size_t ai = 0, automation = 1;  // technologies are sorted by name
  static const simulation::LoadedScenario* loaded;
  static const results::Result* result;
};

const simulation::LoadedScenario* ChinaBaseline::loaded = nullptr;
const results::Result* ChinaBaseline::result = nullptr;

TEST_F(ChinaBaseline, StartsWithinTenPercentOfTheReportedRobotStock) {
  const double stock = value("robot_stock", 0, automation);
  std::printf("robots in use, first month      %9.0f   reported end of 2023 %9.0f (IFR)\n", stock, reported_stock_2023);
  EXPECT_NEAR(stock / reported_stock_2023, 1.0, 0.10);
}

TEST_F(ChinaBaseline, PrintsFirstYearBesideReportedFigures) {
  double installed = 0;
  for (std::size_t month = 0; month < 12; ++month) installed += value("robots_installed", month, automation);
  std::printf("robots installed, first year    %9.0f   reported 2022        %9.0f (IFR)\n", installed,
              reported_installs_2022);
  const char* classes[] = {"10-49", "50-249", "250-"};
  for (std::size_t z = 0; z < 3; ++z) {
    std::printf("AI use, %-6s workers           %8.1f %%   reported EU 2023     %8.1f %% (Eurostat)\n", classes[z],
                100 * value("adoption_share_by_size_eu", 0, 3 * ai + z), 100 * reported_ai_2023[z]);
    EXPECT_NEAR(value("adoption_share_by_size_eu", 0, 3 * ai + z) / reported_ai_2023[z], 1, 0.3) << classes[z];
  }
  EXPECT_NEAR(installed / reported_installs_2022, 1, 0.4) << "30 %, and what one run of 50 000 firms varies";
}

TEST_F(ChinaBaseline, AdoptionNeitherJumpsNorStandsStill) {
  for (const std::size_t j : {ai, automation}) {
    double largest_step = 0;
    for (std::size_t month = 1; month < months(); ++month) {
      largest_step =
          std::max(largest_step, std::abs(value("adoption_share", month, j) - value("adoption_share", month - 1, j)));
    }
    const double start = value("adoption_share", 0, j), end = value("adoption_share", months() - 1, j);
    std::printf("adoption of technology %zu         %8.1f %% -> %.1f %%, largest month %.2f points\n", j, 100 * start,
                100 * end, 100 * largest_step);
    EXPECT_GT(end, start + 0.02) << "it stands still";
    EXPECT_LT(end, 0.90) << "everybody adopts";
    EXPECT_LT(largest_step, 0.02) << "it jumps";
  }
}

TEST_F(ChinaBaseline, EconomyStaysSensible) {
  const std::size_t last = months() - 1;
  EXPECT_NEAR(value("employment", last, 0) / value("employment", 0, 0), 1.0, 0.15);
  for (const std::size_t month : {std::size_t{0}, last}) {
    EXPECT_GT(value("labour_share", month, 0), 0.28);
    EXPECT_LT(value("labour_share", month, 0), 0.45);
    EXPECT_GT(value("profit_margin", month, 0), 0.03);
    EXPECT_LT(value("profit_margin", month, 0), 0.09);
  }
  double pmi = 0;
  for (std::size_t month = 0; month < months(); ++month)
    pmi += value("pmi_model", month, 0) / static_cast<double>(months());
  EXPECT_NEAR(pmi, 50, 2) << "an index of simulated firms without trend is about 50";
  double exits = 0;
  for (std::size_t month = last - 11; month <= last; ++month) exits += value("exits", month, 0);
  EXPECT_NEAR(exits / value("firms", last, 0), 0.08, 0.03) << "the exit rate of the scenario";
}

}  // namespace
}  // namespace millwright
