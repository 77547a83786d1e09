#include "economy/initial_environment.hpp"

namespace millwright {
namespace {

constexpr int remembered_months = 13;
constexpr double months_per_year = 12;

MetalState initial_metal(const scenario::Metal& metal, Month eve, Month base) {
  MetalState state;
  const double observed = metal.series.at(eve).value_or(1.0);
  state.price = observed;
  state.base_price = metal.series.at(base).value_or(observed);
  state.permanent = math::log(observed);
  return state;
}

double initial_trend(const scenario::Scenario& scenario, Month eve) {
  double trend = 0;
  for (Month month = scenario.prices + 1; month <= eve; month = month + 1) trend += trend_step(scenario, month);
  for (Month month = eve + 1; month <= scenario.prices; month = month + 1) trend -= trend_step(scenario, month);
  return trend;
}

}  // namespace

double real_rate(const scenario::Scenario& scenario, double nominal) {
  return (1 + nominal) / (1 + scenario.climate.inflation.value) - 1;
}

double trend_step(const scenario::Scenario& scenario, Month month) {
  return monthly(AnnualRate{real_rate(scenario, scenario.climate.wages.growth.at(month))}).value;
}

Environment initial_environment(const Economy& economy) {
  const auto& scenario = economy.scenario;
  const Month eve = scenario.start - 1;
  Environment environment;
  environment.month = eve;
  for (int lag = remembered_months - 1; lag >= 0; --lag) {
    environment.pmi_history.push_back(scenario.climate.pmi.series.at(eve - lag).value_or(scenario.climate.pmi.mean));
  }
  environment.pmi = environment.pmi_history.back();
  for (const auto& metal : scenario.climate.metals) {
    environment.metals.push_back(initial_metal(metal.value, eve, scenario.prices));
    const MetalState& state = environment.metals.back();
    environment.equipment_index += metal.value.equipment_share * (state.price / state.base_price - 1);
  }
  environment.trend = initial_trend(scenario, eve);
  environment.detrend = math::exp(-environment.trend);
  environment.trend_growth = months_per_year * trend_step(scenario, eve);
  environment.expectation_variance = scenario.expectations.sd * scenario.expectations.sd;
  environment.technology.resize(scenario.technologies.size());
  for (std::size_t j = 0; j < environment.technology.size(); ++j) {
    const auto& technology = scenario.technologies[j].value;
    environment.technology[j].outside_trend = monthly(technology.price_trend).value * (eve - scenario.prices);
    environment.technology[j].attention.assign(economy.sectors.size(), 0.0);
  }
  environment.materials_factor.assign(economy.sectors.size(), 1.0);
  return environment;
}

}  // namespace millwright
