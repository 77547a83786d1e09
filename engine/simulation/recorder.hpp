#pragma once

#include "economy/economy.hpp"
#include "results/result.hpp"
#include "statistics/snapshot.hpp"

namespace millwright::simulation {

/// Collects what the observers say and the lives of firms, month by month and replicate by replicate.
class Recorder {
 public:
  Recorder(int replicates, int months) : replicates_(replicates), months_(months) {}

  void record(int replicate, int month, const statistics::Observations& observations);
  /// The firms that are there before the first month.
  void record_start(int replicate, const Economy& economy);
  /// What happened to firms in a month: go-lives, awards, exits and entries.
  void record_month(int replicate, const Economy& economy);

  /// Hands over the series and, where lives were recorded, the tables `events`, `awarded` and `lives`.
  void finish(const scenario::Scenario& scenario, results::Result& result);

  /// What has been collected so far, for checkpoints.
  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.series_), visit(self.events_), visit(self.awards_), visit(self.lives_), visit(self.living_);
  }

 private:
  template <class What>
  struct InReplicate {
    std::int32_t replicate;
    What what;
  };
  struct Life {
    std::uint32_t firm;
    std::int32_t birth;  // month since year 0
    std::int32_t exit;   // month since the start; -1: it lived on
    std::uint8_t sector, region, ownership, size;
    std::uint64_t live_at_start;  // by technology, one bit each; a scenario has at most 64
  };

  void begin_life(int replicate, const Economy& economy, std::size_t i);
  results::Table events_table(const scenario::Scenario& scenario) const;
  results::Table awards_table(const scenario::Scenario& scenario) const;
  results::Table firms_table(const scenario::Scenario& scenario, const results::Result& result) const;

  int replicates_, months_;
  std::vector<results::Series> series_;
  std::vector<InReplicate<GoLive>> events_;
  std::vector<InReplicate<Awarded>> awards_;
  std::vector<InReplicate<Life>> lives_;
  std::vector<std::size_t> living_;  // by slot: the life of the firm that is there now
};

}  // namespace millwright::simulation
