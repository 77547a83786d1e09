#include "month/proposal.hpp"

#include "core/fixed_point.hpp"
#include "theory/present_value.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;
constexpr double belief_low = 0.05,
                 belief_high = 1.2;  // a firm neither dismisses a promise nor expects wonders; judgement

/// Mean of realised over promised gain in a sector, as of last month's close; the prior without evidence.
double sector_evidence(const Economy& economy, std::size_t j, std::size_t s) {
  const std::int64_t weight = economy.closing.evidence_weight.at(j, s);
  if (weight == 0) return economy.scenario.beliefs.prior_mean;
  return static_cast<double>(economy.closing.evidence.at(j, s)) / static_cast<double>(weight);
}

/// Weight and mean of what lead firms show.
struct LeadEvidence {
  double weight = 0, sum = 0;
};

LeadEvidence lead_evidence(const Model& model, std::size_t j) {
  LeadEvidence evidence;
  const Economy& economy = model.economy;
  if (economy.environment.technology[j].lead_progress <= 0) return evidence;
  for (const LeadSector& lead : model.lead_sectors[j]) {
    const double progress = lead_progress(economy.scenario.lead_firms[lead.firm].value, economy.environment.month);
    evidence.weight += economy.scenario.beliefs.lead_weight * progress;
    evidence.sum += economy.scenario.beliefs.lead_weight * progress * sector_evidence(economy, j, lead.sector);
  }
  return evidence;
}

double live_partners(const Model& model, std::size_t firm, std::size_t j) {
  return model.economy.scenario.peers.strength *
         static_cast<double>(model.economy.firms.technology[j].live_partners[firm]);
}

/// Variance per year of the value that comes from not knowing what can be achieved; shrinks with evidence.
double belief_variance(const Model& model, std::size_t firm, std::size_t j) {
  const auto& beliefs = model.economy.scenario.beliefs;
  constexpr double years_to_resolve = 3;  // judgement
  const double evidence = live_partners(model, firm, j) + lead_evidence(model, j).weight;
  return beliefs.prior_sd * beliefs.prior_sd * beliefs.prior_weight / (beliefs.prior_weight + evidence) /
         years_to_resolve;
}

double project_price(const Model& model, std::size_t firm, std::size_t j, double affected_workers) {
  const auto& technology = model.technology(j);
  const double cost = static_cast<double>(model.economy.firms.cost[firm]);
  return (technology.project_price.fixed + technology.project_price.per_worker * affected_workers) *
         model.economy.environment.technology[j].price_index * math::exp(technology.cost_loading * cost);
}

void add_computing(const Model& model, std::uint8_t track, Proposal& proposal) {
  const auto& chips = model.economy.scenario.chips;
  const double workers = proposal.tranche.affected_workers;
  proposal.price += (1 - chips.controlled_share) * workers * chips.commodity_compute;
  if (track == no_track) return;
  proposal.chips = chips.controlled_share * chips.chips_per_worker * workers;
  proposal.price += proposal.chips * chips.tracks[track].value.price.at(model.economy.environment.month);
}

}  // namespace

double belief(const Model& model, std::size_t firm, std::size_t j) {
  const Economy& economy = model.economy;
  const auto& beliefs = economy.scenario.beliefs;
  const LeadEvidence lead = lead_evidence(model, j);
  const double partners = live_partners(model, firm, j);
  const double seen = partners * sector_evidence(economy, j, economy.firms.sector[firm]) + lead.sum;
  const double believed =
      (beliefs.prior_weight * beliefs.prior_mean + seen) / (beliefs.prior_weight + partners + lead.weight);
  return std::clamp(believed, belief_low, belief_high);
}

double choice_noise(const Model& model, std::size_t firm, std::size_t j, int level) {
  return model.economy.scenario.decision.choice_noise *
         choice_draw(model.economy, firm, model.plan.technology_hash[j], level);
}

double funds(const Model& model, std::size_t firm) {
  const auto& firms = model.economy.firms;
  const auto& finance = model.economy.scenario.finance;
  const double wages = firms.employment[firm] * model.economy.environment.labour_cost;
  const double credit = finance.leverage * months_per_year * firms.value_added[firm] - firms.debt[firm];
  return std::max(0.0, firms.cash[firm] - finance.reserve * wages) + std::max(0.0, credit);
}

Proposal propose(const Model& model, std::size_t firm, std::size_t j, int level, std::uint8_t track) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const auto& technology = model.technology(j);
  const auto& now = economy.environment;
  const auto& climate = now.technology[j];
  const double chip = track == no_track ? 0.0 : economy.scenario.chips.tracks[track].value.performance.at(now.month);
  const double performance = technology.compute ? computing_performance(economy.scenario.chips, chip) : 1.0;
  const double baseline = baseline_workers(economy, firm);

  Proposal proposal;
  proposal.track = track;
  proposal.tranche =
      next_tranche(technology, economy.sectors[firms.sector[firm]].potential[j], climate.feasible_share,
                   climate.capability, performance, baseline, static_cast<double>(firms.management[firm]), level);
  proposal.price = project_price(model, firm, j, proposal.tranche.affected_workers);
  if (technology.compute) add_computing(model, track, proposal);

  decisions::Prospect prospect;
  double believed = 1;
  prospect.variance = now.macro_variance;
  if (technology.effect == scenario::Effect::saves_labour) {
    prospect.yearly_benefit =
        proposal.tranche.effect * baseline * months_per_year * now.labour_cost * (1 - technology.running_cost_share);
  } else {
    believed = belief(model, firm, j);
    prospect.yearly_benefit = proposal.tranche.effect * months_per_year * firms.value_added[firm];
    prospect.variance += belief_variance(model, firm, j);
  }
  prospect.benefit_growth = now.trend_growth;
  prospect.depreciation = technology.depreciation.value;
  prospect.loan_rate = now.loan_rate;
  prospect.price_fall = climate.price_fall;
  prospect.expected_growth = now.expected_growth;
  prospect.growth_reversion = theory::yearly_reversion(economy.scenario.expectations.persistence);
  const auto judged = model.rules[firms.rule[firm]]->judge(prospect, static_cast<double>(firms.rule_trait[firm]));
  proposal.value_if_promised = judged.value;
  proposal.value = judged.value * believed;  // value is proportional to the benefit
  proposal.hurdle = judged.hurdle;
  proposal.discount_floored = judged.discount_floored;
  return proposal;
}

Proposal best_proposal(const Model& model, std::size_t firm, std::size_t j, int level) {
  if (!model.technology(j).compute) return propose(model, firm, j, level, no_track);
  Proposal best;
  for (std::size_t k = 0; k < model.economy.tracks.size(); ++k) {
    const Proposal proposal = propose(model, firm, j, level, static_cast<std::uint8_t>(k));
    const bool better =
        k == 0 || proposal.value * best.hurdle * best.price > best.value * proposal.hurdle * proposal.price;
    if (better) best = proposal;
  }
  return best;
}

}  // namespace millwright
