// Reads: orders, output, employment, backlog and inventories of the panel, this month and last
// Writes: the model's own PMI and its sub-indices; what the panel reported
// Equation: sub-index = % better + half % same; PMI = 0.30 orders + 0.25 output + 0.20 employment + 0.15 (100 -
//   deliveries) + 0.10 inventories (NBS); better: growth less trend above half of the item's usual noise
#include <cmath>

#include "core/clones.hpp"
#include "month/kernels.hpp"
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

/// What usual_change() needs beside a firm's own noise; the same for all firms.
struct UsualShares {
  double output, employment, productivity, gap, inventories;
};

UsualShares usual_shares(const scenario::Dynamics& dynamics) {
  const double slack = 1 - dynamics.order_response;  // of orders that output does not follow within the month
  const double stock = 0.5 * (dynamics.least_inventories + dynamics.most_inventories);
  return {dynamics.order_response / std::sqrt(std::max(1 - slack * slack, 1e-6)), dynamics.employment_adjustment,
          theory::innovation_sd(dynamics.productivity_sd, dynamics.productivity_persistence), slack,
          std::max(stock, 0.05)};
}

UsualChange usual_change(const UsualShares& shares, double noise) {
  const double gap = shares.gap * noise;
  return {noise, shares.output * noise,
          shares.employment * std::sqrt(noise * noise + shares.productivity * shares.productivity), gap,
          gap / shares.inventories};
}

struct Survey {
  theory::Answers orders, output, employment, deliveries, inventories;

  Survey& operator+=(const Survey& other) {
    orders += other.orders, output += other.output, employment += other.employment;
    deliveries += other.deliveries, inventories += other.inventories;
    return *this;
  }
};

/// Firms of the panel, a chunk at a time: growth since last month beyond what is typical [ln], what a longer backlog
/// takes off, and the noise of orders that is usual at their size.
struct Changes {
  double orders[chunk_size], output[chunk_size], employment[chunk_size], inventories[chunk_size];
  double backlog[chunk_size], noise[chunk_size], typical[chunk_size];
};

/// ratio[k] = ln ratio[k] - typical[k].
MILLWRIGHT_CLONES
void to_growth(double* ratio, const double* typical, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) ratio[k] = math::log(ratio[k]) - typical[k];
}

/// relative[k] = noise x relative[k] ^ exponent.
MILLWRIGHT_CLONES
void to_noise(double* relative, double noise, double exponent, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) relative[k] = noise * math::power(relative[k], exponent);
}

/// What has changed for the panel's firms [first, first + count).
void find_changes(const Economy& economy, std::size_t first, std::size_t count, Changes& changes) {
  const auto& firms = economy.firms;
  const SurveyPanel& panel = economy.panel;
  const scenario::Dynamics& dynamics = economy.scenario.dynamics;
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t p = first + k, i = panel.firm[p];
    changes.typical[k] = panel.typical[firms.sector[i]];
    changes.orders[k] = firms.orders[i] / panel.orders[p];
    changes.output[k] = firms.output[i] / panel.output[p];
    changes.employment[k] = firms.employment[i] / panel.employment[p];
    const bool stocked = panel.inventories[p] > 0 && firms.inventories[i] > 0;
    changes.inventories[k] = stocked ? firms.inventories[i] / panel.inventories[p] : 0;
    // A shorter backlog is a faster delivery.
    changes.backlog[k] = panel.backlog[p] - firms.backlog[i] / firms.orders[i];
    changes.noise[k] = std::max(firms.employment[i], 1.0) / dynamics.reference_workers;
  }
  for (double* ratio : {changes.orders, changes.output, changes.employment, changes.inventories})
    to_growth(ratio, changes.typical, count);
  to_noise(changes.noise, dynamics.growth_noise, dynamics.growth_noise_size_exponent, count);
}

void ask(const Changes& changes, std::size_t k, const UsualShares& shares, double trend, Survey& survey) {
  const UsualChange usual = usual_change(shares, changes.noise[k]);
  survey.orders.add(changes.orders[k] - trend, noticeable * usual.orders);
  survey.output.add(changes.output[k] - trend, noticeable * usual.output);
  survey.employment.add(changes.employment[k], noticeable * usual.employment);
  survey.deliveries.add(changes.backlog[k], noticeable * usual.backlog);
  // Minus infinity: a stock that was or is empty is answered with "same".
  const double inventories = changes.inventories[k];
  survey.inventories.add(std::isinf(inventories) ? 0 : inventories - trend, noticeable * usual.inventories);
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
  const UsualShares shares = usual_shares(economy.scenario.dynamics);
  const Survey survey = sum_over_blocks(panel.firm.size(), Survey{}, [&](Block block, Survey& answers) {
    Changes changes;
    for (std::size_t first = block.begin; first < block.end; first += chunk_size) {
      const std::size_t count = std::min(chunk_size, block.end - first);
      find_changes(economy, first, count, changes);
      for (std::size_t k = 0; k < count; ++k) {
        // A firm that was replaced since last month has nothing to compare with.
        const std::size_t p = first + k;
        if (economy.firms.birth[panel.firm[p]] == panel.birth[p]) ask(changes, k, shares, trend, answers);
        remember(economy.firms, p, panel);
      }
    }
  });
  now.pmi_items = {survey.orders.index(), survey.output.index(), survey.employment.index(), survey.deliveries.index(),
                   survey.inventories.index()};
  now.pmi_model = theory::purchasing_managers_index(now.pmi_items);
}

}  // namespace millwright
