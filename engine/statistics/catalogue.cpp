#include "statistics/catalogue.hpp"

namespace millwright::statistics {

void adoption(const Snapshot&, Observations&);
void reasons(const Snapshot&, Observations&);
void investment(const Snapshot&, Observations&);
void jobs(const Snapshot&, Observations&);
void structure(const Snapshot&, Observations&);
void instruments(const Snapshot&, Observations&);
void chips(const Snapshot&, Observations&);
void climate(const Snapshot&, Observations&);

const std::vector<Observer>& observer_catalogue() {
  static const std::vector<Observer> observers{adoption,  reasons,     investment, jobs,
                                               structure, instruments, chips,      climate};
  return observers;
}

Observations observe_all(const Economy& economy) {
  const Snapshot snapshot = take_snapshot(economy);
  Observations observations;
  for (const Observer observer : observer_catalogue()) observer(snapshot, observations);
  return observations;
}

}  // namespace millwright::statistics
