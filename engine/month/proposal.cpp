#include "month/proposal.hpp"

#include <algorithm>

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

/// Tranche of each proposal, and its price before computing.
void size_tranches(const Model& model, double performance, Proposals& p) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const auto& technology = model.technology(p.technology);
  const auto& climate = economy.environment.technology[p.technology];
  const auto& factor = firms.technology[p.technology].price_factor;
  for (std::size_t k = 0; k < p.count; ++k) {
    const std::size_t i = p.firm[k];
    const Tranche tranche = next_tranche(
        technology,
        {economy.sectors[firms.sector[i]].potential[p.technology], climate.feasible_share,
         climate.capability * performance, baseline_workers(economy, i), static_cast<double>(firms.yield[i])},
        p.level[k]);
    p.affected_workers[k] = tranche.affected_workers;
    p.effect[k] = tranche.effect;
    p.price[k] = climate.price_index * list_price(technology, tranche.affected_workers, static_cast<double>(factor[i]));
    p.chips[k] = 0;
  }
}

void add_computing(const Model& model, std::uint8_t track, Proposals& p) {
  const auto& chips = model.economy.scenario.chips;
  for (std::size_t k = 0; k < p.count; ++k) {
    const double workers = p.affected_workers[k];
    p.price[k] += (1 - chips.controlled_share) * workers * chips.commodity_compute;
    if (track == no_track) continue;
    p.chips[k] = chips.controlled_share * chips.chips_per_worker * workers;
    p.price[k] += p.chips[k] * model.economy.environment.tracks[track].price;
  }
}

void expect_savings(const Model& model, const Proposals& p, Expected& expected) {
  const auto& now = model.economy.environment;
  const double kept = 1 - model.technology(p.technology).running_cost_share;
  for (std::size_t k = 0; k < p.count; ++k) {
    const std::size_t i = p.firm[k];
    double benefit = p.effect[k] * baseline_workers(model.economy, i) * months_per_year * now.labour_cost * kept;
    if (!model.levies.empty()) benefit *= 1 - expected_levy(model, i, p.technology);
    expected.yearly_benefit[k] = benefit;
    expected.believed[k] = 1;
    expected.variance[k] = now.macro_variance;
  }
}

void expect_gains(const Model& model, const Proposals& p, Expected& expected) {
  const auto& now = model.economy.environment;
  for (std::size_t k = 0; k < p.count; ++k) {
    const std::size_t i = p.firm[k];
    expected.yearly_benefit[k] = p.effect[k] * months_per_year * model.economy.firms.value_added[i];
    expected.believed[k] = belief(model, i, p.technology);
    expected.variance[k] = now.macro_variance + belief_variance(model, i, p.technology);
  }
}

void watch_others(const Model& model, std::size_t firm, std::size_t j, Prospect& prospect) {
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

/// Puts the rule's judgement into a proposal. Without a value any net price passes, and of several tracks the one with
/// most performance for its price is best.
void take_over(const Model& model, const decisions::Judgement& judged, double believed, Proposals& p, std::size_t k) {
  const bool by_value = judged.verdict == decisions::Verdict::by_value;
  const double factor = by_value ? foresight(model, p.technology, judged.discount) : 1;
  const double promised = by_value ? judged.value : 1;
  p.verdict[k] = judged.verdict;
  p.discount_floored[k] = judged.discount_floored;
  p.value_if_renewed[k] = by_value ? promised * believed : 1;  // value is proportional to the benefit
  p.value_if_promised[k] = promised * factor;
  p.value[k] = p.value_if_renewed[k] * factor;
  p.hurdle[k] = by_value ? judged.hurdle : 0;
}

void judge(const Model& model, const Expected& expected, Proposals& p) {
  const Economy& economy = model.economy;
  const auto& now = economy.environment;
  Prospect prospect{.benefit_growth = now.trend_growth,
                    .depreciation = model.technology(p.technology).depreciation.value,
                    .price_fall = now.technology[p.technology].price_fall,
                    .expected_growth = now.expected_growth,
                    .growth_reversion = now.growth_reversion};
  for (std::size_t k = 0; k < p.count; ++k) {
    const std::size_t i = p.firm[k];
    prospect.yearly_benefit = expected.yearly_benefit[k];
    prospect.variance = expected.variance[k];
    prospect.loan_rate = now.loan_rate + loan_spread(economy, i);
    const auto& rule = *model.rules[economy.firms.rule[i]];
    if (rule.watches_others()) watch_others(model, i, p.technology, prospect);
    take_over(model, rule.judge(prospect, static_cast<double>(economy.firms.rule_trait[i])), expected.believed[k], p,
              k);
  }
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
