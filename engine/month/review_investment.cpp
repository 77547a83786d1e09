// Reads: the firm's own row, live partners, environment, closing sums
// Writes: reason of the last review, support that is waited for; applications of the block
// Equation: hazard h0 (1 + a_n s)(1 + a_p S)(1 + a_e E) exp(a_d d); invest when ln(V / (H I)) + noise > 0
#include <optional>

#include "month/kernels.hpp"
#include "month/proposal.hpp"
#include "month/support.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

struct Found {
  Application application;
  std::optional<Month> waits_for;  // support announced and not yet in effect
  double score = 0;                // ln(V / (H I)), noise included
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

constexpr std::int16_t no_month = 0;  // nobody waits for the first month

/// A month of support, as it is kept with the firm that waits for it.
std::int16_t month_of(const Model& model, std::optional<Month> month) {
  return month ? static_cast<std::int16_t>(*month - model.economy.scenario.start) : no_month;
}

/// Whether the firm waited for support that takes effect this month.
bool resumes(const Model& model, std::size_t i, std::size_t j) {
  const std::int16_t month = model.economy.firms.technology[j].resume[i];
  return month != no_month && month == model.economy.environment.elapsed;
}

/// Whether the firm reviews the technology this month.
bool looks_at(const Model& model, std::size_t i, std::size_t j, double base, double u) {
  if (model.economy.firms.technology[j].level[i] >= model.technology(j).levels) return false;
  return resumes(model, i, j) || notices(model, i, j, base, u);
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
                 .chips = proposal.chips,
                 .awards = {}};
  apply_for_support(model, application);
  const double net = application.price - application.grant;
  if (!(application.value > net))
    return proposal.value_if_promised * noise > net ? Outcome::doubt : Outcome::unprofitable;
  if (!(application.value > proposal.hurdle * net)) return Outcome::waiting;
  if (funds(model, i) < net) return Outcome::finance;
  found.waits_for = worth_waiting_for(model, application);
  if (found.waits_for) return Outcome::waiting;
  found.score = math::log(application.value / (application.hurdle * net));
  return Outcome::invested;
}

constexpr Reason reason_of(Outcome outcome) {
  constexpr Reason reasons[outcome_count] = {
      Reason::installing, Reason::support_exhausted, Reason::doubt, Reason::unprofitable,
      Reason::waiting,    Reason::finance,           Reason::chips, Reason::waiting};
  return reasons[static_cast<std::size_t>(outcome)];
}

/// Counts what a review ended with.
void count_outcome(const Model& model, std::size_t i, std::size_t j, Outcome outcome, Flows& flows) {
  flows.outcomes.at(j, model.economy.firms.size[i], static_cast<std::size_t>(outcome)) += 1;
  if (outcome == Outcome::finance) flows.credit_refused.at(0, model.economy.cell(i)) += 1;
}

/// Reviews what the firm notices this month; `base` and `u` hold one value per technology.
void review_firm(Model& model, std::size_t i, std::span<const double> base, std::span<const double> u,
                 BlockOutput& output, Flows& flows) {
  auto& firms = model.economy.firms;
  Found best;
  for (std::size_t j = 0; j < base.size(); ++j) {
    auto& columns = firms.technology[j];
    if (!looks_at(model, i, j, base[j], u[j])) continue;
    Found found;
    const Outcome outcome = review(model, i, j, found, flows);
    columns.resume[i] = month_of(model, found.waits_for);
    columns.reason[i] = reason_of(outcome == Outcome::invested ? Outcome::waiting : outcome);
    if (outcome == Outcome::invested) {
      if (found.score > best.score) std::swap(found, best);
      // What becomes of the better one is counted when support is allocated.
      if (found.score > 0) count_outcome(model, i, found.application.technology, Outcome::postponed, flows);
      continue;
    }
    count_outcome(model, i, j, outcome, flows);
  }
  if (best.score > 0) output.applications.push_back(best.application);
}

/// Who of a chunk of firms may review what: the draws by firm, then technology.
struct Chunk {
  std::size_t begin, count;
  std::vector<double> drawn, u;
  std::vector<std::uint8_t> may_review;
};

/// Draws for one technology; `base` is the hazard by sector, then technology.
void draw_chunk(const Model& model, std::size_t j, std::span<const double> base, Chunk& chunk) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const std::size_t technologies = economy.technologies(), begin = chunk.begin;
  draw_uniforms({economy.luck, Purpose::review, model.plan.technology_hash[j]}, firms.id.data() + begin,
                firms.birth.data() + begin, economy.environment.month.index, chunk.count, chunk.drawn.data());
  const double with_all_partners = 1 + peer_strength(model, j);
  for (std::size_t i = 0; i < chunk.count; ++i) {
    chunk.u[i * technologies + j] = chunk.drawn[i];
    const double cap = base[firms.sector[begin + i] * technologies + j] * with_all_partners;
    if (chunk.drawn[i] < cap) chunk.may_review[i] = 1;
  }
}

/// Adds the firms that waited for support that takes effect this month.
void add_waiting(const Model& model, std::size_t j, Chunk& chunk) {
  for (std::size_t i = 0; i < chunk.count; ++i) {
    if (resumes(model, chunk.begin + i, j)) chunk.may_review[i] = 1;
  }
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
  Chunk chunk{0, 0, std::vector<double>(chunk_size), std::vector<double>(chunk_size * technologies),
              std::vector<std::uint8_t>(chunk_size)};
  const bool some_waited = programme_begins(model, economy.environment.month);
  for (chunk.begin = block.begin; chunk.begin < block.end; chunk.begin += chunk_size) {
    chunk.count = std::min(chunk_size, block.end - chunk.begin);
    std::fill(chunk.may_review.begin(), chunk.may_review.end(), std::uint8_t{0});
    for (std::size_t j = 0; j < technologies; ++j) {
      draw_chunk(model, j, base, chunk);
      if (some_waited) add_waiting(model, j, chunk);
    }
    for (std::size_t i = 0; i < chunk.count; ++i) {
      const std::size_t firm = chunk.begin + i;
      if (chunk.may_review[i] == 0 || firms.project[firm] != no_project) continue;
      review_firm(model, firm, {base.data() + firms.sector[firm] * technologies, technologies},
                  {chunk.u.data() + i * technologies, technologies}, model.blocks[block.index], flows);
    }
  }
}

}  // namespace millwright
