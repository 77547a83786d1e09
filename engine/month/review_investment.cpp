// Reads: the firm's own row, live partners, environment, closing sums
// Writes: reason of the last review, support that is waited for, the place in the queue for chips of who gives up;
//   applications of the block
// Equation: hazard h0 (1 + rush) (1 + a_n s)(1 + a_p S)(1 + a_e E) exp(a_d d); invest when ln(V / (H I)) + noise > 0
#include <bit>
#include <optional>

#include "month/kernels.hpp"
#include "month/proposal.hpp"
#include "month/rationing.hpp"
#include "month/support.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

struct Found {
  Application application;
  std::optional<Month> waits_for;  // support announced and not yet in effect
  double score = 0;                // ln(V / (H I)), noise included; without a value what the noise favours
};

double attention(const Model& model, std::size_t j, std::size_t s) {
  const auto& scenario = model.economy.scenario;
  const auto& now = model.economy.environment;
  const auto& climate = now.technology[j];
  const double rush = model.technology(j).compute ? now.chip_rush : 0;
  return model.technology(j).review_rate * (1 + rush) * (1 + scenario.attention.policy * climate.attention[s]) *
         (1 + scenario.attention.lead_firms * climate.lead_progress) *
         math::exp(scenario.attention.demand * now.expected_growth);
}

double peer_strength(const Model& model, std::size_t j) {
  return model.economy.scenario.peers.strength * model.technology(j).peer_attention;
}

constexpr std::int16_t no_month = 0;  // nobody waits for the first month

/// A month of support, as it is kept with the firm that waits for it.
std::int16_t month_of(const Model& model, std::optional<Month> month) {
  return month ? static_cast<std::int16_t>(*month - model.economy.scenario.start) : no_month;
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
  const double noise = static_cast<double>(model.economy.firms.technology[j].taste[i]);
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
  const Outcome outcome = weigh(proposal, application, noise, net);
  if (outcome != Outcome::invested) return outcome;
  if (funds(model, i) < net) return Outcome::finance;
  const bool by_value = proposal.verdict == decisions::Verdict::by_value;
  if (by_value) found.waits_for = worth_waiting_for(model, application);
  if (found.waits_for) return Outcome::waiting;
  found.score = by_value ? math::log(application.value / (application.hurdle * net)) : noise;
  return Outcome::invested;
}

constexpr Reason reason_of(Outcome outcome) {
  constexpr Reason reasons[outcome_count] = {
      Reason::installing, Reason::support_exhausted, Reason::doubt, Reason::unprofitable,
      Reason::waiting,    Reason::finance,           Reason::chips, Reason::waiting};
  return reasons[static_cast<std::size_t>(outcome)];
}

/// Counts what a review ended with. Who waits for chips has been counted when it got none.
void count(const FirmColumns& firms, std::size_t i, std::size_t j, Outcome outcome, Flows& flows) {
  if (j != firms.queued_technology[i]) flows.outcomes.at(j, firms.size[i], static_cast<std::size_t>(outcome)) += 1;
}

/// A review that ended without a project: counted, or a place in the queue for chips given up.
void pass_over(Model& model, std::size_t i, std::size_t j, Outcome outcome, Flows& flows) {
  const auto& firms = model.economy.firms;
  count(firms, i, j, outcome, flows);
  if (j == firms.queued_technology[i]) {
    leave_queue(model, i);
  } else if (outcome == Outcome::finance) {
    flows.credit_refused.at(0, model.economy.cell(i)) += 1;
  }
}

/// Reviews the technologies that the firm notices this month: bit j of `noticed` stands for technology j.
void review_firm(Model& model, std::size_t i, std::uint64_t noticed, BlockOutput& output, Flows& flows) {
  auto& firms = model.economy.firms;
  Found best;
  for (; noticed != 0; noticed &= noticed - 1) {
    const auto j = static_cast<std::size_t>(std::countr_zero(noticed));
    auto& columns = firms.technology[j];
    if (columns.level[i] >= model.technology(j).levels) continue;
    Found found;
    const Outcome outcome = review(model, i, j, found, flows);
    columns.resume[i] = month_of(model, found.waits_for);
    columns.reason[i] = reason_of(outcome == Outcome::invested ? Outcome::waiting : outcome);
    if (outcome != Outcome::invested) {
      pass_over(model, i, j, outcome, flows);
      continue;
    }
    if (found.score > best.score) std::swap(found, best);
    // What becomes of the better one is counted when support is allocated.
    if (found.score > 0) count(firms, i, found.application.technology, Outcome::postponed, flows);
  }
  if (best.score > 0) output.applications.push_back(best.application);
}

/// Hazard of a firm none of whose partners is live, by technology, then sector.
std::vector<double> hazards(const Model& model) {
  std::vector<double> base;
  for (std::size_t j = 0; j < model.economy.technologies(); ++j) {
    for (std::size_t s = 0; s < model.economy.sectors.size(); ++s) base.push_back(attention(model, j, s));
  }
  return base;
}

/// Sets bit j of the firms of a chunk that notice technology j this month.
void mark_noticed(const Model& model, std::size_t begin, std::size_t j, const double* hazard_by_sector,
                  std::span<std::uint64_t> noticed) {
  const Economy& economy = model.economy;
  const auto& firms = economy.firms;
  const std::size_t count = noticed.size();
  double u[chunk_size], hazard[chunk_size];
  draw_uniforms({economy.luck, Purpose::review, model.plan.technology_hash[j]}, firms.id.data() + begin,
                firms.birth.data() + begin, economy.environment.month.index, count, u);
  const std::uint8_t* sector = firms.sector.data() + begin;
  for (std::size_t i = 0; i < count; ++i) hazard[i] = hazard_by_sector[sector[i]];
  mark_below_hazard(
      {u, hazard, firms.technology[j].live_partners.data() + begin, economy.network->offsets.data() + begin},
      peer_strength(model, j), j, count, noticed.data());
}

/// Sets bit j of the firms of a chunk that waited for support of technology j that takes effect this month.
void mark_waiting(const Model& model, std::size_t begin, std::size_t j, std::span<std::uint64_t> noticed) {
  const auto month = static_cast<std::int16_t>(model.economy.environment.elapsed);
  const std::int16_t* resume = model.economy.firms.technology[j].resume.data() + begin;
  for (std::size_t i = 0; month != no_month && i < noticed.size(); ++i) {
    if (resume[i] == month) noticed[i] |= std::uint64_t{1} << j;
  }
}

}  // namespace

void review_investment(Model& model, Block block, Flows& flows) {
  const Economy& economy = model.economy;
  const std::size_t sectors = economy.sectors.size();
  const std::vector<double> base = hazards(model);
  const bool some_waited = programme_begins(model, economy.environment.month);
  std::uint64_t noticed[chunk_size];
  for (std::size_t begin = block.begin; begin < block.end; begin += chunk_size) {
    const std::size_t count = std::min(chunk_size, block.end - begin);
    std::fill_n(noticed, count, std::uint64_t{0});
    for (std::size_t j = 0; j < economy.technologies(); ++j) {
      mark_noticed(model, begin, j, base.data() + j * sectors, {noticed, count});
      if (some_waited) mark_waiting(model, begin, j, {noticed, count});
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (economy.firms.project[begin + i] != no_project) continue;
      // Who waits for chips applies again without noticing anything.
      const std::uint8_t waits_for = economy.firms.queued_technology[begin + i];
      if (waits_for != no_project) noticed[i] |= std::uint64_t{1} << waits_for;
      if (noticed[i] != 0) review_firm(model, begin + i, noticed[i], model.blocks[block.index], flows);
    }
  }
}

}  // namespace millwright
