// Reads: all firms, flows, the buffers of the blocks
// Writes: live partners, closing sums, the month's events and entrants, revenue of levies
// Equation: sums as integers; sector normaliser Z' = Z (orders / demand), so that orders add up to demand next month
#include <atomic>
#include <span>

#include "economy/closing.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

/// Several blocks may tell one firm at the same time: integers, so that the order cannot matter.
void tell_partners(Economy& economy, const PartnerChange& change) {
  auto& live = economy.firms.technology[change.technology].live_partners;
  for (const std::uint32_t partner : economy.network->partners_of(change.firm)) {
    std::atomic_ref count(live[partner]);
    count.fetch_add(static_cast<std::uint32_t>(change.change), std::memory_order_relaxed);  // wraps for -1
  }
}

/// Partners are anywhere, and an atomic addition waits for memory alone: so all are asked for first.
void tell_all(Economy& economy, std::span<const PartnerChange> changes) {
  const Network& network = *economy.network;
  for (const auto& change : changes) fetch(network.partners_of(change.firm).data());
  for (const auto& change : changes) {
    const auto& live = economy.firms.technology[change.technology].live_partners;
    for (const std::uint32_t partner : network.partners_of(change.firm)) live.fetch(partner);
  }
  for (const auto& change : changes) tell_partners(economy, change);
}

}  // namespace

void observe(Model& model) {
  Economy& economy = model.economy;
  for_each_job(model.blocks.size(), [&](std::size_t b) {
    tell_all(economy, model.blocks[b].partner_changes);
    model.blocks[b].partner_changes.clear();
  });
  economy.events.clear(), economy.entrants.clear();
  for (auto& block : model.blocks) {
    economy.events.insert(economy.events.end(), block.events.begin(), block.events.end());
    for (std::size_t p = 0; p < block.levies.size(); ++p) economy.instruments[p].revenue += block.levies[p];
    economy.entrants.insert(economy.entrants.end(), block.entrants.begin(), block.entrants.end());
    block.levies.clear(), block.events.clear(), block.entrants.clear();
  }
  close_month(economy);
}

}  // namespace millwright
