#include "economy/population.hpp"

#include <cmath>
#include <limits>

#include "core/parallel.hpp"
#include "economy/population_kernels.hpp"
#include "theory/pareto.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;

Words draw_for(const Economy& economy, Purpose purpose, std::size_t firm, std::uint64_t extra = 0) {
  const auto& firms = economy.firms;
  return draw({economy.luck, purpose}, firms.id[firm], firms.birth[firm], 0, extra);
}

std::uint8_t pick(const std::vector<double>& cumulative, double u) {
  const auto place = std::upper_bound(cumulative.begin(), cumulative.end() - 1, u) - cumulative.begin();
  return static_cast<std::uint8_t>(place);
}

/// What the user's own table says of a firm of the start; NaN and -1 where it says nothing, or there is none.
struct Observed {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  double employees = unknown, cash = unknown, debt = unknown;
  std::int16_t sector = -1, region = -1, ownership = -1;
};

Observed observed(const Economy& economy, std::size_t firm) {
  const auto& roster = economy.scenario.population.roster;
  if (roster.empty() || economy.firms.birth[firm] >= economy.scenario.start.index) return {};
  const std::size_t row = roster.row[firm];
  const auto code = [row](const std::vector<std::int16_t>& codes) {
    return codes.empty() ? std::int16_t{-1} : codes[row];
  };
  return {roster.employees[row], roster.cash[row],    roster.debt[row],
          code(roster.sector),   code(roster.region), code(roster.ownership)};
}

double initial_productivity(const Economy& economy, const Words& luck) {
  return economy.scenario.dynamics.productivity_sd * normal_pair(luck.w[0], luck.w[1]).first;
}

FirmBatch batch_of(const FirmColumns& firms, std::span<const std::uint32_t> slots) {
  FirmBatch batch;
  for (const std::uint32_t i : slots) batch.add(firms.id[i], firms.birth[i], firms.sector[i]);
  batch.fill_up();
  return batch;
}

/// Running sums of the shares of named parts, scaled to end at one; one whole without parts.
std::vector<double> running_shares(const auto& named) {
  if (named.empty()) return {1.0};
  std::vector<double> cumulative;
  cumulative.reserve(named.size());
  double total = 0;
  for (const auto& part : named) cumulative.push_back(total += part.value.share);
  for (double& sum : cumulative) sum /= total;
  return cumulative;
}

}  // namespace

PopulationPlan plan_population(const scenario::Scenario& scenario, const std::vector<Sector>& sectors) {
  PopulationPlan plan;
  const auto& population = scenario.population;
  for (const auto& sector : sectors) {
    const double mean =
        sector.firm_share > 0 ? population.workers_per_firm * sector.employment_share / sector.firm_share : 1;
    plan.minimum_workers.push_back(theory::minimum_for_mean(mean, population.size_exponent, population.largest_firm));
    const double before = plan.sector_share.empty() ? 0 : plan.sector_share.back();
    plan.sector_share.push_back(before + sector.firm_share);
  }
  plan.least_workers = lower_bounds(scenario.size_classes);
  plan.region_share = running_shares(scenario.regions);
  plan.ownership_share = running_shares(scenario.ownership);
  double rules = 0;
  for (const auto& rule : scenario.decision.rules) plan.rule_share.push_back(rules += rule.share);
  for (const auto& technology : scenario.technologies) plan.technology_hash.push_back(mechanism_hash(technology.name));
  return plan;
}

void draw_workers(const Economy& economy, const PopulationPlan& plan, std::span<const std::uint32_t> slots,
                  double* workers) {
  const auto& population = economy.scenario.population;
  draw_sizes(economy.luck, {population.size_exponent, population.largest_firm, plan.minimum_workers.data()},
             batch_of(economy.firms, slots), workers);
  if (population.roster.empty()) return;
  for (std::size_t k = 0; k < slots.size(); ++k) {
    const Observed known = observed(economy, slots[k]);
    if (std::isnan(known.employees)) continue;
    // They are many or few for its sales as its productivity is low or high.
    const double productivity = initial_productivity(economy, draw_for(economy, Purpose::productivity, slots[k]));
    workers[k] = known.employees / productivity_factor(economy.scenario, productivity);
  }
}

void draw_place(Economy& economy, const PopulationPlan& plan, std::size_t firm) {
  auto& firms = economy.firms;
  firms.sector[firm] = pick(plan.sector_share, uniform(draw_for(economy, Purpose::size, firm).w[0]));
  firms.region[firm] = pick(plan.region_share, uniform(draw_for(economy, Purpose::region, firm).w[0]));
  const Observed known = observed(economy, firm);
  if (known.sector >= 0) firms.sector[firm] = static_cast<std::uint8_t>(known.sector);
  if (known.region >= 0) firms.region[firm] = static_cast<std::uint8_t>(known.region);
}

void draw_traits(Economy& economy, const PopulationPlan& plan, std::span<const std::uint32_t> slots) {
  auto& firms = economy.firms;
  const auto& scenario = economy.scenario;
  const FirmBatch batch = batch_of(firms, slots);
  Traits traits;
  draw_traits(economy.luck,
              {scenario.population.cost_sd, scenario.beliefs.achievable_mean, scenario.beliefs.achievable_sd}, batch,
              traits);
  for (std::size_t k = 0; k < slots.size(); ++k) {
    const std::size_t i = slots[k];
    const Observed known = observed(economy, i);
    firms.management[i] = traits.management[k], firms.yield[i] = traits.yield[k];
    firms.cost[i] = traits.cost[k], firms.achievable[i] = traits.achievable[k];
    firms.rule[i] = pick(plan.rule_share, traits.rule_luck[k]), firms.rule_trait[i] = traits.rule_trait[k];
    firms.ownership[i] = known.ownership >= 0 ? static_cast<std::uint8_t>(known.ownership)
                                              : pick(plan.ownership_share, traits.ownership_luck[k]);
  }
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    auto& columns = firms.technology[j];
    Chunk<float> price_factor, taste;
    Chunk<std::uint8_t> level;
    std::fill_n(level.begin(), batch.count, std::uint8_t{0});
    for (std::size_t k = 0; k < slots.size(); ++k) level[k] = columns.level[slots[k]];
    find_price_factors(traits.cost.data(), scenario.technologies[j].value.cost_loading, batch.count,
                       price_factor.data());
    draw_tastes(economy.luck, plan.technology_hash[j], scenario.decision.choice_noise, batch, level.data(),
                taste.data());
    for (std::size_t k = 0; k < slots.size(); ++k)
      columns.price_factor[slots[k]] = price_factor[k], columns.taste[slots[k]] = taste[k];
  }
}

void draw_taste(Economy& economy, std::size_t firm, std::size_t technology, std::uint64_t technology_hash) {
  auto& columns = economy.firms.technology[technology];
  const double noise =
      economy.scenario.decision.choice_noise * choice_draw(economy, firm, technology_hash, columns.level[firm]);
  columns.taste[firm] = static_cast<float>(math::exp(noise));
}

void found_firm(Economy& economy, const PopulationPlan& plan, std::size_t firm, double workers) {
  auto& firms = economy.firms;
  const auto& finance = economy.scenario.finance;
  const auto& dynamics = economy.scenario.dynamics;
  const std::size_t s = firms.sector[firm];
  const Words luck = draw_for(economy, Purpose::productivity, firm);
  firms.sales[firm] = workers * math::exp(economy.environment.trend) / economy.sectors[s].labour_coefficient;
  firms.value_added[firm] = economy.sectors[s].value_added_share * firms.sales[firm];
  firms.ln_sales[firm] = math::log(firms.sales[firm]);
  firms.orders[firm] = firms.output[firm] = firms.sales[firm];
  firms.backlog[firm] = 0;
  firms.inventories[firm] = 0.5 * (dynamics.least_inventories + dynamics.most_inventories) * firms.sales[firm];
  firms.productivity[firm] = initial_productivity(economy, luck);
  firms.volatility[firm] = std::sqrt(exponential(luck.w[2]));
  firms.employment[firm] = workers;
  firms.size[firm] = class_above(plan.least_workers, workers);
  const double yearly_value_added = months_per_year * firms.value_added[firm];
  const Words purse = draw_for(economy, Purpose::initial_cash, firm);
  firms.cash[firm] = finance.initial_cash * yearly_value_added *
                     math::exp(finance.initial_cash_sd * normal_pair(purse.w[0], purse.w[1]).first);
  firms.debt[firm] = finance.initial_debt * yearly_value_added;
  const Observed known = observed(economy, firm);
  if (!std::isnan(known.cash)) firms.cash[firm] = known.cash;
  if (!std::isnan(known.debt)) firms.debt[firm] = known.debt;
  firms.project[firm] = no_project;
  firms.project_track[firm] = no_track;
  firms.queued_technology[firm] = no_project;
  firms.queued_months[firm] = 0;
  firms.project_instrument[firm] = no_instrument;
  for (auto& columns : firms.technology) columns.oldest[firm] = no_tranche;
  firms.payment[firm] = firms.cost_advantage[firm] = firms.surplus[firm] = 0;
  firms.past_tfp[firm] = firms.past_output[firm] = 0;
  firms.project_months[firm] = 0;
  firms.project_review[firm] = never;
  firms.project_effect[firm] = firms.project_robots[firm] = firms.project_price[firm] = firms.project_grant[firm] = 0;
}

void staff_firm(Economy& economy, const PopulationPlan& plan, std::size_t firm) {
  auto& firms = economy.firms;
  double saved = 0, gain = 0;
  for (const auto& columns : firms.technology) saved += columns.saved[firm], gain += columns.realised_gain[firm];
  firms.employment[firm] = baseline_workers(economy, firm) * (1 - std::min(saved, most_saved)) *
                           productivity_factor(economy.scenario, firms.productivity[firm]) * math::exp(-gain);
  firms.size[firm] = class_above(plan.least_workers, firms.employment[firm]);
}

Flows::Flows(std::size_t technologies, const Cells& cells) {
  for (Tally* by_technology :
       {&new_adopters, &projects_started, &robots_installed, &investment, &replacement_investment}) {
    *by_technology = Tally(technologies, cells.count());
  }
  outcomes = Tally(technologies, cells.sizes, outcome_count);
  discount_floored = Tally(technologies, 1);
  for (Tally* by_cell : {&entries, &exits, &insolvencies, &credit_refused}) {
    *by_cell = Tally(1, cells.count());
  }
  payments = Tally(1, payment_count);
  exit_productivity = Tally(cells.sectors, 2);
  sales = value_added = overhead = cash_change = debt_change = written_off = Tally(1, 1);
}

void Flows::clear() {
  visit_all(*this, [](Tally& tally) { tally.clear(); });
}

Flows& Flows::operator+=(const Flows& other) {
  std::vector<const Tally*> theirs;
  visit_all(other, [&](const Tally& tally) { theirs.push_back(&tally); });
  std::size_t next = 0;
  visit_all(*this, [&](Tally& tally) { tally += *theirs[next++]; });
  return *this;
}

}  // namespace millwright
