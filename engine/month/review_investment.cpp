// Reads: the firm's own row, live partners, environment, closing sums
// Writes: reason of the last review, support that is waited for, the place in the queue for chips of who gives up;
//   applications of the block
// Equation: hazard h0 (1 + rush) (1 + a_n s)(1 + a_p S)(1 + a_e E) exp(a_d d); invest when ln(V / (H I)) + noise > 0
#include <algorithm>
#include <optional>

#include "core/clones.hpp"
#include "core/select.hpp"
#include "month/kernels.hpp"
#include "month/proposal.hpp"
#include "month/rationing.hpp"
#include "month/support.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

template <class T>
using Entries = Proposals::Entries<T>;

/// A project that a firm of a chunk would start, and how well it does: ln(V / (H I)), noise included; without a value
/// what the noise favours.
struct Candidate {
  Application application;
  double score;
};

/// The best project of each firm of a chunk so far.
struct Candidates {
  static constexpr std::uint16_t none = UINT16_MAX;
  std::size_t begin;  // the chunk's first firm
  std::vector<Candidate> list;
  std::array<std::uint16_t, chunk_size> of_firm;  // place in the list, or none
};

/// `by_demand`: what expected growth makes of it, in all sectors.
double attention(const Model& model, std::size_t j, std::size_t s, double by_demand) {
  const auto& scenario = model.economy.scenario;
  const auto& now = model.economy.environment;
  const auto& climate = now.technology[j];
  const double rush = model.technology(j).compute ? now.chip_rush : 0;
  return model.technology(j).review_rate * (1 + rush) * (1 + scenario.attention.policy * climate.attention[s]) *
         (1 + scenario.attention.lead_firms * climate.lead_progress) * by_demand;
}

double peer_strength(const Model& model, std::size_t j) {
  return model.economy.scenario.peers.strength * model.technology(j).peer_attention;
}

constexpr std::int16_t no_month = 0;  // nobody waits for the first month

/// A month of support, as it is kept with the firm that waits for it.
std::int16_t month_of(const Model& model, std::optional<Month> month) {
  return month ? static_cast<std::int16_t>(*month - model.economy.scenario.start) : no_month;
}

/// Where projects stand that their firms could pay at `net`: invested, or why not. `noise`: factor on their values.
MILLWRIGHT_CLONES
void weigh(const Proposals& proposals, const Entries<double>& noise, const Entries<double>& net,
           Entries<Outcome>& outcomes) {
  using decisions::Verdict;
  const std::size_t count = proposals.count;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double value = proposals.value[k] * noise[k], promised = proposals.value_if_promised[k] * noise[k];
    const Outcome unworthy = promised > net[k] ? Outcome::doubt : Outcome::unprofitable;
    const Outcome worthy = value > proposals.hurdle[k] * net[k] ? Outcome::invested : Outcome::waiting;
    const Outcome by_value = value > net[k] ? worthy : unworthy;
    const Outcome told = proposals.verdict[k] == Verdict::adopt ? Outcome::invested : Outcome::waiting;
    outcomes[k] = proposals.verdict[k] == Verdict::by_value ? by_value : told;
  }
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

/// Fills in the application that would follow from a proposal, without support; its awards keep their memory.
void fill_in(const Model& model, const Proposals& proposals, std::size_t k, double noise, Application& application) {
  application.firm = proposals.firm[k];
  application.technology = static_cast<std::uint8_t>(proposals.technology);
  application.track = proposals.track[k];
  application.tranche = proposals.tranche(model.technology(proposals.technology), k);
  application.value = proposals.value[k] * noise;
  application.hurdle = proposals.hurdle[k];
  application.price = proposals.price[k];
  application.chips = proposals.chips[k];
  application.grant = 0;
  application.awards.clear();
}

/// A review that ended without a project: the reason is kept and counted, a place in the queue for chips given up.
void pass_over(Model& model, std::size_t i, std::size_t j, Outcome outcome, Flows& flows) {
  const auto& firms = model.economy.firms;
  model.economy.firms.technology[j].reason[i] = reason_of(outcome);
  count(firms, i, j, outcome, flows);
  if (j == firms.queued_technology[i]) {
    leave_queue(model, i);
  } else if (outcome == Outcome::finance) {
    flows.credit_refused.at(0, model.economy.cell(i)) += 1;
  }
}

/// Keeps a project unless the firm has a better one. What becomes of the better one is counted when support is
/// allocated.
void keep_best(const FirmColumns& firms, const Application& application, double score, Candidates& candidates,
               Flows& flows) {
  std::uint16_t& at = candidates.of_firm[application.firm - candidates.begin];
  if (!(score > 0)) return;
  if (at == Candidates::none) {
    at = static_cast<std::uint16_t>(candidates.list.size());
    candidates.list.push_back({application, score});
    return;
  }
  Candidate& other = candidates.list[at];
  const std::size_t worse = score > other.score ? other.application.technology : application.technology;
  count(firms, application.firm, worse, Outcome::postponed, flows);
  if (score > other.score) other = {application, score};
}

/// What the firm does with a project that is worth more than its hurdle.
void decide(Model& model, const Proposals& proposals, std::size_t k, Application& application, Candidates& candidates,
            Flows& flows) {
  const std::size_t i = application.firm, j = application.technology;
  auto& columns = model.economy.firms.technology[j];
  const double net = application.price - application.grant;
  application.available = funds(model, i);
  if (application.available < net) return pass_over(model, i, j, Outcome::finance, flows);
  const bool by_value = proposals.verdict[k] == decisions::Verdict::by_value;
  const std::optional<Month> waits_for = by_value ? worth_waiting_for(model, application) : std::nullopt;
  columns.resume[i] = month_of(model, waits_for);
  if (waits_for) return pass_over(model, i, j, Outcome::waiting, flows);
  columns.reason[i] = Reason::waiting;  // until support and chips are allocated
  const double score =
      by_value ? math::log(application.value / (application.hurdle * net)) : static_cast<double>(columns.taste[i]);
  keep_best(model.economy.firms, application, score, candidates, flows);
}

/// What the firms would pay for their projects, support deducted, which is worked out for those that may get any.
void find_net_prices(const Model& model, const Proposals& proposals, const Entries<double>& noise,
                     const Entries<std::uint8_t>& eligible, Application& application, Entries<double>& net) {
  std::copy_n(proposals.price.begin(), proposals.count, net.begin());
  for_each_flag(eligible.data(), proposals.count, [&](std::size_t k) {
    fill_in(model, proposals, k, noise[k], application);
    apply_for_support(model, application);
    net[k] -= application.grant;
  });
}

/// What the reviews of one technology end with: projects to apply for, or reasons why not.
void decide_all(Model& model, const Proposals& proposals, Candidates& candidates, Flows& flows) {
  const std::size_t j = proposals.technology;
  auto& columns = model.economy.firms.technology[j];
  Entries<double> noise, net;
  Entries<std::uint8_t> eligible;
  Entries<Outcome> outcomes;
  Application application;
  look_up(columns.taste, proposals, noise);
  std::fill_n(eligible.begin(), proposals.count, std::uint8_t{0});
  mark_eligible(model, j, {proposals.firm.data(), proposals.count}, eligible.data());
  find_net_prices(model, proposals, noise, eligible, application, net);
  weigh(proposals, noise, net, outcomes);
  std::int64_t floored = 0;
  for (std::size_t k = 0; k < proposals.count; ++k) {
    const std::size_t i = proposals.firm[k];
    floored += proposals.discount_floored[k];
    columns.resume[i] = no_month;
    // Few invest: their money, which stands far apart, is on its way before it is looked at.
    outcomes[k] == Outcome::invested ? fetch_funds(model.economy.firms, i) : pass_over(model, i, j, outcomes[k], flows);
  }
  flows.discount_floored.at(j, 0) += floored;
  for (std::size_t k = 0; k < proposals.count; ++k) {
    if (outcomes[k] != Outcome::invested) continue;
    fill_in(model, proposals, k, noise[k], application);
    if (eligible[k] != 0) apply_for_support(model, application);
    decide(model, proposals, k, application, candidates, flows);
  }
}

/// Hazard of a firm none of whose partners is live, by technology, then sector.
std::vector<std::vector<double>> hazards(const Model& model) {
  const Economy& economy = model.economy;
  const double by_demand = math::exp(economy.scenario.attention.demand * economy.environment.expected_growth);
  std::vector<std::vector<double>> base(economy.technologies());
  for (std::size_t j = 0; j < base.size(); ++j) {
    for (std::size_t s = 0; s < economy.sectors.size(); ++s) base[j].push_back(attention(model, j, s, by_demand));
  }
  return base;
}

using Flags = Chunk<std::uint8_t>;

/// Firms that are reviewed together, with their words of the month, which serve all technologies.
struct ReviewRun : SectorRun {
  Chunk<std::uint64_t> word;
};

void draw_reviews(const Economy& economy, ReviewRun& chunk) {
  const auto& firms = economy.firms;
  draw_words({economy.luck, Purpose::review}, {firms.id.data() + chunk.begin, economy.environment.month.index},
             chunk.count, chunk.word.data());
}

/// Marks the firms of a chunk that notice a technology this month.
void mark_noticed(const Model& model, const ReviewRun& chunk, std::size_t j, double hazard, Flags& noticed) {
  const Economy& economy = model.economy;
  mark_below_hazard({chunk.word.data(), economy.firms.technology[j].live_partners.data() + chunk.begin,
                     economy.network->offsets.data() + chunk.begin},
                    {model.plan.technology_hash[j], hazard, peer_strength(model, j)}, chunk.count, noticed.data());
}

/// Marks the firms of a chunk that waited for support of a technology that takes effect this month.
void mark_waiting(const Model& model, const ReviewRun& chunk, std::size_t j, Flags& noticed) {
  const auto month = static_cast<std::int16_t>(model.economy.environment.elapsed);
  if (month == no_month || !programme_begins(model, model.economy.environment.month)) return;
  const std::int16_t* resume = model.economy.firms.technology[j].resume.data() + chunk.begin;
  for (std::size_t i = 0; i < chunk.count; ++i) {
    if (resume[i] == month) noticed[i] = 1;
  }
}

/// Reviews one technology for the firms of a chunk that look at it this month.
void review(Model& model, const ReviewRun& chunk, std::size_t j, double hazard, Candidates& candidates, Flows& flows) {
  const auto& firms = model.economy.firms;
  const std::size_t begin = chunk.begin, end = chunk.begin + chunk.count;
  Flags noticed;
  mark_noticed(model, chunk, j, hazard, noticed);
  mark_waiting(model, chunk, j, noticed);
  const std::uint8_t *level = firms.technology[j].level.data(), *looks = noticed.data();
  keep_free({firms.project.data() + begin, firms.queued_technology.data() + begin, level + begin},
            static_cast<std::uint8_t>(j), static_cast<std::uint8_t>(model.technology(j).levels), chunk.count,
            noticed.data());
  Proposals proposals(j);
  proposals.count =
      select_firms(begin, end, proposals.firm.data(), [=](std::size_t i) { return looks[i - begin] != 0; });
  for (std::size_t k = 0; k < proposals.count; ++k) proposals.level[k] = level[proposals.firm[k]];
  propose_best(model, proposals);
  decide_all(model, proposals, candidates, flows);
}

}  // namespace

void review_investment(Model& model, Block block, Flows& flows) {
  const auto base = hazards(model);
  Candidates candidates;
  ReviewRun chunk;
  for_each_run(model.economy.firms.sector.data(), block, [&](const SectorRun& run) {
    static_cast<SectorRun&>(chunk) = run;
    candidates.begin = run.begin;
    candidates.of_firm.fill(Candidates::none);
    candidates.list.clear();
    draw_reviews(model.economy, chunk);
    for (std::size_t j = 0; j < base.size(); ++j) review(model, chunk, j, base[j][run.sector], candidates, flows);
    for (auto& [application, score] : candidates.list) {
      if (application.track != no_track) {
        application.waited = static_cast<std::uint8_t>(months_waited(model, application.firm, application.technology));
        application.lot = lot(model, model.track_hash[application.track], application.firm);
      }
      model.blocks[block.index].applications.push_back(std::move(application));
    }
  });
}

}  // namespace millwright
