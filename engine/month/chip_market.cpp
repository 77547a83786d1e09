// Not a verb: the part of allocate_support that rations controlled chips.
#include <algorithm>

#include "core/fixed_point.hpp"
#include "month/proposal.hpp"
#include "month/rationing.hpp"

namespace millwright {
namespace {

/// Puts the application on another track; its grant follows the price, but never rises.
void switch_track(const Model& model, Application& application, std::uint8_t track) {
  const int level = model.economy.firms.technology[application.technology].level[application.firm];
  const Proposal proposal = propose(model, application.firm, application.technology, level, track);
  const double grant_share = application.grant / application.price;
  application.track = track;
  application.tranche = proposal.tranche;
  application.value =
      proposal.value *
      static_cast<double>(model.economy.firms.technology[application.technology].taste[application.firm]);
  application.hurdle = proposal.hurdle;
  application.price = proposal.price;
  application.chips = proposal.chips;
  application.grant = std::min(application.grant, grant_share * proposal.price);
}

/// Whether the track sells at all this month, and to this project: its licence is one draw for life.
bool may_buy(const Model& model, const Application& application) {
  const Economy& economy = model.economy;
  const std::size_t k = application.track, i = application.firm, j = application.technology;
  if (!economy.environment.tracks[k].sells()) return false;
  const double chance = economy.scenario.chips.tracks[k].value.licence_probability.at(economy.environment.month);
  if (chance >= 1) return true;
  const DrawKey key{economy.luck, Purpose::licence, model.track_hash[k]};
  const std::uint64_t project = model.plan.technology_hash[j] + economy.firms.technology[j].level[i];
  return uniform(draw(key, economy.firms.id[i], economy.firms.birth[i], 0, project).w[0]) < chance;
}

bool reserve(Model& model, const Application& application) {
  if (!may_buy(model, application)) return false;
  TrackLedger& track = model.economy.tracks[application.track];
  const std::int64_t wanted = to_fixed<sum_scale>(application.chips);
  if (track.delivered + wanted > track.supply) return false;
  track.delivered += wanted;
  return true;
}

/// The project on each other track on which it is worthwhile, the largest V/(H I) first.
std::vector<Application> other_choices(const Model& model, const Application& preferred) {
  std::vector<Application> choices;
  for (std::size_t k = 0; k < model.economy.tracks.size(); ++k) {
    if (k == preferred.track) continue;
    Application other = preferred;
    switch_track(model, other, static_cast<std::uint8_t>(k));
    if (worthwhile(model, other)) choices.push_back(other);
  }
  std::stable_sort(choices.begin(), choices.end(), [](const Application& a, const Application& b) {
    return a.value * b.hurdle * b.price > b.value * a.hurdle * a.price;
  });
  return choices;
}

/// Reserves chips on the preferred track or the best other one that has some. When the firm gets none, false, and the
/// application stands on the track whose chips it lacks: the best that would sell to it, else the preferred one.
bool reserve_chips(Model& model, Application& application) {
  if (reserve(model, application)) return true;
  const std::vector<Application> others = other_choices(model, application);
  for (const Application& other : others) {
    if (!reserve(model, other)) continue;
    application = other;
    return true;
  }
  if (may_buy(model, application)) return false;
  for (const Application& other : others) {
    if (!may_buy(model, other)) continue;
    application = other;
    break;
  }
  return false;
}

/// Whether a firm that has waited so many months goes on waiting.
bool patient(const Model& model, int waited) {
  return waited < static_cast<int>(model.economy.scenario.chips.patience);
}

/// Those who need chips in their order.
std::vector<Place> queue_for_chips(Model& model, std::span<Application* const> applications) {
  std::vector<Place> queue;
  for (std::size_t a = 0; a < applications.size(); ++a) {
    const Application& application = *applications[a];
    if (application.track == no_track) continue;
    const int waited = months_waited(model, application.firm, application.technology);
    queue.push_back({-static_cast<double>(waited), lot(model, model.track_hash[application.track], application.firm),
                     model.economy.firms.id[application.firm], a});
    const std::int64_t wanted = to_fixed<sum_scale>(application.chips);
    if (waited == 0) model.economy.tracks[application.track].demanded += wanted;
  }
  std::sort(queue.begin(), queue.end());
  return queue;
}

}  // namespace

int months_waited(const Model& model, std::size_t firm, std::size_t technology) {
  const auto& firms = model.economy.firms;
  return firms.queued_technology[firm] == technology ? firms.queued_months[firm] : 0;
}

void leave_queue(Model& model, std::size_t firm) {
  model.economy.firms.queued_technology[firm] = no_project;
  model.economy.firms.queued_months[firm] = 0;
}

void allocate_chips(Model& model, std::span<Application* const> applications) {
  for (const Place& place : queue_for_chips(model, applications)) {
    Application& application = *applications[place.application];
    if (reserve_chips(model, application)) continue;
    application.outcome = Outcome::chips;
    TrackLedger& track = model.economy.tracks[application.track];
    const std::int64_t wanted = to_fixed<sum_scale>(application.chips);
    track.unmet += wanted;
    if (patient(model, months_waited(model, application.firm, application.technology))) track.backlog += wanted;
  }
}

void go_without(Model& model, const Application& application, Flows& flows) {
  auto& firms = model.economy.firms;
  const std::size_t i = application.firm, j = application.technology;
  const int waited = months_waited(model, i, j);
  if (waited == 0) set_outcome(model, application, Reason::chips, flows);
  firms.technology[j].reason[i] = Reason::chips;
  if (!patient(model, waited)) return leave_queue(model, i);
  firms.queued_technology[i] = application.technology;
  firms.queued_months[i] = static_cast<std::uint8_t>(waited + 1);
}

void release_chips(Model& model, const Application& application) {
  if (application.track != no_track)
    model.economy.tracks[application.track].delivered -= to_fixed<sum_scale>(application.chips);
}

}  // namespace millwright
