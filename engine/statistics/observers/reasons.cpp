#include "statistics/snapshot.hpp"

// The reason ledger: adopters and non-adopters by reason add up to the firms, per technology and size class.
namespace millwright::statistics {

namespace {

/// Integers per cell and technology: non-adopters by reason, then adopters.
constexpr std::size_t per_technology = reason_count + 1;

std::size_t width(const Economy& economy) {
  return economy.technologies() * per_technology;
}

/// Neighbouring firms count in different lanes: an addition to a number that has just been written must wait for it.
constexpr std::size_t lanes = 8;

/// Adds non-adopters by reason and adopters, of one technology and by size class; of a size class the first cell holds
/// them all.
void count_technology(const Economy& economy, const FirmBlock& block, const Rows& rows, std::size_t j) {
  const auto& firms = economy.firms;
  const std::uint8_t *level = firms.technology[j].level.data(), *project = firms.project.data();
  const Reason* reason = firms.technology[j].reason.data();
  const std::uint8_t* size = firms.size.data();
  const std::size_t sizes = economy.sizes();
  std::vector<std::uint32_t> counts(lanes * sizes * per_technology);
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const auto found = static_cast<std::size_t>(project[i] != no_project ? Reason::installing : reason[i]);
    const std::size_t place = level[i] > 0 ? reason_count : found;
    counts[((i % lanes) * sizes + size[i]) * per_technology + place] += 1;
  }
  for (std::size_t k = 0; k < counts.size(); ++k)
    rows(k / per_technology % sizes)[j * per_technology + k % per_technology] += counts[k];
}

void count(const Economy& economy, const FirmBlock& block, const Rows& rows) {
  for (std::size_t j = 0; j < economy.technologies(); ++j) count_technology(economy, block, rows, j);
}

/// Non-adopters, (technology, size, reason).
Tally ledger_of(const Snapshot& snapshot) {
  Tally ledger(snapshot.economy.technologies(), snapshot.cells.sizes, reason_count);
  for (std::size_t j = 0; j < ledger.first(); ++j) {
    const Tally by_reason = snapshot.part(j * per_technology, reason_count);
    for (std::size_t cell = 0; cell < snapshot.cells.count(); ++cell) {
      for (std::size_t r = 0; r < reason_count; ++r)
        ledger.at(j, snapshot.cells.size_of(cell), r) += by_reason.at(r, cell);
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
                 national(ledger_of(snapshot))});
  out.push_back(
      {{"reviews_by_outcome", {"technology", "size", "outcome"}, "1", "reviews of the month by outcome", "time: sum"},
       national(economy.flows.outcomes)});
}

}  // namespace

Observer reasons() {
  return {width, count, emit};
}

}  // namespace millwright::statistics
