#include "month/verbs.hpp"
#include "theory/autoregression.hpp"
#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// What firms expect, against the filter as textbooks write it: gain matrix, two signals with correlated noise.
namespace millwright::evidence {
namespace {

/// Scalar state, two observations of it whose noise has covariance R: covariance form (Anderson and Moore 1979).
struct Textbook {
  double mean = 0, variance = 0;

  void step(double phi, double innovation, const double (&y)[2], const double (&noise)[2], double correlation) {
    mean *= phi;
    variance = phi * phi * variance + innovation * innovation;
    // S = P 11' + R, K = P 1' S^-1
    const double a = variance + noise[0] * noise[0], d = variance + noise[1] * noise[1];
    const double b = variance + correlation * noise[0] * noise[1];
    const double determinant = a * d - b * b;
    const double gain[2] = {variance * (d - b) / determinant, variance * (a - b) / determinant};
    mean += gain[0] * (y[0] - mean) + gain[1] * (y[1] - mean);
    variance *= 1 - gain[0] - gain[1];
  }
};

struct Gap {
  double mean = 0, variance = 0, moved = 0;
};

/// Runs the model's environment for ten years and the textbook filter on the signals that firms saw.
Gap compare() {
  const auto loaded = quiet_world({"population.firms=10", "population.represents=10", "climate.pmi.sd=0.95",
                                   "climate.metals.copper={}", "expectations.metal=copper"});
  const auto& settings = loaded.scenario.expectations;
  const auto& pmi = loaded.scenario.climate.pmi;
  Model model = model_of(loaded, 0);
  Textbook filter{0, settings.sd * settings.sd};
  std::vector<double> index(static_cast<std::size_t>(settings.pmi_lag), pmi.mean);
  Gap gap;
  for (int month = 0; month < loaded.months(); ++month) {
    advance_environment(model);
    form_expectations(model);
    const auto& now = model.economy.environment;
    index.push_back(now.pmi);
    const double heard = index[static_cast<std::size_t>(month)];
    filter.step(settings.persistence, settings.sd * std::sqrt(1 - settings.persistence * settings.persistence),
                {pmi.demand_per_point * (heard - pmi.mean), now.metals[0].log_return},
                {settings.pmi_noise, model.metal_noise}, settings.noise_correlation);
    gap.mean = std::max(gap.mean, std::abs(now.expected_growth - filter.mean));
    gap.variance = std::max(gap.variance, std::abs(now.expectation_variance / filter.variance - 1));
    gap.moved = std::max(gap.moved, std::abs(now.expected_growth));
  }
  return gap;
}

Findings find(const Context&) {
  const Gap gap = compare();
  const std::string rounding = "rounding of 120 steps";
  return {near("expected growth, largest gap in 120 months", gap.mean, 0, 1e-13, rounding),
          near("its variance, largest relative gap", gap.variance, 0, 1e-12, rounding),
          at_least("expectations move by at least [1/year]", gap.moved, 1e-3, "else the comparison shows nothing")};
}

}  // namespace

Row kalman() {
  return {"kalman", "Firms read PMI and copper as the optimal linear filter does", "Kalman 1960; Anderson-Moore 1979",
          find};
}

}  // namespace millwright::evidence
