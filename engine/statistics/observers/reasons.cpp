#include "statistics/snapshot.hpp"

// The reason ledger: adopters and non-adopters by reason add up to the firms, per technology and size class.
namespace millwright::statistics {

namespace {

/// Non-adopters, (technology, size, reason).
Tally ledger_of(const Tally& outcomes) {
  Tally ledger(outcomes.first(), outcomes.second(), reason_count);
  for (std::size_t j = 0; j < ledger.first(); ++j) {
    for (std::size_t z = 0; z < ledger.second(); ++z) {
      for (std::size_t r = 0; r < reason_count; ++r) ledger.at(j, z, r) = outcomes.at(j, z, r);
    }
  }
  return ledger;
}

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const auto national = [&](const Tally& table) {
    std::vector<double> values;
    for (const std::int64_t count : table.values())
      values.push_back(static_cast<double>(count) * economy.firms_represented());
    return values;
  };
  out.push_back({{"nonadopters_by_reason",
                  {"technology", "size", "barrier"},
                  "1",
                  "firms without a live tranche by the reason found at their last review",
                  "time: point"},
                 national(ledger_of(snapshot.census.outcomes()))});
  out.push_back(
      {{"reviews_by_outcome", {"technology", "size", "outcome"}, "1", "reviews of the month by outcome", "time: sum"},
       national(economy.flows.outcomes)});
}

}  // namespace

Observer reasons() {
  return emit;
}

}  // namespace millwright::statistics
