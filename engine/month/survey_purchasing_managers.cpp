// Reads: sales and employment of the panel this month and last
// Writes: the model's own PMI and its sub-indices; what the panel reported
// Equation: sub-index = % better + half % same (NBS method); better: growth less trend above half of its usual noise
#include "month/verbs.hpp"
#include "theory/autoregression.hpp"

namespace millwright {
namespace {

constexpr double noticeable = 0.5;  // [sd] a change smaller than this is answered with "same"; judgement
// Weights of orders, output and employment in the NBS index. Firms sell what is ordered at once and hold no stocks, so
// orders and output are one answer, and deliveries and inventories are unchanged: they stand at 50.
constexpr double sales_weight = 0.30 + 0.25, employment_weight = 0.20, unchanged_weight = 0.15 + 0.10;
constexpr double no_change = 50;

struct Answers {
  std::int64_t better = 0, worse = 0, asked = 0;
  void add(double change, double usual) {
    better += change > noticeable * usual ? 1 : 0;
    worse += change < -noticeable * usual ? 1 : 0;
    asked += 1;
  }
  double index() const {
    return asked == 0 ? no_change : 50.0 * (1.0 + static_cast<double>(better - worse) / static_cast<double>(asked));
  }
};

/// By sector: monthly growth of a firm without news relative to its sector's demand. The normaliser of shares grows
/// with the spread of growth rates and shrinks as small firms take the places of larger ones, and firms know neither
/// as a change.
std::vector<double> typical_growth(const Economy& economy) {
  const auto& before = economy.panel.normaliser;
  std::vector<double> growth(economy.sectors.size(), 0.0);
  for (std::size_t s = 0; s < before.size(); ++s) {
    if (before[s] > 0) growth[s] = math::log(before[s] / economy.closing.normaliser[s]);
  }
  return growth;
}

}  // namespace

void survey_purchasing_managers(Model& model) {
  Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const auto& dynamics = economy.scenario.dynamics;
  Environment& now = economy.environment;
  SurveyPanel& panel = economy.panel;
  const double trend = now.trend_growth / 12;
  const double productivity = theory::innovation_sd(dynamics.productivity_sd, dynamics.productivity_persistence);
  const std::vector<double> drift = typical_growth(economy);
  Answers sales, employment;
  for (std::size_t p = 0; p < panel.firm.size(); ++p) {
    const std::size_t i = panel.firm[p];
    const double relative = std::max(firms.employment[i], 1.0) / dynamics.reference_workers;
    const double noise = dynamics.growth_noise * math::power(relative, dynamics.growth_noise_size_exponent);
    if (firms.birth[i] == panel.birth[p]) {
      const double typical = drift[firms.sector[i]];
      sales.add(math::log(firms.sales[i] / panel.sales[p]) - trend - typical, noise);
      employment.add(math::log(firms.employment[i] / panel.employment[p]) - typical,
                     dynamics.employment_adjustment * std::sqrt(noise * noise + productivity * productivity));
    }
    panel.birth[p] = firms.birth[i];
    panel.sales[p] = firms.sales[i];
    panel.employment[p] = firms.employment[i];
  }
  panel.normaliser = economy.closing.normaliser;
  now.pmi_sales = sales.index();
  now.pmi_employment = employment.index();
  now.pmi_model = sales_weight * now.pmi_sales + employment_weight * now.pmi_employment + unchanged_weight * no_change;
}

}  // namespace millwright
