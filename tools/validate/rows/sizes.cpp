#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// The firms of China's baseline after fifteen years: are sizes still Zipf, growth rates still Laplace, and large firms
// still steadier? Ranges as in scenarios/china/data/targets.csv.
namespace millwright::evidence {
namespace {

constexpr int firms = 20000, years = 15;
constexpr std::size_t size_bins = 20;  // of equal numbers of firms

struct Shape {
  double exponent = 0, start_exponent = 0, subbotin = 0, size_variance = 0;
};

std::vector<double> workers(const Model& model) {
  const auto values = model.economy.firms.employment.values();
  return {values.begin(), values.end()};
}

/// Firm by firm: ln workers a year ago, and the growth of sales since, for those that were there.
struct Growth {
  std::vector<double> ln_workers, rate;
};

Growth yearly_growth(Model& model) {
  const auto& firms_now = model.economy.firms;
  const auto before = firms_now.sales;
  const auto workers_before = firms_now.employment;
  const auto birth = firms_now.birth;
  for (int month = 0; month < 12; ++month) advance_month(model);
  Growth growth;
  for (std::size_t i = 0; i < firms_now.count(); ++i) {
    if (firms_now.birth[i] != birth[i]) continue;
    growth.ln_workers.push_back(std::log(workers_before[i]));
    growth.rate.push_back(std::log(firms_now.sales[i] / before[i]));
  }
  const double common = mean(growth.rate);
  for (double& rate : growth.rate) rate -= common;
  return growth;
}

/// Slope of the log SD of growth on log size, over bins of size.
double size_variance_slope(const Growth& growth) {
  std::vector<std::size_t> order(growth.rate.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return growth.ln_workers[a] < growth.ln_workers[b]; });
  std::vector<double> size, spread;
  const std::size_t per_bin = order.size() / size_bins;
  for (std::size_t b = 0; b < size_bins; ++b) {
    std::vector<double> sizes, rates;
    for (std::size_t k = b * per_bin; k < (b + 1) * per_bin; ++k) {
      sizes.push_back(growth.ln_workers[order[k]]);
      rates.push_back(growth.rate[order[k]]);
    }
    size.push_back(mean(sizes));
    spread.push_back(std::log(deviation(rates)));
  }
  return slope(size, spread);
}

Shape shape_after(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  Shape shape;
  shape.start_exponent = tail_exponent(workers(model));
  for (int month = 0; month < 12 * (years - 1); ++month) advance_month(model);
  const Growth growth = yearly_growth(model);
  shape.exponent = tail_exponent(workers(model));
  shape.subbotin = subbotin_shape(growth.rate);
  shape.size_variance = size_variance_slope(growth);
  return shape;
}

Findings find(const Context& context) {
  const auto loaded =
      shipped(context, "china/baseline.yaml", {fmt::format("population.firms={}", firms), "end=2038-12"});
  std::vector<double> start, exponent, subbotin, size_variance;
  for (const Shape& shape : each_job(context, context.seeds, [&](int seed) { return shape_after(loaded, seed); })) {
    start.push_back(shape.start_exponent), exponent.push_back(shape.exponent);
    subbotin.push_back(shape.subbotin), size_variance.push_back(shape.size_variance);
  }
  const std::string targets = "range in targets.csv: ";
  return {near("size exponent at the start", mean(start), 1.06, 0.10, targets + "Axtell 2001"),
          near("size exponent after 15 years", mean(exponent), 1.06, 0.10, targets + "Axtell 2001"),
          near("shape b of yearly growth (1: Laplace)", mean(subbotin), 1.0, 0.2, targets + "Bottazzi-Secchi 2002"),
          near("slope of ln SD(growth) on ln size", mean(size_variance), -0.17, 0.03, targets + "Stanley et al. 1996")};
}

}  // namespace

Row sizes() {
  return {"sizes", "Sizes stay Zipf, growth Laplace, and volatility falls with size",
          "Axtell 2001; Stanley et al. 1996", find};
}

}  // namespace millwright::evidence
