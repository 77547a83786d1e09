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

bool reserve(TrackLedger& track, double chips) {
  const std::int64_t wanted = to_fixed<sum_scale>(chips);
  if (track.delivered + wanted > track.supply) return false;
  track.delivered += wanted;
  return true;
}

/// Reserves chips on the preferred track or on one that is also worthwhile; false when the firm gets none.
bool reserve_chips(Model& model, Application& application) {
  auto& tracks = model.economy.tracks;
  tracks[application.track].demanded += to_fixed<sum_scale>(application.chips);
  if (reserve(tracks[application.track], application.chips)) return true;
  const Application wanted = application;
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    if (k == wanted.track) continue;
    application = wanted;
    switch_track(model, application, static_cast<std::uint8_t>(k));
    if (worthwhile(model, application) && reserve(tracks[k], application.chips)) return true;
  }
  application = wanted;
  return false;
}

}  // namespace

void allocate_chips(Model& model, std::vector<Application>& applications) {
  std::vector<Place> queue;
  for (std::size_t a = 0; a < applications.size(); ++a) {
    const auto& application = applications[a];
    if (application.track == no_track) continue;
    queue.push_back({0, lot(model, model.track_hash[application.track], application.firm),
                     model.economy.firms.id[application.firm], a});
  }
  std::sort(queue.begin(), queue.end());
  std::vector<std::uint8_t> dropped(applications.size(), 0);
  for (const Place& place : queue) {
    if (reserve_chips(model, applications[place.application])) continue;
    dropped[place.application] = 1;
    set_outcome(model, applications[place.application], Outcome::chips, Reason::chips);
  }
  std::size_t kept = 0;
  for (std::size_t a = 0; a < applications.size(); ++a) {
    if (dropped[a] == 0) applications[kept++] = applications[a];
  }
  applications.resize(kept);
}

void release_chips(Model& model, const Application& application) {
  if (application.track != no_track)
    model.economy.tracks[application.track].delivered -= to_fixed<sum_scale>(application.chips);
}

}  // namespace millwright
