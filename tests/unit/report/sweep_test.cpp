#include <gtest/gtest.h>

#include <cmath>

#include "experiments/designs.hpp"
#include "experiments/sweep_result.hpp"
#include "unit/report/studies.hpp"

// What a page shows of a sweep whose output is a known function of the factors.
namespace millwright::report::studies {
namespace {

constexpr std::size_t side = 8;  // a grid of 8 x 8 points

/// Two factors, of which `weak` moves the output by a tenth of what `strong` does; both at 0, 1 ... 7.
results::Result sweep_of(const std::function<double(double strong, double weak)>& function, int replicates = 2) {
  results::Result sweep = empty_run(replicates);
  sweep.outer = {{"arm", {"base"}, 1}, {"point", {}, side * side}};
  sweep.dimensions.clear();
  sweep.months = {Month::of(2030, 12)};
  results::Coordinate strong{"strong", "point", "1", "a factor", {}, {}}, weak = strong;
  weak.name = "weak", weak.unit = "month";
  results::Table design{experiments::design_table,
                        "design_point",
                        {{"factor_0", "1", "place", {}, {}, {}}, {"factor_1", "1", "place", {}, {}, {}}}};
  results::Series y{{"y", {}, "1", "the function", "time: point"}, {}};
  for (std::size_t p = 0; p < side * side; ++p) {
    const std::size_t row = p / side;
    const auto s = static_cast<double>(p % side), w = static_cast<double>(row);
    strong.numbers.push_back(s), weak.numbers.push_back(w);
    design.columns[0].numbers.push_back((s + 0.5) / side), design.columns[1].numbers.push_back((w + 0.5) / side);
    for (int replicate = 0; replicate < replicates; ++replicate) y.values.push_back(function(s, w) + 0.002 * replicate);
  }
  sweep.coordinates = {strong, weak};
  sweep.tables.push_back(std::move(design));
  sweep.series.push_back(std::move(y));
  return sweep;
}

charts::Page page_of_sweep(results::Result sweep, const Wishes& wishes = {}) {
  Material material;
  material.sweep = study_of({"sweep", "sweep.h5", "sha", std::move(sweep)}, wishes);
  return page_of(material);
}

const charts::Figure& figure(const charts::Page& page, const std::string& beginning) {
  for (const charts::Figure* one : figures_of(page))
    if (one->id.starts_with(beginning)) return *one;
  throw std::runtime_error("the page has no figure " + beginning);
}

double linear(double strong, double weak) {
  return 10 * strong + weak;
}

TEST(Sweep, ATornadoSetsTheMeanAtTheEndsOfAFactorAgainstThatOfAllPoints) {
  const auto page = page_of_sweep(sweep_of(linear));
  const auto& chart = std::get<charts::IntervalChart>(figure(page, "tornado").chart);
  ASSERT_EQ(chart.categories.size(), 2u);
  EXPECT_TRUE(chart.categories[0].starts_with("strong")) << "the widest first";
  ASSERT_EQ(chart.groups.size(), 2u);
  // A quarter of the points at either end: strong is 0 or 1, and 6 or 7; the middle is 3.5.
  EXPECT_NEAR(chart.groups[0].value[0], 10 * (0.5 - 3.5), 1e-9);
  EXPECT_NEAR(chart.groups[1].value[0], 10 * (6.5 - 3.5), 1e-9);
  EXPECT_NEAR(chart.groups[0].value[1], -3, 1e-9);
  EXPECT_NEAR(chart.groups[1].value[1], 3, 1e-9);
}

TEST(Sweep, IndicesStandWithTheStrongestFactorFirst) {
  const auto page = page_of_sweep(sweep_of(linear));
  const auto& chart = std::get<charts::IntervalChart>(figure(page, "indices").chart);
  ASSERT_EQ(chart.categories.size(), 2u);
  EXPECT_EQ(chart.categories[0], "strong");
  EXPECT_GT(chart.groups.at(0).value[0], 0.9);
  EXPECT_LT(chart.groups.at(0).value[1], 0.1);
}

TEST(Sweep, TheBoxIsWhereTheOutputIsOfInterest) {
  const auto corner = [](double strong, double weak) { return strong > 4.5 && weak > 4.5 ? 1.0 : 0.0; };
  const auto page = page_of_sweep(sweep_of(corner), {{}, "y>0.5"});
  const auto& chart = std::get<charts::ScatterChart>(figure(page, "prim").chart);
  ASSERT_EQ(chart.xs.size(), side * side);
  EXPECT_EQ(std::ranges::count(chart.marked, true), 9);
  ASSERT_EQ(chart.boxes.size(), 1u);
  EXPECT_GT(chart.boxes[0].x_low, 4);
  EXPECT_LT(chart.boxes[0].x_low, 5);
  EXPECT_GT(chart.boxes[0].y_low, 4);
  for (std::size_t p = 0; p < chart.xs.size(); ++p)
    EXPECT_EQ(chart.marked[p], chart.xs[p] > 4.5 && chart.ys[p] > 4.5) << p;
}

TEST(Sweep, AnOutputThatDoesNotVaryHasNoFigure) {
  const auto page = page_of_sweep(sweep_of([](double, double) { return 3.0; }));
  for (const charts::Figure* one : figures_of(page)) ADD_FAILURE() << one->id << ": " << one->caption;
}

TEST(Sweep, RunsThatFailedAreLeftOut) {
  const auto some = [](double strong, double weak) { return weak == 3 ? std::nan("") : linear(strong, weak); };
  const auto page = page_of_sweep(sweep_of(some));
  const auto& chart = std::get<charts::IntervalChart>(figure(page, "tornado").chart);
  EXPECT_NEAR(chart.groups[1].value[0], 30, 1e-9) << "points with weak = 3 count nowhere";
}

TEST(Sweep, WholeScenariosStandByTheirNames) {
  auto sweep = sweep_of(linear);
  sweep.outer[1].length = 2;
  sweep.coordinates = {{"scenario", "point", "1", "its name", {}, {"calm", "storm"}}};
  sweep.tables.clear();
  sweep.series[0].values = {1, 3, 5, 9};
  const auto page = page_of_sweep(std::move(sweep));
  const auto& chart = std::get<charts::IntervalChart>(figure(page, "points").chart);
  EXPECT_EQ(chart.categories, (std::vector<std::string>{"calm", "storm"}));
  EXPECT_NEAR(chart.groups.at(0).value[0], 2, 1e-12);
  EXPECT_NEAR(chart.groups.at(0).value[1], 7, 1e-12);
  EXPECT_NEAR(chart.groups.at(0).low[1], 5.2, 1e-12) << "5 % of the way from 5 to 9";
}

}  // namespace
}  // namespace millwright::report::studies
