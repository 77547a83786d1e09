#include "statistics/catalogue.hpp"

namespace millwright::statistics {

Observer adoption();
Observer reasons();
Observer investment();
Observer jobs();
Observer structure();
Observer instruments();
Observer chips();
Observer climate();
Observer accounts();
Observer productivity();

const std::vector<Observer>& observer_catalogue() {
  static const std::vector<Observer> observers{adoption(),    reasons(), investment(), jobs(),     structure(),
                                               instruments(), chips(),   climate(),    accounts(), productivity()};
  return observers;
}

Observations observe_all(const Economy& economy, const Census& census, const Names* only) {
  const Snapshot snapshot{economy, economy.scenario,           "m " + economy.scenario.currency, economy.cells(),
                          census,  census.table(Count::firms), census.table(Count::workers),     axes_of(economy),
                          only};
  Observations observations;
  for (const Observer& observer : observer_catalogue()) observer(snapshot, observations);
  return observations;
}

}  // namespace millwright::statistics
