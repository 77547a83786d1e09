#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// The index that the model's own firms report: is it an index of purchasing managers? Nobody adopts here, since the
// index rightly tells of staff that goes with adoption.
namespace millwright::evidence {
namespace {

constexpr int firms = 20000, warm_up = 24, months = 120;

struct Index {
  double mean = 0, sales = 0, employment = 0, deviation = 0, response = 0;
};

/// Mean and SD of the model's index, and how far it moves with the PMI of the scenario.
Index index_of(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  std::vector<double> reported, sales, employment, given;
  for (int month = 0; month < warm_up + months; ++month) {
    advance_month(model);
    if (month < warm_up) continue;
    reported.push_back(model.economy.environment.pmi_model);
    sales.push_back(model.economy.environment.pmi_items[0]);
    employment.push_back(model.economy.environment.pmi_items[2]);
    given.push_back(model.economy.environment.pmi);
  }
  return {mean(reported), mean(sales), mean(employment), deviation(reported), slope(given, reported)};
}

Findings find(const Context& context) {
  const auto loaded = shipped(
      context, "china/baseline.yaml",
      {fmt::format("population.firms={}", firms), "end=2035-12", "climate.pmi.series=null", "climate.pmi.mean=50",
       "climate.pmi.jump_rate=0 %/year", "technologies.automation.review_rate=0 %", "technologies.ai.review_rate=0 %",
       "technologies.automation.initial.stock=0", "technologies.ai.initial.share=0 %"},
      "no_policy");
  std::vector<double> means, sales, employment, deviations, responses;
  for (const Index& index : each_job(context, context.seeds, [&](int seed) { return index_of(loaded, seed); })) {
    means.push_back(index.mean), sales.push_back(index.sales), employment.push_back(index.employment);
    deviations.push_back(index.deviation), responses.push_back(index.response);
  }
  const std::string targets = "range in targets.csv: NBS 2019-2026";
  return {near("mean", mean(means), 49.96, 0.3, targets),
          near("SD", mean(deviations), 0.96, 0.2, targets),
          near("mean of its orders", mean(sales), 50, 3 * standard_error(sales), three_errors),
          reported("mean of its staff", mean(employment),
                   "below 50: staff follows orders in levels, so that most fall a "
                   "little and few rise by much"),
          at_least("response to the scenario's PMI, in standard errors", mean(responses) / standard_error(responses), 3,
                   "clearly positive"),
          reported("points per point of the scenario's PMI", mean(responses), three_errors)};
}

}  // namespace

Row pmi_model() {
  return {"pmi_model", "The model's own PMI has mean 50, SD near 1, and follows the scenario's", "NBS 2019-2026", find};
}

}  // namespace millwright::evidence
