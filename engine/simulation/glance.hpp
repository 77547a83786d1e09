#pragma once

#include <vector>

namespace millwright {
struct Economy;
}

namespace millwright::simulation {

/// What an economy looks like at the month's end, for somebody who watches a run.
struct Glance {
  std::vector<double> adoption;  // share of adopters among the firms, by technology
  double pmi = 0;
};

Glance glance_at(const Economy& economy);

}  // namespace millwright::simulation
