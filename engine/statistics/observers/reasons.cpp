#include "statistics/snapshot.hpp"

// The reason ledger: adopters and non-adopters by reason add up to the firms, per technology and size class.
namespace millwright::statistics {

void reasons(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const auto& firms = economy.firms;
  const std::size_t technologies = economy.technologies();
  const Tally ledger =
      tally_firms(economy, Tally(technologies, economy.sizes(), reason_count), [&](std::size_t i, Tally& sums) {
        for (std::size_t j = 0; j < technologies; ++j) {
          const auto& columns = firms.technology[j];
          if (columns.level[i] > 0) continue;
          const Reason reason = firms.project[i] != no_project ? Reason::installing : columns.reason[i];
          sums.at(j, firms.size[i], static_cast<std::size_t>(reason)) += 1;
        }
      });
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
                 national(ledger)});
  out.push_back(
      {{"reviews_by_outcome", {"technology", "size", "outcome"}, "1", "reviews of the month by outcome", "time: sum"},
       national(economy.flows.outcomes)});
}

}  // namespace millwright::statistics
