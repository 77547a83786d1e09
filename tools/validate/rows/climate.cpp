#include "month/verbs.hpp"
#include "theory/autoregression.hpp"
#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// The processes that drive the economy, against their closed forms.
namespace millwright::evidence {
namespace {

constexpr int paths_per_seed = 100;

simulation::LoadedScenario small_world() {
  return quiet_world({"population.firms=2", "population.represents=2", "climate.pmi={sd: 0.95, jump_rate: 0 %/year}",
                      "climate.metals.copper={}", "end=2123-12"});
}

/// PMI of a century, of one replicate.
std::vector<double> pmi_path(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  std::vector<double> path;
  for (int month = 0; month < loaded.months(); ++month) {
    advance_environment(model);
    path.push_back(model.economy.environment.pmi);
  }
  return path;
}

Findings pmi_findings(const Context& context, const simulation::LoadedScenario& loaded) {
  std::vector<double> means, deviations, persistences;
  for (const auto& path : each_job(context, context.seeds, [&](int seed) { return pmi_path(loaded, seed); })) {
    means.push_back(mean(path));
    deviations.push_back(deviation(path));
    persistences.push_back(autocorrelation(path));
  }
  const auto& pmi = loaded.scenario.climate.pmi;
  return {near("PMI mean", mean(means), pmi.mean, 3 * standard_error(means), three_errors),
          near("PMI SD", mean(deviations), pmi.sd, 3 * standard_error(deviations), three_errors),
          near("PMI AR(1)", mean(persistences), pmi.persistence, 3 * standard_error(persistences), three_errors)};
}

/// Log price of copper relative to the start after 1, 12 and 60 months.
std::array<double, 3> copper_changes(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  std::array<double, 3> changes{};
  const double start = std::log(model.economy.environment.metals[0].price);
  for (int month = 1; month <= 60; ++month) {
    advance_environment(model);
    const double change = std::log(model.economy.environment.metals[0].price) - start;
    if (month == 1) changes[0] = change;
    if (month == 12) changes[1] = change;
    if (month == 60) changes[2] = change;
  }
  return changes;
}

Findings copper_findings(const Context& context, const simulation::LoadedScenario& loaded) {
  const int paths = paths_per_seed * context.seeds;
  const auto all = each_job(context, paths, [&](int path) { return copper_changes(loaded, path); });
  const auto& copper = loaded.scenario.climate.metals[0].value;
  Findings findings;
  constexpr int horizons[] = {1, 12, 60};
  for (std::size_t h = 0; h < 3; ++h) {
    std::vector<double> squares;
    for (const auto& changes : all) squares.push_back(changes[h] * changes[h]);
    const double expected = theory::two_factor_variance(copper.volatility, copper.reversion,
                                                        copper.deviation_volatility, horizons[h] / 12.0);
    findings.push_back(near(fmt::format("copper, variance of ln price, {} months", horizons[h]), mean(squares),
                            expected, 3 * standard_error(squares),
                            fmt::format("3 standard errors over {} paths", paths)));
  }
  return findings;
}

Findings find(const Context& context) {
  const auto loaded = small_world();
  Findings findings = pmi_findings(context, loaded);
  for (Finding& finding : copper_findings(context, loaded)) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace

Row climate() {
  return {"climate", "PMI and metal prices have the moments of their processes", "Schwartz-Smith 2000", find};
}

}  // namespace millwright::evidence
