#include "experiments/analyze.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/errors.hpp"
#include "experiments/designs.hpp"
#include "experiments/sweep_result.hpp"
#include "results/read_result.hpp"
#include "results/result_file.hpp"

// Test functions in place of the simulator, through the file of a sweep: what `analyze` says of them is known exactly.
namespace millwright::experiments {
namespace {

constexpr double pi = std::numbers::pi;

/// Ishigami and Homma (1990), on [-pi, pi]^3.
double ishigami(std::span<const double> x) {
  return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}

/// The g function of Sobol' with a = (0, 1, 4.5, 9), on [0, 1]^4.
double sobol_g(std::span<const double> u) {
  constexpr double a[] = {0, 1, 4.5, 9};
  double product = 1;
  for (std::size_t k = 0; k < 4; ++k) product *= (std::abs(4 * u[k] - 2) + a[k]) / (1 + a[k]);
  return product;
}

/// A merged sweep whose variable `y` is a function of the factors, written to a file and read back.
results::Result sweep_of(const Matrix& unit, const std::vector<Range>& ranges,
                         const std::function<double(std::span<const double>)>& function) {
  results::Result sweep;
  sweep.title = "a test function";
  sweep.outer = {{"arm", {"base"}, 1}, {"point", {}, unit.rows}};
  sweep.months = {Month::of(2030, 12)};
  Matrix values(unit.rows, unit.columns);
  results::Table design{design_table, "design_point", {}};
  for (std::size_t f = 0; f < unit.columns; ++f) {
    results::Coordinate coordinate{"x" + std::to_string(f), "point", "1", "a factor", {}, {}};
    results::TableColumn column{"factor_" + std::to_string(f), "1", "place", {}, {}, {}};
    for (std::size_t p = 0; p < unit.rows; ++p) {
      values(p, f) = value_at(ranges[f], unit(p, f));
      coordinate.numbers.push_back(values(p, f));
      column.numbers.push_back(unit(p, f));
    }
    sweep.coordinates.push_back(std::move(coordinate));
    design.columns.push_back(std::move(column));
  }
  sweep.tables.push_back(std::move(design));
  sweep.series.push_back({{"y", {}, "1", "the function", "time: point"}, {}});
  for (std::size_t p = 0; p < unit.rows; ++p) sweep.series[0].values.push_back(function(values.row(p)));
  return results::read_result_bytes("sweep.h5", results::result_bytes(sweep));
}

void expect_holds(const Estimate& estimate, double exact, const char* what) {
  EXPECT_LE(estimate.low, exact) << what;
  EXPECT_GE(estimate.high, exact) << what;
  EXPECT_NEAR(estimate.value, exact, 0.05) << what;
}

TEST(Analyze, finds_the_exact_sobol_indices_of_ishigami) {
  const auto sweep = sweep_of(saltelli(1024, 3, {1, 0}), std::vector(3, Range{-pi, pi}), ishigami);
  ASSERT_EQ(kind_of(sweep), AnalysisKind::sobol);
  const auto indices = std::get<SobolIndices>(analyse(sweep, usual_outputs(sweep).front()));
  constexpr double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};  // of the closed form
  for (std::size_t f = 0; f < 3; ++f) {
    expect_holds(indices.first[f], first[f], "first");
    expect_holds(indices.total[f], total[f], "total");
  }
}

TEST(Analyze, finds_the_exact_sobol_indices_of_the_g_function) {
  const auto sweep = sweep_of(saltelli(1024, 4, {1, 0}), std::vector(4, Range{0, 1}), sobol_g);
  const auto indices = std::get<SobolIndices>(analyse(sweep, usual_outputs(sweep).front()));
  double variance = 1;
  std::vector<double> part;
  for (const double a : {0.0, 1.0, 4.5, 9.0}) part.push_back(1 / (3 * (1 + a) * (1 + a)));
  for (const double v : part) variance *= 1 + v;
  variance -= 1;
  for (std::size_t f = 0; f < 4; ++f) {
    double others = 1;
    for (std::size_t k = 0; k < 4; ++k) others *= k == f ? 1 : 1 + part[k];
    expect_holds(indices.first[f], part[f] / variance, "first");
    expect_holds(indices.total[f], part[f] * others / variance, "total");
  }
}

TEST(Analyze, the_design_tells_the_analysis) {
  const std::vector<Range> cube(3, Range{0, 1});
  const auto any = [](std::span<const double> u) { return u[0] + 2 * u[1]; };
  EXPECT_EQ(kind_of(sweep_of(morris(8, 3, 4, {1, 0}), cube, any)), AnalysisKind::morris);
  EXPECT_EQ(kind_of(sweep_of(latin_hypercube(60, 3, {1, 0}), cube, any)), AnalysisKind::given_data);
  const auto screened = sweep_of(morris(8, 3, 4, {1, 0}), cube, any);
  const auto effects = std::get<MorrisEffects>(analyse(screened, usual_outputs(screened).front()));
  EXPECT_NEAR(effects.mu_star[0].value, 1, 1e-9);
  EXPECT_NEAR(effects.mu_star[1].value, 2, 1e-9);
  EXPECT_NEAR(effects.mu_star[2].value, 0, 1e-9);
}

TEST(Analyze, discovery_finds_the_box_where_something_happens) {
  const auto sweep = sweep_of(sobol(512, 2, {1, 0}), {Range{0, 10}, Range{0, 1}},
                              [](std::span<const double> x) { return x[0] > 7 && x[1] < 0.5 ? 1.0 : 0.0; });
  const auto boxes = discover(sweep, parse_interest(sweep, "y > 0.5"));
  const Box& best = boxes.back();
  EXPECT_GT(best.density, 0.9);
  EXPECT_GT(best.coverage, 0.7);
  EXPECT_NEAR(best.limits[0].low, 7, 0.5);
  EXPECT_NEAR(best.limits[1].high, 0.5, 0.05);
}

TEST(Analyze, what_is_not_there_is_refused) {
  const auto sweep = sweep_of(sobol(8, 2, {1, 0}), {Range{0, 1}, Range{0, 1}}, [](auto) { return 0.0; });
  EXPECT_THROW(parse_output(sweep, "z"), UserError);
  EXPECT_THROW(parse_output(sweep, "y:ai"), UserError);
  EXPECT_THROW(parse_output(sweep, "y@2031-01"), UserError);
  EXPECT_THROW(parse_interest(sweep, "y"), UserError);
  results::Result run = sweep;
  run.outer.clear();
  EXPECT_THROW(usual_outputs(run), UserError);
}

}  // namespace
}  // namespace millwright::experiments
