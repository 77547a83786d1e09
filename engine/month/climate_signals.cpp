// Not a verb: the part of advance_environment that moves the public signals, PMI and metal prices.
#include "month/climate.hpp"
#include "theory/autoregression.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;

double pmi_innovation(const Economy& economy, Month month) {
  const Words words = climate_draw(economy, Purpose::pmi, 0, month);
  return normal_pair(words.w[0], words.w[1]).first;
}

/// The month's index where a path or, before its first month, an observation gives it.
std::optional<double> given_pmi(const scenario::Pmi& pmi, Month month) {
  if (!pmi.path.empty() && month >= pmi.path.steps().front().from) return pmi.path.at(month);
  return pmi.series.at(month);
}

/// Keeps the index, and what a year of it adds to the variance of projects.
void remember_pmi(const scenario::Pmi& pmi, Environment& now) {
  now.pmi_history.erase(now.pmi_history.begin());
  now.pmi_history.push_back(now.pmi);
  const std::span<const double> year(now.pmi_history.data() + 1, now.pmi_history.size() - 1);
  double mean = 0, squares = 0;
  for (const double value : year) mean += value / static_cast<double>(year.size());
  for (const double value : year) squares += (value - mean) * (value - mean) / static_cast<double>(year.size());
  now.macro_variance = pmi.demand_per_point * pmi.demand_per_point * squares;
}

/// What shocks make of the price of the month.
double shock_factor(const scenario::Metal& metal, Month month) {
  double factor = 1;
  for (const auto& [name, shock] : metal.shocks) {
    if (shock.holds(month) && !shock.in_series) factor *= 1 + shock.change;
  }
  return factor;
}

void advance_metal(const Economy& economy, const scenario::Named<scenario::Metal>& named, Environment& now,
                   MetalState& state) {
  const auto& metal = named.value;
  const double before = state.price;
  if (const auto observed = metal.series.at(now.month)) {
    state.price = *observed;
    state.permanent = math::log(*observed);
    state.deviation = 0;
  } else {
    const Words words = climate_draw(economy, Purpose::metal, mechanism_hash(named.name), now.month);
    const NormalPair own = normal_pair(words.w[0], words.w[1]);
    const double rho = metal.pmi_correlation, coming = pmi_innovation(economy, now.month + 1);
    const double shared = rho * coming + std::sqrt(1 - rho * rho) * own.first;
    const auto step = theory::ornstein_uhlenbeck_step(metal.reversion, metal.deviation_volatility);
    state.permanent += metal.volatility / std::sqrt(months_per_year) * shared;
    state.deviation = step.decay * state.deviation + step.sd * own.second;
    state.price = math::exp(state.permanent + state.deviation);
  }
  state.price *= shock_factor(metal, now.month);
  state.log_return = math::log(state.price / before);
}

}  // namespace

void advance_pmi(const Economy& economy, Environment& now) {
  const auto& pmi = economy.scenario.climate.pmi;
  now.pmi_innovation = pmi_innovation(economy, now.month);
  if (const auto given = given_pmi(pmi, now.month)) {
    now.pmi = *given;
  } else {
    const double mean = pmi.mean + pmi.shift.at(now.month);
    const double last = now.pmi + pmi.feedback * (now.pmi_model - now.pmi);
    const double chance = 1 - math::exp(-pmi.jump_rate.value / months_per_year);
    const bool jump = uniform(climate_draw(economy, Purpose::pmi, 0, now.month).w[2]) < chance;
    now.pmi = mean + pmi.persistence * (last - mean) +
              theory::innovation_sd(pmi.sd, pmi.persistence) * now.pmi_innovation + (jump ? pmi.jump_size : 0);
  }
  remember_pmi(pmi, now);
}

void advance_metals(const Economy& economy, Environment& now) {
  for (std::size_t m = 0; m < now.metals.size(); ++m) {
    advance_metal(economy, economy.scenario.climate.metals[m], now, now.metals[m]);
  }
}

}  // namespace millwright
