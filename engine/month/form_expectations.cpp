// Reads: PMI history, metal return
// Writes: expected demand growth and its variance
// Equation: scalar Kalman filter on d, AR(1), with two public signals whose noise is correlated (information form)
#include <array>

#include "month/verbs.hpp"
#include "theory/autoregression.hpp"
#include "theory/kalman.hpp"

namespace millwright {

void form_expectations(Model& model) {
  const auto& scenario = model.economy.scenario;
  const auto& settings = scenario.expectations;
  Environment& now = model.economy.environment;
  const auto lag = static_cast<std::size_t>(settings.pmi_lag);
  const double heard = now.pmi_history[now.pmi_history.size() - 1 - lag];
  const double innovation = theory::innovation_sd(settings.sd, settings.persistence);
  const theory::Observation pmi{scenario.climate.pmi.demand_per_point * (heard - scenario.climate.pmi.mean),
                                settings.pmi_noise};
  const bool has_metal = model.signal_metal < now.metals.size();
  const theory::Observation metal{has_metal ? now.metals[model.signal_metal].log_return : 0.0, model.metal_noise};
  const auto prior =
      theory::predict({now.expected_growth, now.expectation_variance}, settings.persistence, innovation * innovation);
  const auto posterior = theory::update(prior, std::array{pmi, metal}, settings.noise_correlation);
  now.expected_growth = posterior.mean;
  now.expectation_variance = posterior.variance;
}

}  // namespace millwright
