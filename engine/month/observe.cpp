// Reads: all firms, flows, the buffers of the blocks
// Writes: live partners, closing sums, the month's events
// Equation: sums as integers; sector normaliser Z' = Z (orders / demand), so that orders add up to demand next month
#include "economy/closing.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

void tell_partners(Economy& economy, const PartnerChange& change) {
  auto& live = economy.firms.technology[change.technology].live_partners;
  for (const std::uint32_t partner : economy.network->partners_of(change.firm)) {
    live[partner] += static_cast<std::uint32_t>(change.change);  // wraps for -1: integers, so the order cannot matter
  }
}

}  // namespace

void observe(Model& model) {
  Economy& economy = model.economy;
  economy.events.clear();
  for (auto& block : model.blocks) {
    for (const auto& change : block.partner_changes) tell_partners(economy, change);
    economy.events.insert(economy.events.end(), block.events.begin(), block.events.end());
    block.partner_changes.clear();
    block.events.clear();
  }
  close_month(economy);
}

}  // namespace millwright
