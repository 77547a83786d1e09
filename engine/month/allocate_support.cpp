// Reads: applications of all blocks, ledgers, supply of chips
// Writes: projects under way, payments, training, the queue for chips, ledgers of instruments and chip tracks, awards,
//   outcomes
// Equation: none; chips and then each instrument's money and places go to the month's applicants in one total order. A
//   firm without chips waits; one that is refused support decides again at the awards it really got, and gives them
//   back when it does not go on.
#include <algorithm>

#include "core/fixed_point.hpp"
#include "month/adoption.hpp"
#include "month/proposal.hpp"
#include "month/rationing.hpp"
#include "month/verbs.hpp"

// Why the order of instruments cannot matter: each rations its own applicants against its own account and sees nothing
// of the others' decisions. Only when all have decided does a firm decide again. What it then gives back waits for no
// one in that month.
namespace millwright {

std::uint64_t lot(const Model& model, std::uint64_t mechanism, std::uint32_t firm) {
  const auto& firms = model.economy.firms;
  const DrawKey key{model.economy.luck, Purpose::lottery, mechanism};
  return draw(key, firms.id[firm], firms.birth[firm], model.economy.environment.month.index).w[0];
}

void set_outcome(Model& model, const Application& application, Reason reason, Flows& flows) {
  auto& firms = model.economy.firms;
  firms.technology[application.technology].reason[application.firm] = reason;
  flows.outcomes.at(application.technology, firms.size[application.firm],
                    static_cast<std::size_t>(application.outcome)) += 1;
}

namespace {

using policies::Allocation;
using policies::cents_per_million;

std::int64_t cents(double millions) {
  return static_cast<std::int64_t>(millions * cents_per_million);
}

double queue_key(const Model& model, const policies::Terms& terms, std::uint32_t firm) {
  const auto& firms = model.economy.firms;
  switch (terms.allocation()) {
    case Allocation::smallest_first:
      return firms.employment[firm];
    case Allocation::largest_first:
      return -firms.employment[firm];
    case Allocation::priority_sectors:
      return static_cast<double>(terms.priority(firms.sector[firm]));
    case Allocation::first_come:
    case Allocation::lottery:
      break;
  }
  return 0;  // first come and lottery: within a month nobody comes first but by a draw
}

void open_year(const policies::Instrument& instrument, int year, InstrumentLedger& ledger) {
  if (ledger.year == year) return;
  ledger.budget = instrument.yearly_budget(year, ledger.budget - ledger.spent);
  ledger.places = instrument.yearly_places(year, ledger.places - ledger.places_taken);
  ledger.year = year;
  ledger.spent = ledger.places_taken = 0;
}

/// Empties the month's counts, opens the year, and books what is spent without an application.
void open_month(Model& model) {
  const Month month = model.economy.environment.month;
  model.economy.awarded.clear();
  for (std::size_t p = 0; p < model.instruments.size(); ++p) {
    const auto& instrument = *model.instruments[p];
    auto& ledger = model.economy.instruments[p];
    ledger.applications = ledger.awards = ledger.refusals = ledger.returned = 0;
    ledger.spending = ledger.forgone = ledger.revenue = 0;
    open_year(instrument, month.year(), ledger);
    ledger.spending = ledger.scheduled = instrument.scheduled_spending(month);
    ledger.spent += ledger.scheduled;
    for (double& factories : ledger.visible) factories *= instrument.monthly_fade();
  }
}

/// Books an award, or takes it back with `sign` -1.
void book(const policies::Instrument& instrument, const Award& award, std::int64_t sign, InstrumentLedger& ledger) {
  const bool forgone = instrument.purse() == policies::Purse::forgone_revenue;
  ledger.awards += sign;
  (forgone ? ledger.forgone : ledger.spending) += sign * cents(award.amount);
  if (instrument.terms()->limited()) ledger.spent += sign * cents(award.amount * award.per_amount);
  ledger.places_taken += sign * award.places;
}

/// Grants the award when money and places last.
void decide(Model& model, Award& award) {
  const auto& instrument = *model.instruments[award.instrument];
  auto& ledger = model.economy.instruments[award.instrument];
  ledger.applications += 1;
  const bool money =
      !instrument.terms()->limited() || cents(award.amount * award.per_amount) <= ledger.budget - ledger.spent;
  const bool place = award.places == 0 || award.places <= ledger.places - ledger.places_taken;
  if (money && place) return book(instrument, award, 1, ledger);
  award.refused = true;
  ledger.refusals += 1;
  if (ledger.exhausted_on < 0) ledger.exhausted_on = model.economy.environment.elapsed;
}

/// An award and the firm that asked for it.
struct Asked {
  std::uint32_t firm;
  Award* award;
};

/// Whether what is left is enough for all who ask.
bool enough_for(Model& model, std::size_t p, std::span<const Asked> asked) {
  const auto& ledger = model.economy.instruments[p];
  std::int64_t money = 0, places = 0;
  for (const Asked& one : asked) {
    money += cents(one.award->amount * one.award->per_amount);
    places += one.award->places;
  }
  const bool limited = model.instruments[p]->terms()->limited();
  return (!limited || money <= ledger.budget - ledger.spent) &&
         (places == 0 || places <= ledger.places - ledger.places_taken);
}

/// Serves the applicants of one instrument in its order, which matters only when there is not enough for all.
void ration(Model& model, std::size_t p, std::span<const Asked> asked) {
  if (enough_for(model, p, asked)) {
    for (const Asked& one : asked) decide(model, *one.award);
    return;
  }
  std::vector<Place> queue;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    const std::uint32_t firm = asked[k].firm;
    queue.push_back(
        {queue_key(model, *model.instruments[p]->terms(), firm), lot(model, model.instrument_hash[p], firm), firm, k});
  }
  std::sort(queue.begin(), queue.end());
  for (const Place& place : queue) decide(model, *asked[place.application].award);
}

/// Awards follow the support in all, which may have fallen with the price on another track.
void scale_awards(Application& application) {
  double total = 0;
  for (const Award& award : application.awards) total += award.amount;
  if (!(total > application.grant)) return;
  if (application.awards.size() == 1) {
    application.awards[0].amount = application.grant;
    return;
  }
  for (Award& award : application.awards) award.amount *= application.grant / total;
}

/// The instrument that gave the most money.
std::uint8_t main_instrument(const Application& application) {
  std::uint8_t found = no_instrument;
  double largest = 0;
  for (const Award& award : application.awards) {
    if (!award.refused && award.amount > largest) largest = award.amount, found = award.instrument;
  }
  return found;
}

void start(Model& model, const Application& application, Flows& flows) {
  auto& firms = model.economy.firms;
  const std::size_t i = application.firm, j = application.technology;
  const auto& technology = model.technology(j);
  firms.project[i] = application.technology;
  firms.project_months[i] = static_cast<std::uint8_t>(technology.lead_time);
  firms.project_review[i] = static_cast<std::int16_t>(model.economy.environment.elapsed);
  firms.project_effect[i] = static_cast<float>(application.tranche.effect);
  firms.project_robots[i] = static_cast<float>(application.tranche.robots);
  firms.project_price[i] = static_cast<float>(application.price);
  firms.project_grant[i] = static_cast<float>(application.grant);
  firms.project_instrument[i] = main_instrument(application);
  firms.project_track[i] = application.track;
  firms.payment[i] += application.price - application.grant;
  const std::size_t cell = model.economy.cell(i);
  flows.projects_started.at(j, cell) += 1;
  flows.investment.at(j, cell) += to_fixed<sum_scale>(application.price);
  set_outcome(model, application, Reason::installing, flows);
}

/// Keeps what was awarded, and what awards leave with a firm and its sector: training, and a factory to visit.
void use_awards(Model& model, const Application& application) {
  Economy& economy = model.economy;
  const std::size_t i = application.firm, j = application.technology;
  for (const Award& award : application.awards) {
    if (award.refused) continue;
    const auto& firms = economy.firms;
    economy.awarded.push_back({.firm = firms.id[i],
                               .birth = firms.birth[i],
                               .month = static_cast<std::int16_t>(economy.environment.elapsed),
                               .technology = application.technology,
                               .level = static_cast<std::uint8_t>(firms.technology[j].level[i] + 1),
                               .instrument = award.instrument,
                               .amount = static_cast<float>(award.amount)});
    const auto& instrument = *model.instruments[award.instrument];
    std::uint8_t& training = economy.firms.technology[j].training[i];
    const double before = training == 0 ? 0 : model.instruments[training - 1U]->faster();
    if (instrument.faster() > before) training = static_cast<std::uint8_t>(award.instrument + 1);
    auto& visible = economy.instruments[award.instrument].visible;
    if (!visible.empty()) visible[j * economy.sectors.size() + economy.firms.sector[i]] += 1;
  }
}

/// Whether the firm would start the project as the application now stands, and can pay it.
bool worthwhile(const Application& application) {
  const double net = application.price - application.grant;
  return application.value > application.hurdle * net && application.available >= net;
}

/// Goes on with the project, or drops it when it is not worthwhile without what was refused; awards then go back.
void conclude(Model& model, Application& application) {
  if (application.outcome != Outcome::invested) return;
  std::int64_t granted = 0;
  bool money_refused = false;
  for (const Award& award : application.awards) {
    if (!award.refused) granted += cents(award.amount);
    if (award.refused && award.amount > 0) money_refused = true;
  }
  application.grant = static_cast<double>(granted) / cents_per_million;
  if (!money_refused || worthwhile(application)) return use_awards(model, application);
  for (const Award& award : application.awards) {
    if (award.refused) continue;
    auto& ledger = model.economy.instruments[award.instrument];
    book(*model.instruments[award.instrument], award, -1, ledger);
    ledger.returned += 1;
  }
  release_chips(model, application);
  application.outcome = Outcome::support_exhausted;
}

void allocate_awards(Model& model, std::span<Application* const> applications) {
  std::vector<std::vector<Asked>> asked(model.instruments.size());
  for (Application* application : applications) {
    if (application->outcome != Outcome::invested) continue;
    scale_awards(*application);
    for (Award& award : application->awards) asked[award.instrument].push_back({application->firm, &award});
  }
  for (std::size_t p = 0; p < asked.size(); ++p) {
    if (!asked[p].empty()) ration(model, p, asked[p]);
  }
  for (Application* application : applications) conclude(model, *application);
}

/// What the firm does now that all is decided. Whoever starts something else waits for chips no longer.
void carry_out(Model& model, const Application& application, Flows& flows) {
  if (application.outcome == Outcome::chips) return go_without(model, application, flows);
  leave_queue(model, application.firm);
  if (application.outcome == Outcome::invested) return start(model, application, flows);
  set_outcome(model, application, Reason::support_exhausted, flows);
}

}  // namespace

void allocate_support(Model& model) {
  Economy& economy = model.economy;
  open_month(model);
  std::vector<Application*> applications;
  for (auto& block : model.blocks) {
    for (Application& application : block.applications) applications.push_back(&application);
  }
  allocate_chips(model, applications);
  allocate_awards(model, applications);
  const Flows none(economy.technologies(), economy.cells());
  economy.flows += sum_over_blocks(economy.firms.count(), none, [&](Block block, Flows& flows) {
    for (const Application& application : model.blocks[block.index].applications)
      fetch_project(economy.firms, application.firm);
    for (const Application& application : model.blocks[block.index].applications) carry_out(model, application, flows);
    model.blocks[block.index].applications.clear();
  });
}

}  // namespace millwright
