// Reads: the firm's own row, live partners, environment, closing sums
// Writes: reason of the last review; applications of the block
// Equation: hazard h0 (1 + a_n s)(1 + a_p S)(1 + a_e E) exp(a_d d); invest when ln(V / (H I)) + noise > 0
#include "month/proposal.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

struct Found {
  Application application;
  double score = 0;  // ln(V / (H I)), noise included
};

double attention(const Model& model, std::size_t j, std::size_t s) {
  const auto& scenario = model.economy.scenario;
  const auto& now = model.economy.environment;
  const auto& climate = now.technology[j];
  return model.technology(j).review_rate * (1 + scenario.attention.policy * climate.attention[s]) *
         (1 + scenario.attention.lead_firms * climate.lead_progress) * math::exp(scenario.attention.demand * now.expected_growth);
}

bool notices(const Model& model, std::size_t i, std::size_t j, double base) {
  const auto& firms = model.economy.firms;
  const auto degree = static_cast<double>(model.economy.network->partners_of(i).size());
  const double live = static_cast<double>(firms.technology[j].live_partners[i]);
  const double share = degree > 0 ? live / degree : 0;
  const double strength = model.economy.scenario.peers.strength * model.technology(j).peer_attention;
  const DrawKey key{model.economy.luck, Purpose::review, model.plan.technology_hash[j]};
  const Words words = draw(key, firms.id[i], firms.birth[i], model.economy.environment.month.index);
  return uniform(words.w[0]) < base * (1 + strength * share);
}

/// The largest grant that any instrument offers for the project.
void apply_for_grant(const Model& model, std::size_t i, Application& application) {
  const auto& firms = model.economy.firms;
  const policies::Applicant applicant{firms.id[i], firms.birth[i], application.technology, firms.sector[i], firms.size[i]};
  for (std::size_t p = 0; p < model.instruments.size(); ++p) {
    const double offer = model.instruments[p]->grant(applicant, application.price, model.economy.environment.month, model.economy.luck);
    if (offer > application.grant) application.grant = offer, application.instrument = static_cast<std::uint8_t>(p);
  }
}

/// What a review of one technology ends with: a project to apply for, or a reason why not.
Outcome review(const Model& model, std::size_t i, std::size_t j, Found& found, Flows& flows) {
  const int level = model.economy.firms.technology[j].level[i];
  const std::uint8_t track = preferred_track(model, i, j, level);
  const Proposal proposal = propose(model, i, j, level, track);
  const double noise = math::exp(choice_noise(model, i, j, level));
  flows.discount_floored.at(j, 0) += proposal.discount_floored;
  Application& application = found.application;
  application = {.firm = static_cast<std::uint32_t>(i), .technology = static_cast<std::uint8_t>(j), .track = track,
                 .tranche = proposal.tranche, .value = proposal.value * noise, .hurdle = proposal.hurdle,
                 .price = proposal.price, .chips = proposal.chips};
  apply_for_grant(model, i, application);
  const double net = application.price - application.grant;
  if (!(application.value > net)) return proposal.value_if_promised * noise > net ? Outcome::doubt : Outcome::unprofitable;
  if (!(application.value > proposal.hurdle * net)) return Outcome::waiting;
  if (funds(model, i) < net) return Outcome::finance;
  found.score = math::log(application.value / (application.hurdle * net));
  return Outcome::invested;
}

constexpr Reason reason_of(Outcome outcome) {
  constexpr Reason reasons[outcome_count] = {Reason::installing,   Reason::support_exhausted, Reason::doubt, Reason::unprofitable,
                                             Reason::waiting, Reason::finance,           Reason::chips};
  return reasons[static_cast<std::size_t>(outcome)];
}

void review_firm(Model& model, std::size_t i, std::span<const double> base, std::vector<Application>& applications, Flows& flows) {
  auto& firms = model.economy.firms;
  Found best;
  for (std::size_t j = 0; j < model.economy.technologies(); ++j) {
    auto& columns = firms.technology[j];
    if (columns.level[i] >= model.technology(j).levels || !notices(model, i, j, base[j])) continue;
    Found found;
    const Outcome outcome = review(model, i, j, found, flows);
    columns.reason[i] = reason_of(outcome == Outcome::invested ? Outcome::waiting : outcome);
    if (outcome == Outcome::invested && found.score > best.score) {
      best = found;
    } else if (outcome == Outcome::finance) {
      flows.credit_refused.at(0, firms.sector[i], firms.size[i]) += 1;
    }
    // What becomes of an application is counted when support is allocated.
    if (outcome != Outcome::invested) flows.outcomes.at(j, firms.size[i], static_cast<std::size_t>(outcome)) += 1;
  }
  if (best.score > 0) applications.push_back(best.application);
}

}  // namespace

void review_investment(Model& model, Block block, Flows& flows) {
  const Economy& economy = model.economy;
  auto& applications = model.blocks[block.index].applications;
  const std::size_t technologies = economy.technologies(), sectors = economy.sectors.size();
  std::vector<double> base(technologies * sectors);  // by sector, then technology
  for (std::size_t s = 0; s < sectors; ++s) {
    for (std::size_t j = 0; j < technologies; ++j) base[s * technologies + j] = attention(model, j, s);
  }
  for (std::size_t i = block.begin; i < block.end; ++i) {
    if (economy.firms.project[i] != no_project) continue;
    review_firm(model, i, {base.data() + economy.firms.sector[i] * technologies, technologies}, applications, flows);
  }
}

}  // namespace millwright
