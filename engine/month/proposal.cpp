#include "month/proposal.hpp"

#include <algorithm>

#include "core/clones.hpp"
#include "core/select.hpp"
#include "month/support.hpp"
#include "theory/present_value.hpp"

namespace millwright {
namespace {

using decisions::Prospect;

constexpr double months_per_year = 12;
constexpr double belief_low = 0.05,
                 belief_high = 1.2;  // a firm neither dismisses a promise nor expects wonders; judgement

using Entries = Proposals::Entries<double>;

/// What the firms of some proposals expect, beside the proposals themselves.
struct Expected {
  Entries yearly_benefit;  // [m currency/year] of the promise
  Entries believed;        // [1] share of it that the firm expects
  Entries variance;        // [1/year] of the value
};

/// What firms see of others before they expect a gain.
struct Observations {
  Entries value_added, live_partners, evidence;  // their own; of partners; of the technology's adopters in the sector
};

/// What belief in a technology follows from, beside the firm's own partners.
struct BeliefTerms {
  double prior_mean, prior_weight, prior_sd;
  double lead_evidence, lead_weight;
  double strength;  // of a live partner
};

BeliefTerms belief_terms(const Model& model, std::size_t j) {
  const auto& beliefs = model.economy.scenario.beliefs;
  const auto& climate = model.economy.environment.technology[j];
  return {beliefs.prior_mean,    beliefs.prior_weight, beliefs.prior_sd,
          climate.lead_evidence, climate.lead_weight,  model.economy.scenario.peers.strength};
}

/// Believed share of the promised gain: what live partners, `strength` each, and lead firms have seen, against the
/// prior.
MILLWRIGHT_INLINE double believed(const BeliefTerms& beliefs, double partners, double evidence) {
  const double seen = partners * evidence + beliefs.lead_evidence;
  const double mean =
      (beliefs.prior_weight * beliefs.prior_mean + seen) / (beliefs.prior_weight + partners + beliefs.lead_weight);
  const double bounded = mean < belief_low ? belief_low : mean;
  return bounded > belief_high ? belief_high : bounded;
}

/// Variance per year of the value that comes from not knowing what can be achieved; shrinks with evidence.
MILLWRIGHT_INLINE double belief_variance(const BeliefTerms& beliefs, double partners) {
  constexpr double years_to_resolve = 3;  // judgement
  const double evidence = partners + beliefs.lead_weight;
  return beliefs.prior_sd * beliefs.prior_sd * beliefs.prior_weight / (beliefs.prior_weight + evidence) /
         years_to_resolve;
}

/// What the size of a firm's tranche and its price follow from, beside the technology: of all firms, and of each.
struct SizedBy {
  double feasible, multiplier, price_index;
  Entries potential, yield, factor;
};

/// Tranche of each proposal, and its price before computing.
MILLWRIGHT_CLONES
void size_tranches(const scenario::Technology& technology, const SizedBy& by, Proposals& proposals) {
  Proposals* __restrict p = &proposals;  // so that the technology's terms are read once
  const std::size_t count = p->count;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const Tranche tranche = next_tranche(
        technology, {by.potential[k], by.feasible, by.multiplier, p->baseline_workers[k], by.yield[k]}, p->level[k]);
    p->affected_workers[k] = tranche.affected_workers;
    p->effect[k] = tranche.effect;
    p->price[k] = by.price_index * list_price(technology, tranche.affected_workers, by.factor[k]);
    p->chips[k] = 0;
  }
}

void size_tranches(const Model& model, double performance, Proposals& p) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const auto& climate = economy.environment.technology[p.technology];
  SizedBy by;
  by.feasible = climate.feasible_share;
  by.multiplier = climate.capability * performance;
  by.price_index = climate.price_index;
  look_up(firms.sales, p, p.baseline_workers);
  look_up(firms.yield, p, by.yield);
  look_up(firms.technology[p.technology].price_factor, p, by.factor);
  for (std::size_t k = 0; k < p.count; ++k) {
    const Sector& sector = economy.sectors[firms.sector[p.firm[k]]];
    by.potential[k] = sector.potential[p.technology];
    p.baseline_workers[k] = sector.labour_coefficient * p.baseline_workers[k] * economy.environment.detrend;
  }
  size_tranches(model.technology(p.technology), by, p);
}

/// Chips of each proposal, and the price of its computing.
struct ComputingTerms {
  double commodity_share, commodity_compute, chips_per_worker, chip_price;
};

MILLWRIGHT_CLONES
void add_computing(const ComputingTerms& terms, Proposals& proposals) {
  Proposals* __restrict p = &proposals;
  const ComputingTerms of = terms;
  const std::size_t count = p->count;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double workers = p->affected_workers[k], chips = of.chips_per_worker * workers;
    p->chips[k] = chips;
    p->price[k] = p->price[k] + of.commodity_share * workers * of.commodity_compute + chips * of.chip_price;
  }
}

void add_computing(const Model& model, std::uint8_t track, Proposals& p) {
  const auto& chips = model.economy.scenario.chips;
  const bool controlled = track != no_track;
  add_computing({1 - chips.controlled_share, chips.commodity_compute,
                 controlled ? chips.controlled_share * chips.chips_per_worker : 0.0,
                 controlled ? model.economy.environment.tracks[track].price : 0.0},
                p);
}

MILLWRIGHT_CLONES
void expect_savings(const Proposals& p, double labour_cost, double kept, Entries& yearly_benefit) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < p.count; ++k)
    yearly_benefit[k] = p.effect[k] * p.baseline_workers[k] * months_per_year * labour_cost * kept;
}

void expect_savings(const Model& model, const Proposals& p, Expected& expected) {
  const auto& now = model.economy.environment;
  const double kept = 1 - model.technology(p.technology).running_cost_share;
  expect_savings(p, now.labour_cost, kept, expected.yearly_benefit);
  std::fill_n(expected.believed.begin(), p.count, 1.0);
  std::fill_n(expected.variance.begin(), p.count, now.macro_variance);
  if (model.levies.empty()) return;
  for (std::size_t k = 0; k < p.count; ++k)
    expected.yearly_benefit[k] *= 1 - expected_levy(model, p.firm[k], p.technology);
}

MILLWRIGHT_CLONES
void expect_gains(const Proposals& p, const BeliefTerms& terms, double macro_variance, const Observations& seen,
                  Expected& of_all) {
  const BeliefTerms beliefs = terms;
  Expected* __restrict expected = &of_all;
  const std::size_t count = p.count;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double partners = beliefs.strength * seen.live_partners[k];
    expected->yearly_benefit[k] = p.effect[k] * months_per_year * seen.value_added[k];
    expected->believed[k] = believed(beliefs, partners, seen.evidence[k]);
    expected->variance[k] = macro_variance + belief_variance(beliefs, partners);
  }
}

void expect_gains(const Model& model, const Proposals& p, Expected& expected) {
  const auto& evidence = model.economy.environment.technology[p.technology].evidence;
  const auto& firms = model.economy.firms;
  Observations seen;
  look_up(firms.value_added, p, seen.value_added);
  look_up(firms.technology[p.technology].live_partners, p, seen.live_partners);
  for (std::size_t k = 0; k < p.count; ++k) seen.evidence[k] = evidence[firms.sector[p.firm[k]]];
  expect_gains(p, belief_terms(model, p.technology), model.economy.environment.macro_variance, seen, expected);
}

void watch_others(const Model& model, std::size_t firm, std::size_t j, Prospect& prospect) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const auto partners = static_cast<double>(economy.network->partners_of(firm).size());
  const double live = economy.scenario.peers.strength * static_cast<double>(firms.technology[j].live_partners[firm]);
  prospect.live_share = partners > 0 ? live / partners : 0;
  prospect.adopted_share = economy.environment.technology[j].adopted_share;
  const DrawKey key{economy.luck, Purpose::imitation, model.plan.technology_hash[j]};
  prospect.luck = uniform(draw(key, firms.id[firm], firms.birth[firm], economy.environment.month.index).w[0]);
}

/// How firms foresee the dip of a J-curve in the value, where they do.
struct Foresight {
  bool foresees;
  double dip, time_constant;
};

Foresight foresight_of(const Model& model, std::size_t j) {
  const auto& technology = model.technology(j);
  const bool dips = technology.effect == scenario::Effect::raises_productivity;
  return {dips && model.economy.scenario.decision.anticipate_j_curve, technology.dip, technology.time_constant};
}

/// Makes proposals of judgements, whose values stand in `value_if_promised`; `shares`: of it, that firms expect.
/// Without a value any net price passes, and of several tracks the one with most performance for its price is best.
MILLWRIGHT_CLONES
void take_over(const Foresight& terms, const Entries& discount, const Entries& shares, Proposals& proposals) {
  const Foresight foresight = terms;
  Proposals* __restrict p = &proposals;
  const std::size_t count = p->count;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const bool by_value = p->verdict[k] == decisions::Verdict::by_value;
    const double foreseen = theory::foreseen_j_curve_factor(foresight.dip, discount[k], foresight.time_constant);
    const double factor = by_value && foresight.foresees ? foreseen : 1;
    const double promised = by_value ? p->value_if_promised[k] : 1;
    const double renewed = by_value ? promised * shares[k] : 1;  // value is proportional to the benefit
    p->value_if_renewed[k] = renewed;
    p->value_if_promised[k] = promised * factor;
    p->value[k] = renewed * factor;
    p->hurdle[k] = by_value ? p->hurdle[k] : 0;
  }
}

/// Asks each firm's rule.
void judge(const Model& model, const Expected& expected, Proposals& p) {
  const Economy& economy = model.economy;
  const auto& now = economy.environment;
  const auto& firms = economy.firms;
  Prospect prospect{.benefit_growth = now.trend_growth,
                    .depreciation = model.technology(p.technology).depreciation.value,
                    .price_fall = now.technology[p.technology].price_fall,
                    .expected_growth = now.expected_growth,
                    .growth_reversion = now.growth_reversion};
  Entries trait, discount;
  look_up(firms.rule_trait, p, trait);
  std::array<std::uint32_t, chunk_size> asked;
  for (std::size_t r = 0; r < model.rules.size(); ++r) {  // one rule after the other: a processor guesses calls then
    const auto& rule = *model.rules[r];
    const std::size_t count =
        select_firms(0, p.count, asked.data(), [&](std::size_t k) { return firms.rule[p.firm[k]] == r; });
    for (std::size_t a = 0; a < count; ++a) {
      const std::size_t k = asked[a], i = p.firm[k];
      prospect.yearly_benefit = expected.yearly_benefit[k];
      prospect.variance = expected.variance[k];
      prospect.loan_rate = now.loan_rate + loan_spread(economy, i);
      if (rule.watches_others()) watch_others(model, i, p.technology, prospect);
      const decisions::Judgement judged = rule.judge(prospect, trait[k]);
      p.value_if_promised[k] = judged.value, p.hurdle[k] = judged.hurdle, discount[k] = judged.discount;
      p.verdict[k] = judged.verdict, p.discount_floored[k] = judged.discount_floored;
    }
  }
  take_over(foresight_of(model, p.technology), discount, expected.believed, p);
}

/// Completes the proposals of the firms added, all on one track.
void propose_on(const Model& model, std::uint8_t track, Proposals& p) {
  const auto& technology = model.technology(p.technology);
  const auto& scenario = model.economy.scenario;
  const double chip = track == no_track ? 0.0 : model.economy.environment.tracks[track].performance;
  std::fill_n(p.track.begin(), p.count, track);
  size_tranches(model, technology.compute ? computing_performance(scenario.chips, chip) : 1.0, p);
  if (technology.compute) add_computing(model, track, p);
  Expected expected;
  if (technology.effect == scenario::Effect::saves_labour) {
    expect_savings(model, p, expected);
  } else {
    expect_gains(model, p, expected);
  }
  judge(model, expected, p);
}

/// What another track changes about proposals made on one: effect and value are proportional to the performance of the
/// computing power.
struct Switch {
  std::uint8_t track;
  double ratio;       // [1] of performance
  double more_price;  // [m currency] per chip
};

/// Puts each proposal, made on one track, on that of the choices with most value for its price; the first stands for
/// the track that it is on.
void choose_track(std::span<const Switch> choices, Proposals& p) {
  for (std::size_t k = 0; k < p.count; ++k) {
    const auto value_on = [&](const Switch& choice) { return p.value[k] * choice.ratio; };
    const auto price_on = [&](const Switch& choice) { return p.price[k] + p.chips[k] * choice.more_price; };
    const Switch* best = choices.data();
    for (const Switch& choice : choices.subspan(1)) {
      if (value_on(choice) * price_on(*best) > value_on(*best) * price_on(choice)) best = &choice;
    }
    p.price[k] = price_on(*best);
    p.track[k] = best->track;
    for (Entries* entries : {&p.effect, &p.value, &p.value_if_promised, &p.value_if_renewed})
      (*entries)[k] *= best->ratio;
  }
}

/// The best of the tracks that `may` let pass, of all when none does.
template <class May>
void propose_among(const Model& model, Proposals& p, May may) {
  if (!model.technology(p.technology).compute) return propose_on(model, no_track, p);
  const auto& tracks = model.economy.environment.tracks;
  const auto& chips = model.economy.scenario.chips;
  const bool any = std::any_of(tracks.begin(), tracks.end(), may);
  const TrackClimate* first = nullptr;
  std::vector<Switch> choices;
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    if (any && !may(tracks[t])) continue;
    if (first == nullptr) first = &tracks[t];
    choices.push_back(
        {static_cast<std::uint8_t>(t),
         computing_performance(chips, tracks[t].performance) / computing_performance(chips, first->performance),
         tracks[t].price - first->price});
  }
  propose_on(model, choices.front().track, p);
  choose_track(choices, p);
}

}  // namespace

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

void propose_best(const Model& model, Proposals& proposals) {
  propose_among(model, proposals, [](const TrackClimate&) { return true; });
}

Proposal propose(const Model& model, std::size_t firm, std::size_t j, int level, std::uint8_t track) {
  Proposals one(j);
  one.add(firm, level);
  propose_on(model, track, one);
  return one.at(model.technology(j), 0);
}

Proposal best_proposal_on_sale(const Model& model, std::size_t firm, std::size_t j, int level) {
  Proposals one(j);
  one.add(firm, level);
  propose_among(model, one, [](const TrackClimate& track) { return track.sells(); });
  return one.at(model.technology(j), 0);
}

}  // namespace millwright
