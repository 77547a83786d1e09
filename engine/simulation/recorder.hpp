#pragma once

#include "economy/economy.hpp"
#include "results/result.hpp"
#include "statistics/snapshot.hpp"

namespace millwright::simulation {

/// Collects what the observers say and the firms' events, month by month and replicate by replicate.
class Recorder {
 public:
  Recorder(int replicates, int months) : replicates_(replicates), months_(months) {}

  void record(int replicate, int month, const statistics::Observations& observations);
  void record_events(int replicate, const Economy& economy);

  /// Hands over the series and the event table.
  void finish(const scenario::Scenario& scenario, results::Result& result);

  /// What has been collected so far, for checkpoints.
  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.series_), visit(self.events_);
  }

 private:
  struct Event {
    std::int32_t replicate;
    GoLive what;
  };

  int replicates_, months_;
  std::vector<results::Series> series_;
  std::vector<Event> events_;
};

}  // namespace millwright::simulation
