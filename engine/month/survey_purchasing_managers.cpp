// Reads: orders, output, employment, backlog and inventories of the panel, this month and last
// Writes: the model's own PMI and its sub-indices; what the panel reported
// Equation: sub-index = % better + half % same; PMI = 0.30 orders + 0.25 output + 0.20 employment + 0.15 (100 -
//   deliveries) + 0.10 inventories (NBS); better: growth less trend above half of the item's usual noise
#include "month/verbs.hpp"
#include "theory/autoregression.hpp"
#include "theory/diffusion_index.hpp"

namespace millwright {
namespace {

constexpr double noticeable = 0.5;  // [sd] a change smaller than this is answered with "same"; judgement

/// Usual size of a month's change of each item of one firm, from the noise of its orders and productivity [ln].
struct UsualChange {
  double orders, output, employment, backlog, inventories;
};

/// Growth of a firm without news relative to its sector's demand: shares lose to the spread of growth rates and gain as
/// entrants are smaller than those that left. Firms know it as no change; they reckon with that of about a year.
void learn_typical_growth(const Closing& closing, SurveyPanel& panel) {
  constexpr double months_remembered = 12;  // judgement
  panel.typical.resize(closing.normaliser.size(), 0.0);
  for (std::size_t s = 0; s < panel.normaliser.size(); ++s) {
    if (!(panel.normaliser[s] > 0)) continue;
    const double growth = math::log(panel.normaliser[s] / closing.normaliser[s]);
    panel.typical[s] += (growth - panel.typical[s]) / months_remembered;
  }
  panel.normaliser = closing.normaliser;
}

UsualChange usual_change(const scenario::Dynamics& dynamics, double workers) {
  const double relative = std::max(workers, 1.0) / dynamics.reference_workers;
  const double noise = dynamics.growth_noise * math::power(relative, dynamics.growth_noise_size_exponent);
  const double productivity = theory::innovation_sd(dynamics.productivity_sd, dynamics.productivity_persistence);
  const double stock = 0.5 * (dynamics.least_inventories + dynamics.most_inventories);
  const double gap = (1 - dynamics.order_response) * noise;  // of orders that output does not follow within the month
  const double slack = 1 - dynamics.order_response;
  return {noise, dynamics.order_response / std::sqrt(std::max(1 - slack * slack, 1e-6)) * noise,
          dynamics.employment_adjustment * std::sqrt(noise * noise + productivity * productivity), gap,
          gap / std::max(stock, 0.05)};
}

struct Survey {
  theory::Answers orders, output, employment, deliveries, inventories;

  Survey& operator+=(const Survey& other) {
    orders += other.orders, output += other.output, employment += other.employment;
    deliveries += other.deliveries, inventories += other.inventories;
    return *this;
  }
};

void ask(const Economy& economy, std::size_t p, double trend, Survey& survey) {
  const auto& firms = economy.firms;
  const SurveyPanel& panel = economy.panel;
  const std::size_t i = panel.firm[p];
  const UsualChange usual = usual_change(economy.scenario.dynamics, firms.employment[i]);
  const double typical = panel.typical[firms.sector[i]];
  const auto growth = [&](double now, double before) { return math::log(now / before) - typical; };
  survey.orders.add(growth(firms.orders[i], panel.orders[p]) - trend, noticeable * usual.orders);
  survey.output.add(growth(firms.output[i], panel.output[p]) - trend, noticeable * usual.output);
  survey.employment.add(growth(firms.employment[i], panel.employment[p]), noticeable * usual.employment);
  // A shorter backlog is a faster delivery.
  survey.deliveries.add(panel.backlog[p] - firms.backlog[i] / firms.orders[i], noticeable * usual.backlog);
  const bool stocked = panel.inventories[p] > 0 && firms.inventories[i] > 0;
  survey.inventories.add(stocked ? growth(firms.inventories[i], panel.inventories[p]) - trend : 0,
                         noticeable * usual.inventories);
}

void remember(const Firms& firms, std::size_t p, SurveyPanel& panel) {
  const std::size_t i = panel.firm[p];
  panel.birth[p] = firms.birth[i];
  panel.orders[p] = firms.orders[i];
  panel.output[p] = firms.output[i];
  panel.employment[p] = firms.employment[i];
  panel.backlog[p] = firms.backlog[i] / firms.orders[i];
  panel.inventories[p] = firms.inventories[i];
}

}  // namespace

void survey_purchasing_managers(Model& model) {
  Economy& economy = model.economy;
  Environment& now = economy.environment;
  SurveyPanel& panel = economy.panel;
  constexpr double months_per_year = 12;
  learn_typical_growth(economy.closing, panel);
  const double trend = now.trend_growth / months_per_year;
  const Survey survey = sum_over_blocks(panel.firm.size(), Survey{}, [&](Block block, Survey& answers) {
    for (std::size_t p = block.begin; p < block.end; ++p) {
      // A firm that was replaced since last month has nothing to compare with.
      if (economy.firms.birth[panel.firm[p]] == panel.birth[p]) ask(economy, p, trend, answers);
      remember(economy.firms, p, panel);
    }
  });
  now.pmi_items = {survey.orders.index(), survey.output.index(), survey.employment.index(), survey.deliveries.index(),
                   survey.inventories.index()};
  now.pmi_model = theory::purchasing_managers_index(now.pmi_items);
}

}  // namespace millwright
