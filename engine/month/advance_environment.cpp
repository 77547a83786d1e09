// Reads: scenario, last month's environment and closing sums
// Writes: environment, supply, capacity and experience of the chip tracks, ledger of what they delivered
// Equation: PMI AR(1) with jumps; metals in two factors (Schwartz-Smith 2000); equipment and materials linear in metal
//   prices (input-output price dual); Wright's law; demand = trend + PMI deviation + unobserved AR(1)
//   + shocks
#include "core/fixed_point.hpp"
#include "economy/initial_environment.hpp"
#include "month/climate.hpp"
#include "month/support.hpp"
#include "month/verbs.hpp"
#include "theory/autoregression.hpp"
#include "theory/learning_curve.hpp"
#include "theory/leontief.hpp"
#include "theory/present_value.hpp"
namespace millwright {
namespace {

constexpr double months_per_year = 12;
constexpr int baseline_months = 12;

void advance_prices(const Economy& economy, Environment& now) {
  const auto& climate = economy.scenario.climate;
  double target = 1, materials = 0;
  for (std::size_t m = 0; m < now.metals.size(); ++m) {
    const auto& metal = climate.metals[m];
    const double change = now.metals[m].price / now.metals[m].base_price - 1;
    target += metal.value.equipment_share * change;
    materials += metal.value.share_of_nonferrous * change;
  }
  const double speed = climate.equipment_lag > 0 ? 1 - math::exp(-1 / climate.equipment_lag) : 1;
  now.equipment_index += speed * (target - now.equipment_index);
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    now.materials_factor[s] = 1 + (1 - climate.materials_pass_through) * economy.sectors[s].metals_exposure * materials;
  }
}

/// What equipment makers sell beyond the orders of the first year moves the demand of all sectors through their inputs.
void add_equipment_orders(const Economy& economy, Environment& now) {
  const double strength = economy.scenario.dynamics.investment_feedback;
  std::vector<double> made(economy.sectors.size(), 0.0);  // [m currency/month] beyond the baseline
  bool any = false;
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    const double orders = economy.closing.equipment_orders[j];
    if (now.elapsed <= baseline_months) {
      // Month 0 knows of no orders yet; the mean is complete when the first year has closed.
      now.equipment_baseline[j] += orders * now.detrend / baseline_months;
      continue;
    }
    const double of_lead_firms = now.technology[j].lead_spending / economy.firms_represented();  // last month's
    const double beyond = orders + of_lead_firms - now.equipment_baseline[j] / now.detrend;
    for (std::size_t s = 0; s < made.size(); ++s) {
      made[s] += strength * economy.sectors[s].equipment_supply[j] * beyond;
      any = any || made[s] != 0;
    }
  }
  if (!any) return;
  const auto total = theory::total_requirements(economy.input_output, made);
  constexpr double least = 0.5;  // of the path: a fall of orders cannot ruin a sector; judgement, never met in practice
  for (std::size_t s = 0; s < made.size(); ++s)
    now.demand[s] = std::max(least * now.demand_path[s], now.demand_path[s] + total[s]);
}

/// What demand shocks of metals add to the growth of demand [1/year].
double shocks_to_demand(const scenario::Climate& climate, Month month) {
  double growth = 0;
  for (const auto& metal : climate.metals) {
    for (const auto& [name, shock] : metal.value.shocks) {
      if (shock.kind == scenario::ShockKind::demand && shock.holds(month)) growth += shock.response * shock.change;
    }
  }
  return growth;
}

void advance_demand(const Economy& economy, Environment& now) {
  const auto& scenario = economy.scenario;
  const auto& expectations = scenario.expectations;
  const double step = trend_step(scenario, now.month);
  now.trend += step;
  now.detrend = math::exp(-now.trend);
  now.trend_growth = months_per_year * step;
  now.labour_cost = scenario.climate.wages.level * scenario.climate.wages.labour_cost_multiplier / months_per_year *
                    math::exp(now.trend);
  now.loan_rate = real_rate(scenario, scenario.climate.loan_rate.at(now.month));
  const Words words = climate_draw(economy, Purpose::demand, 0, now.month);
  now.unobserved_demand = expectations.persistence * now.unobserved_demand +
                          theory::innovation_sd(expectations.unobserved_sd, expectations.persistence) *
                              normal_pair(words.w[0], words.w[1]).first;
  now.demand_growth = scenario.climate.pmi.demand_per_point * (now.pmi - scenario.climate.pmi.mean) +
                      now.unobserved_demand + shocks_to_demand(scenario.climate, now.month);
  const double growth = math::exp(step + now.demand_growth / months_per_year);
  for (double& demand : now.demand_path) demand *= growth;
  now.demand = now.demand_path;
  add_equipment_orders(economy, now);
}

/// Cumulative installations before the start: robots, or adopters where a technology has no robots [national].
double initial_experience(const Economy& economy, std::size_t j) {
  const double live = from_fixed<sum_scale>(economy.closing.installed_before[j]) * economy.firms_represented();
  return std::max(1.0, economy.scenario.technologies[j].value.initial.experience * live);
}

/// Mean of realised over promised gain in a sector, as of last month's close; the prior without evidence.
double sector_evidence(const Economy& economy, std::size_t j, std::size_t s) {
  const std::int64_t weight = economy.closing.evidence_weight.at(j, s);
  if (weight == 0) return economy.scenario.beliefs.prior_mean;
  return static_cast<double>(economy.closing.evidence.at(j, s)) / static_cast<double>(weight);
}

void advance_evidence(const Model& model, Month month, std::size_t j, TechnologyClimate& climate) {
  const Economy& economy = model.economy;
  climate.evidence.resize(economy.sectors.size());
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) climate.evidence[s] = sector_evidence(economy, j, s);
  climate.lead_progress = climate.lead_weight = climate.lead_evidence = climate.lead_spending = 0;
  for (const LeadSector& lead : model.lead_sectors[j]) {
    const double progress = lead_progress(economy.scenario.lead_firms[lead.firm].value, month);
    climate.lead_progress += progress;
    climate.lead_spending += lead_spending(economy.scenario.lead_firms[lead.firm].value, month);
    climate.lead_weight += economy.scenario.beliefs.lead_weight * progress;
    climate.lead_evidence += economy.scenario.beliefs.lead_weight * progress * climate.evidence[lead.sector];
  }
}

double adopted_share(const Economy& economy, std::size_t j) {
  std::int64_t adopters = 0;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) adopters += economy.closing.adopters.at(j, s);
  return static_cast<double>(adopters) / static_cast<double>(economy.firms.count());
}

void advance_technology(const Model& model, Environment& now, std::size_t j) {
  const Economy& economy = model.economy;
  const auto& technology = model.technology(j);
  auto& climate = now.technology[j];
  climate.feasible_share = technology.feasible_share.at(now.month);
  climate.capability = capability(technology.capability, now.month);
  climate.adopted_share = adopted_share(economy, j);
  advance_evidence(model, now.month, j, climate);
  climate.outside_trend += monthly(technology.price_trend).value;
  const double start = initial_experience(economy, j);
  const double priced = technology.project_price.experience > 0 ? technology.project_price.experience : start;
  const double added = from_fixed<sum_scale>(economy.closing.installed[j]) * economy.firms_represented();
  const double learnt =
      theory::experience_index(start + added, priced, theory::learning_exponent(technology.learning_rate));
  const double before = climate.price_index;
  climate.price_index = now.equipment_index * math::exp(climate.outside_trend) * learnt;
  const double fall = now.elapsed == 0 ? -months_per_year * monthly(technology.price_trend).value
                                       : -months_per_year * math::log(climate.price_index / before);
  // Firms expect the fall of about the last year, not of one month.
  climate.price_fall = now.elapsed == 0 ? fall : climate.price_fall + (fall - climate.price_fall) / months_per_year;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    climate.attention[s] = policy_attention(model, now.month, j, s);
  }
}

}  // namespace

void advance_environment(Model& model) {
  Economy& economy = model.economy;
  Environment& now = economy.environment;
  now.month = now.month + 1;
  now.elapsed += 1;
  advance_pmi(economy, now);
  advance_metals(economy, now);
  advance_prices(economy, now);
  advance_demand(economy, now);
  for (std::size_t j = 0; j < economy.technologies(); ++j) advance_technology(model, now, j);
  now.growth_reversion = theory::yearly_reversion(economy.scenario.expectations.persistence);
  advance_tracks(model);
}

}  // namespace millwright
