// Reads: applications of all blocks, ledgers, supply of chips
// Writes: projects under way, payments, ledgers of instruments and chip tracks, outcomes
// Equation: none; chips and then each instrument's money go to the month's applicants in one total order. A firm that
//   is refused decides again inside the same pass: on another track, or at the full price.
#include <algorithm>

#include "core/fixed_point.hpp"
#include "month/proposal.hpp"
#include "month/rationing.hpp"
#include "month/verbs.hpp"

namespace millwright {

std::uint64_t lot(const Model& model, std::uint64_t mechanism, std::uint32_t firm) {
  const auto& firms = model.economy.firms;
  const DrawKey key{model.economy.luck, Purpose::lottery, mechanism};
  return draw(key, firms.id[firm], firms.birth[firm], model.economy.environment.month.index).w[0];
}

bool worthwhile(const Model& model, const Application& application) {
  const double net = application.price - application.grant;
  return application.value > application.hurdle * net && funds(model, application.firm) >= net;
}

void set_outcome(Model& model, const Application& application, Outcome outcome, Reason reason) {
  auto& economy = model.economy;
  economy.firms.technology[application.technology].reason[application.firm] = reason;
  economy.flows.outcomes.at(application.technology, economy.firms.size[application.firm],
                            static_cast<std::size_t>(outcome)) += 1;
}

namespace {

using policies::Allocation;

constexpr double cents_per_million = 1e8;

double queue_key(const Model& model, Allocation allocation, std::uint32_t firm) {
  if (allocation == Allocation::smallest_first) return model.economy.firms.employment[firm];
  if (allocation == Allocation::largest_first) return -model.economy.firms.employment[firm];
  return 0;  // first come and lottery: within a month nobody comes first but by a draw
}

void open_year(Model& model) {
  const int year = model.economy.environment.month.year();
  for (std::size_t p = 0; p < model.instruments.size(); ++p) {
    auto& ledger = model.economy.instruments[p];
    ledger.applications = ledger.awards = ledger.refusals = ledger.spending = 0;
    if (ledger.year == year) continue;
    ledger.budget = model.instruments[p]->yearly_budget(year, ledger.budget - ledger.spent);
    ledger.year = year;
    ledger.spent = 0;
  }
}

/// Awards the grant when the budget holds it; otherwise the firm goes on without.
void award(Model& model, Application& application) {
  auto& ledger = model.economy.instruments[application.instrument];
  const auto cents = static_cast<std::int64_t>(application.grant * cents_per_million);
  ledger.applications += 1;
  if (ledger.spent + cents <= ledger.budget) {
    ledger.awards += 1;
    ledger.spent += cents;
    ledger.spending += cents;
    application.grant = static_cast<double>(cents) / cents_per_million;
    return;
  }
  ledger.refusals += 1;
  if (ledger.exhausted_on < 0) ledger.exhausted_on = model.economy.environment.elapsed;
  application.grant = 0;
  application.instrument = no_instrument;
}

void start(Model& model, const Application& application) {
  auto& firms = model.economy.firms;
  auto& flows = model.economy.flows;
  const std::size_t i = application.firm, j = application.technology;
  const auto& technology = model.technology(j);
  firms.project[i] = application.technology;
  firms.project_months[i] = static_cast<std::uint8_t>(technology.lead_time);
  firms.project_review[i] = static_cast<std::int16_t>(model.economy.environment.elapsed);
  firms.project_effect[i] = static_cast<float>(application.tranche.effect);
  firms.project_robots[i] = static_cast<float>(application.tranche.robots);
  firms.project_price[i] = static_cast<float>(application.price);
  firms.project_grant[i] = static_cast<float>(application.grant);
  firms.project_instrument[i] = application.instrument;
  firms.project_track[i] = application.track;
  firms.payment[i] += application.price - application.grant;
  const std::size_t cell = model.economy.cell(i);
  flows.projects_started.at(j, cell) += 1;
  flows.investment.at(j, cell) += to_fixed<sum_scale>(application.price);
  set_outcome(model, application, Outcome::invested, Reason::installing);
}

void allocate_grants(Model& model, std::vector<Application>& applications) {
  std::vector<Place> queue;
  for (std::size_t a = 0; a < applications.size(); ++a) {
    const auto& application = applications[a];
    const bool asks = application.instrument != no_instrument;
    const double key =
        asks ? queue_key(model, model.instruments[application.instrument]->allocation(), application.firm) : 0;
    const std::uint64_t mechanism = asks ? model.instrument_hash[application.instrument] : 0;
    queue.push_back({key, lot(model, mechanism, application.firm), model.economy.firms.id[application.firm], a});
  }
  std::sort(queue.begin(), queue.end());
  for (const Place& place : queue) {
    Application& application = applications[place.application];
    const bool asked = application.instrument != no_instrument;
    if (asked) award(model, application);
    if (asked && application.instrument == no_instrument && !worthwhile(model, application)) {
      release_chips(model, application);
      set_outcome(model, application, Outcome::support_exhausted, Reason::support_exhausted);
    } else {
      start(model, application);
    }
  }
}

}  // namespace

void allocate_support(Model& model) {
  open_year(model);
  std::vector<Application> applications;
  for (auto& block : model.blocks) {
    applications.insert(applications.end(), block.applications.begin(), block.applications.end());
    block.applications.clear();
  }
  allocate_chips(model, applications);
  allocate_grants(model, applications);
}

}  // namespace millwright
