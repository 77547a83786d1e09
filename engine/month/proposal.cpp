#include "month/proposal.hpp"

#include <algorithm>

#include "month/support.hpp"
#include "theory/present_value.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;
constexpr double belief_low = 0.05,
                 belief_high = 1.2;  // a firm neither dismisses a promise nor expects wonders; judgement

double live_partners(const Model& model, std::size_t firm, std::size_t j) {
  return model.economy.scenario.peers.strength *
         static_cast<double>(model.economy.firms.technology[j].live_partners[firm]);
}

/// Variance per year of the value that comes from not knowing what can be achieved; shrinks with evidence.
double belief_variance(const Model& model, std::size_t firm, std::size_t j) {
  const auto& beliefs = model.economy.scenario.beliefs;
  constexpr double years_to_resolve = 3;  // judgement
  const double evidence = live_partners(model, firm, j) + model.economy.environment.technology[j].lead_weight;
  return beliefs.prior_sd * beliefs.prior_sd * beliefs.prior_weight / (beliefs.prior_weight + evidence) /
         years_to_resolve;
}

double project_price(const Model& model, std::size_t firm, std::size_t j, double affected_workers) {
  const auto& technology = model.technology(j);
  const auto factor = static_cast<double>(model.economy.firms.technology[j].price_factor[firm]);
  return model.economy.environment.technology[j].price_index * list_price(technology, affected_workers, factor);
}

void add_computing(const Model& model, std::uint8_t track, Proposal& proposal) {
  const auto& chips = model.economy.scenario.chips;
  const double workers = proposal.tranche.affected_workers;
  proposal.price += (1 - chips.controlled_share) * workers * chips.commodity_compute;
  if (track == no_track) return;
  proposal.chips = chips.controlled_share * chips.chips_per_worker * workers;
  proposal.price += proposal.chips * model.economy.environment.tracks[track].price;
}

void watch_others(const Model& model, std::size_t firm, std::size_t j, decisions::Prospect& prospect) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const auto partners = static_cast<double>(economy.network->partners_of(firm).size());
  prospect.live_share = partners > 0 ? live_partners(model, firm, j) / partners : 0;
  prospect.adopted_share = economy.environment.technology[j].adopted_share;
  const DrawKey key{economy.luck, Purpose::imitation, model.plan.technology_hash[j]};
  prospect.luck = uniform(draw(key, firms.id[firm], firms.birth[firm], economy.environment.month.index).w[0]);
}

/// Factor on the value for a firm that foresees the dip.
double foresight(const Model& model, std::size_t j, double discount) {
  const auto& technology = model.technology(j);
  const bool dips = technology.effect == scenario::Effect::raises_productivity;
  if (!dips || !model.economy.scenario.decision.anticipate_j_curve) return 1;
  return theory::foreseen_j_curve_factor(technology.dip, discount, technology.time_constant);
}

/// Puts the rule's judgement into the proposal. Without a value any net price passes, and of several tracks the one
/// with most performance for its price is best.
void take_over(const Model& model, std::size_t j, const decisions::Judgement& judged, double believed,
               Proposal& proposal) {
  proposal.verdict = judged.verdict;
  proposal.discount_floored = judged.discount_floored;
  if (judged.verdict != decisions::Verdict::by_value) {
    proposal.value = proposal.value_if_promised = proposal.value_if_renewed = 1;
    proposal.hurdle = 0;
    return;
  }
  const double factor = foresight(model, j, judged.discount);
  proposal.value_if_renewed = judged.value * believed;  // value is proportional to the benefit
  proposal.value_if_promised = judged.value * factor;
  proposal.value = proposal.value_if_renewed * factor;
  proposal.hurdle = judged.hurdle;
}

/// The same tranche on another track: effect and value are proportional to the performance of its computing power.
Proposal on_track(const Model& model, const Proposal& proposal, std::uint8_t track) {
  const auto& chips = model.economy.scenario.chips;
  const auto& from = model.economy.environment.tracks[proposal.track];
  const auto& to = model.economy.environment.tracks[track];
  const double ratio = computing_performance(chips, to.performance) / computing_performance(chips, from.performance);
  Proposal other = proposal;
  other.track = track;
  other.tranche.effect *= ratio;
  other.value *= ratio;
  other.value_if_promised *= ratio;
  other.value_if_renewed *= ratio;
  other.price += proposal.chips * (to.price - from.price);
  return other;
}

/// The best of the tracks that `may` let pass, of all when none does.
template <class May>
Proposal best_among(const Model& model, std::size_t firm, std::size_t j, int level, May may) {
  if (!model.technology(j).compute) return propose(model, firm, j, level, no_track);
  const auto& tracks = model.economy.environment.tracks;
  const auto passes = std::find_if(tracks.begin(), tracks.end(), may);
  if (passes == tracks.end()) return best_proposal(model, firm, j, level);
  const auto first_track = static_cast<std::size_t>(passes - tracks.begin());
  const Proposal first = propose(model, firm, j, level, static_cast<std::uint8_t>(first_track));
  Proposal best = first;
  for (std::size_t k = first_track + 1; k < tracks.size(); ++k) {
    if (!may(tracks[k])) continue;
    const Proposal proposal = on_track(model, first, static_cast<std::uint8_t>(k));
    if (proposal.value * best.price > best.value * proposal.price) best = proposal;
  }
  return best;
}

}  // namespace

double belief(const Model& model, std::size_t firm, std::size_t j) {
  const Economy& economy = model.economy;
  const auto& beliefs = economy.scenario.beliefs;
  const auto& climate = economy.environment.technology[j];
  const double partners = live_partners(model, firm, j);
  const double seen = partners * climate.evidence[economy.firms.sector[firm]] + climate.lead_evidence;
  const double believed =
      (beliefs.prior_weight * beliefs.prior_mean + seen) / (beliefs.prior_weight + partners + climate.lead_weight);
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
  const double chip = track == no_track ? 0.0 : now.tracks[track].performance;
  const double performance = technology.compute ? computing_performance(economy.scenario.chips, chip) : 1.0;
  const double baseline = baseline_workers(economy, firm);

  Proposal proposal;
  proposal.track = track;
  proposal.tranche = next_tranche(technology,
                                  {economy.sectors[firms.sector[firm]].potential[j], climate.feasible_share,
                                   climate.capability * performance, baseline, static_cast<double>(firms.yield[firm])},
                                  level);
  proposal.price = project_price(model, firm, j, proposal.tranche.affected_workers);
  if (technology.compute) add_computing(model, track, proposal);

  decisions::Prospect prospect;
  double believed = 1;
  prospect.variance = now.macro_variance;
  if (technology.effect == scenario::Effect::saves_labour) {
    prospect.yearly_benefit =
        proposal.tranche.effect * baseline * months_per_year * now.labour_cost * (1 - technology.running_cost_share);
    if (!model.levies.empty()) prospect.yearly_benefit *= 1 - expected_levy(model, firm, j);
  } else {
    believed = belief(model, firm, j);
    prospect.yearly_benefit = proposal.tranche.effect * months_per_year * firms.value_added[firm];
    prospect.variance += belief_variance(model, firm, j);
  }
  prospect.benefit_growth = now.trend_growth;
  prospect.depreciation = technology.depreciation.value;
  prospect.loan_rate = now.loan_rate + loan_spread(economy, firm);
  prospect.price_fall = climate.price_fall;
  prospect.expected_growth = now.expected_growth;
  prospect.growth_reversion = now.growth_reversion;
  const auto& rule = *model.rules[firms.rule[firm]];
  if (rule.watches_others()) watch_others(model, firm, j, prospect);
  take_over(model, j, rule.judge(prospect, static_cast<double>(firms.rule_trait[firm])), believed, proposal);
  return proposal;
}

Proposal best_proposal(const Model& model, std::size_t firm, std::size_t j, int level) {
  return best_among(model, firm, j, level, [](const TrackClimate&) { return true; });
}

Proposal best_proposal_on_sale(const Model& model, std::size_t firm, std::size_t j, int level) {
  return best_among(model, firm, j, level, [](const TrackClimate& track) { return track.sells(); });
}

}  // namespace millwright
