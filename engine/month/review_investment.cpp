// Reads: the firm's own row, live partners, environment, closing sums
// Writes: reason of the last review; applications of the block
// Equation: hazard h0 (1 + a_n s)(1 + a_p S)(1 + a_e E) exp(a_d d); invest when ln(V / (H I)) + noise > 0
#include "month/kernels.hpp"
#include "month/proposal.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

struct Found {
  Application application;
  double score = 0;  // ln(V / (H I)), noise included; without a value what the noise favours
};

double attention(const Model& model, std::size_t j, std::size_t s) {
  const auto& scenario = model.economy.scenario;
  const auto& now = model.economy.environment;
  const auto& climate = now.technology[j];
  return model.technology(j).review_rate * (1 + scenario.attention.policy * climate.attention[s]) *
         (1 + scenario.attention.lead_firms * climate.lead_progress) *
         math::exp(scenario.attention.demand * now.expected_growth);
}

double peer_strength(const Model& model, std::size_t j) {
  return model.economy.scenario.peers.strength * model.technology(j).peer_attention;
}

/// Whether the firm's draw `u` of the month lies below its hazard; `base` is the hazard without live partners.
bool notices(const Model& model, std::size_t i, std::size_t j, double base, double u) {
  const double strength = peer_strength(model, j);
  if (u >= base * (1 + strength)) return false;  // not even with all partners live
  const auto degree = static_cast<double>(model.economy.network->partners_of(i).size());
  const double live = static_cast<double>(model.economy.firms.technology[j].live_partners[i]);
  return u < base * (1 + strength * (degree > 0 ? live / degree : 0));
}

/// The largest grant that any instrument offers for the project.
void apply_for_grant(const Model& model, std::size_t i, Application& application) {
  const auto& firms = model.economy.firms;
  const policies::Applicant applicant{firms.id[i], firms.birth[i], application.technology, firms.sector[i],
                                      firms.size[i]};
  for (std::size_t p = 0; p < model.instruments.size(); ++p) {
    const double offer =
        model.instruments[p]->grant(applicant, application.price, model.economy.environment.month, model.economy.luck);
    if (offer > application.grant) application.grant = offer, application.instrument = static_cast<std::uint8_t>(p);
  }
}

/// Where an application stands that its firm could pay at `net`: invested, or why not.
Outcome weigh(const Proposal& proposal, const Application& application, double noise, double net) {
  using decisions::Verdict;
  if (proposal.verdict != Verdict::by_value)
    return proposal.verdict == Verdict::adopt ? Outcome::invested : Outcome::waiting;
  if (!(application.value > net))
    return proposal.value_if_promised * noise > net ? Outcome::doubt : Outcome::unprofitable;
  return application.value > proposal.hurdle * net ? Outcome::invested : Outcome::waiting;
}

/// What a review of one technology ends with: a project to apply for, or a reason why not.
Outcome review(const Model& model, std::size_t i, std::size_t j, Found& found, Flows& flows) {
  const int level = model.economy.firms.technology[j].level[i];
  const Proposal proposal = best_proposal(model, i, j, level);
  const double noise = math::exp(choice_noise(model, i, j, level));
  flows.discount_floored.at(j, 0) += proposal.discount_floored;
  Application& application = found.application;
  application = {.firm = static_cast<std::uint32_t>(i),
                 .technology = static_cast<std::uint8_t>(j),
                 .track = proposal.track,
                 .tranche = proposal.tranche,
                 .value = proposal.value * noise,
                 .hurdle = proposal.hurdle,
                 .price = proposal.price,
                 .chips = proposal.chips};
  apply_for_grant(model, i, application);
  const double net = application.price - application.grant;
  const Outcome outcome = weigh(proposal, application, noise, net);
  if (outcome != Outcome::invested) return outcome;
  if (funds(model, i) < net) return Outcome::finance;
  const bool by_value = proposal.verdict == decisions::Verdict::by_value;
  found.score = by_value ? math::log(application.value / (application.hurdle * net)) : noise;
  return Outcome::invested;
}

constexpr Reason reason_of(Outcome outcome) {
  constexpr Reason reasons[outcome_count] = {
      Reason::installing, Reason::support_exhausted, Reason::doubt, Reason::unprofitable,
      Reason::waiting,    Reason::finance,           Reason::chips, Reason::waiting};
  return reasons[static_cast<std::size_t>(outcome)];
}

/// Reviews what the firm notices this month; `base` and `u` hold one value per technology.
void review_firm(Model& model, std::size_t i, std::span<const double> base, std::span<const double> u,
                 BlockOutput& output, Flows& flows) {
  auto& firms = model.economy.firms;
  Found best;
  const auto count = [&](Flows& to, std::size_t j, Outcome outcome) {
    to.outcomes.at(j, firms.size[i], static_cast<std::size_t>(outcome)) += 1;
  };
  for (std::size_t j = 0; j < base.size(); ++j) {
    auto& columns = firms.technology[j];
    if (columns.level[i] >= model.technology(j).levels || !notices(model, i, j, base[j], u[j])) continue;
    Found found;
    const Outcome outcome = review(model, i, j, found, flows);
    columns.reason[i] = reason_of(outcome == Outcome::invested ? Outcome::waiting : outcome);
    if (outcome == Outcome::invested) {
      if (found.score > best.score) std::swap(found, best);
      // What becomes of the better one is counted when support is allocated.
      if (found.score > 0) count(flows, found.application.technology, Outcome::postponed);
      continue;
    }
    count(flows, j, outcome);
    if (outcome == Outcome::finance) flows.credit_refused.at(0, firms.sector[i], firms.size[i]) += 1;
  }
  if (best.score > 0) output.applications.push_back(best.application);
}

}  // namespace

void review_investment(Model& model, Block block, Flows& flows) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const std::size_t technologies = economy.technologies(), sectors = economy.sectors.size();
  std::vector<double> base(technologies * sectors);  // by sector, then technology
  for (std::size_t s = 0; s < sectors; ++s) {
    for (std::size_t j = 0; j < technologies; ++j) base[s * technologies + j] = attention(model, j, s);
  }
  std::vector<double> drawn(chunk_size), u(chunk_size * technologies);
  std::vector<std::uint8_t> may_notice(chunk_size);
  for (std::size_t begin = block.begin; begin < block.end; begin += chunk_size) {
    const std::size_t count = std::min(chunk_size, block.end - begin);
    std::fill(may_notice.begin(), may_notice.end(), std::uint8_t{0});
    for (std::size_t j = 0; j < technologies; ++j) {
      draw_uniforms({economy.luck, Purpose::review, model.plan.technology_hash[j]}, firms.id.data() + begin,
                    firms.birth.data() + begin, economy.environment.month.index, count, drawn.data());
      const double with_all_partners = 1 + peer_strength(model, j);
      for (std::size_t i = 0; i < count; ++i) {
        u[i * technologies + j] = drawn[i];
        const double cap = base[firms.sector[begin + i] * technologies + j] * with_all_partners;
        if (drawn[i] < cap) may_notice[i] = 1;
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (may_notice[i] == 0 || firms.project[begin + i] != no_project) continue;
      review_firm(model, begin + i, {base.data() + firms.sector[begin + i] * technologies, technologies},
                  {u.data() + i * technologies, technologies}, model.blocks[block.index], flows);
    }
  }
}

}  // namespace millwright
