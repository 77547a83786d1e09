// Not a verb: the part of allocate_support that rations controlled chips.
#include <algorithm>

#include "core/fixed_point.hpp"
#include "month/proposal.hpp"
#include "month/rationing.hpp"

namespace millwright {
namespace {

/// The project of an application on another track: effect and value are proportional to the performance of the
/// computing power, and the grant follows the price but never rises.
struct Choice {
  std::uint8_t track;
  double ratio;  // [1] of performance
  double price, grant;

  double value(const Application& application) const { return application.value * ratio; }
};

Choice choice_on(const Model& model, const Application& application, std::size_t track) {
  const auto& chips = model.economy.scenario.chips;
  const auto& from = model.economy.environment.tracks[application.track];
  const auto& to = model.economy.environment.tracks[track];
  const double price = application.price + application.chips * (to.price - from.price);
  return {static_cast<std::uint8_t>(track),
          computing_performance(chips, to.performance) / computing_performance(chips, from.performance), price,
          std::min(application.grant, application.grant / application.price * price)};
}

void switch_to(const Choice& choice, Application& application) {
  application.value = choice.value(application);
  application.track = choice.track;
  application.tranche.effect *= choice.ratio;
  application.price = choice.price;
  application.grant = choice.grant;
}

/// Whether the track sells at all this month, and to this project: its licence is one draw for life.
bool may_buy(const Model& model, const Application& application, std::size_t k) {
  const Economy& economy = model.economy;
  const std::size_t i = application.firm, j = application.technology;
  if (!economy.environment.tracks[k].sells()) return false;
  const double chance = economy.scenario.chips.tracks[k].value.licence_probability.at(economy.environment.month);
  if (chance >= 1) return true;
  const DrawKey key{economy.luck, Purpose::licence, model.track_hash[k]};
  const std::uint64_t project = model.plan.technology_hash[j] + economy.firms.technology[j].level[i];
  return uniform(draw(key, economy.firms.id[i], economy.firms.birth[i], 0, project).w[0]) < chance;
}

bool reserve(Model& model, const Application& application, std::size_t k) {
  if (!may_buy(model, application, k)) return false;
  TrackLedger& track = model.economy.tracks[k];
  const std::int64_t wanted = to_fixed<sum_scale>(application.chips);
  if (track.delivered + wanted > track.supply) return false;
  track.delivered += wanted;
  return true;
}

/// The other tracks on which the project is worthwhile and can be paid, the largest V/(H I) first.
std::vector<Choice> other_choices(const Model& model, const Application& preferred) {
  std::vector<Choice> choices;
  for (std::size_t k = 0; k < model.economy.tracks.size(); ++k) {
    if (k == preferred.track) continue;
    const Choice other = choice_on(model, preferred, k);
    const double net = other.price - other.grant;
    if (other.value(preferred) > preferred.hurdle * net && preferred.available >= net) choices.push_back(other);
  }
  std::stable_sort(choices.begin(), choices.end(),
                   [](const Choice& a, const Choice& b) { return a.ratio * b.price > b.ratio * a.price; });
  return choices;
}

/// Whether another track has enough for the project.
bool left_elsewhere(const Model& model, const Application& application) {
  const std::int64_t wanted = to_fixed<sum_scale>(application.chips);
  for (std::size_t k = 0; k < model.economy.tracks.size(); ++k) {
    const TrackLedger& track = model.economy.tracks[k];
    if (k != application.track && track.delivered + wanted <= track.supply) return true;
  }
  return false;
}

/// Reserves chips on the preferred track or the best other one that has some. When the firm gets none, false, and the
/// application stands on the track whose chips it lacks: the best that would sell to it, else the preferred one.
bool reserve_chips(Model& model, Application& application) {
  if (reserve(model, application, application.track)) return true;
  if (may_buy(model, application, application.track) && !left_elsewhere(model, application)) return false;
  const std::vector<Choice> others = other_choices(model, application);
  for (const Choice& other : others) {
    if (!reserve(model, application, other.track)) continue;
    switch_to(other, application);
    return true;
  }
  if (may_buy(model, application, application.track)) return false;
  const auto seller = std::find_if(others.begin(), others.end(),
                                   [&](const Choice& other) { return may_buy(model, application, other.track); });
  if (seller != others.end()) switch_to(*seller, application);
  return false;
}

/// Whether a firm that has waited so many months goes on waiting.
bool patient(const Model& model, int waited) {
  return waited < static_cast<int>(model.economy.scenario.chips.patience);
}

void fetch_application(const Application& application) {
  const auto* begin = reinterpret_cast<const std::byte*>(&application);
  for (std::size_t at = 0; at < sizeof(Application); at += cache_line) fetch(begin + at);
}

/// Those who need chips among some applications, in their order, and what they ask for the first time, by the track
/// that they prefer.
struct Demand {
  std::vector<Place> queue;
  std::vector<std::int64_t> fresh;
};

Demand demand_of(std::span<Application* const> applications, std::size_t begin, std::size_t end, std::size_t tracks) {
  Demand demand{{}, std::vector<std::int64_t>(tracks)};
  for (std::size_t a = begin; a < end; ++a) {
    const Application& application = *applications[a];
    if (application.track == no_track) continue;
    demand.queue.push_back({-static_cast<double>(application.waited), application.lot, application.firm, a});
    if (application.waited == 0) demand.fresh[application.track] += to_fixed<sum_scale>(application.chips);
  }
  std::sort(demand.queue.begin(), demand.queue.end());
  return demand;
}

/// Those who need chips in their order, put together from parts that threads sort side by side.
std::vector<Place> queue_for_chips(Model& model, std::span<Application* const> applications) {
  auto& tracks = model.economy.tracks;
  constexpr std::size_t parts = 8;
  std::array<Demand, parts> demands;
  for_each_job(parts, [&](std::size_t part) {
    const std::size_t all = applications.size();
    demands[part] = demand_of(applications, part * all / parts, (part + 1) * all / parts, tracks.size());
  });
  std::vector<Place> queue;
  for (const Demand& demand : demands) {
    for (std::size_t k = 0; k < tracks.size(); ++k) tracks[k].demanded += demand.fresh[k];
    const auto middle = static_cast<std::ptrdiff_t>(queue.size());
    queue.insert(queue.end(), demand.queue.begin(), demand.queue.end());
    std::inplace_merge(queue.begin(), queue.begin() + middle, queue.end());
  }
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
  const std::vector<Place> queue = queue_for_chips(model, applications);
  for (std::size_t served = 0; served < queue.size(); ++served) {
    // Applications stand far apart in this order: those of the next few are on their way meanwhile.
    constexpr std::size_t ahead = 16;
    if (served + ahead < queue.size()) fetch_application(*applications[queue[served + ahead].application]);
    Application& application = *applications[queue[served].application];
    if (reserve_chips(model, application)) continue;
    application.outcome = Outcome::chips;
    TrackLedger& track = model.economy.tracks[application.track];
    const std::int64_t wanted = to_fixed<sum_scale>(application.chips);
    track.unmet += wanted;
    if (patient(model, application.waited)) track.backlog += wanted;
  }
}

void go_without(Model& model, const Application& application, Flows& flows) {
  auto& firms = model.economy.firms;
  const std::size_t i = application.firm, j = application.technology;
  const int waited = application.waited;
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
