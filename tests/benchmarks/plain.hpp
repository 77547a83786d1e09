#pragma once

#include <cstddef>

namespace millwright::benchmarks {

/// What both versions of the production loop must agree on.
struct ProductionSummary {
  double seconds = 0;
  double mean_growth = 0;  // of ln sales over the whole run
  double growth_sd = 0;
  double mean_employment = 0;  // per firm at the end
};

/// The production loop as a good programmer would write it in an afternoon: an array of structs, one firm after the
/// other, <random> and <cmath>. One sector, one month's equations of produce_and_sell, `months` times.
ProductionSummary plain_production(std::size_t firms, int months);

/// The same with the engine's columns and kernels, on one thread.
ProductionSummary engine_production(std::size_t firms, int months);

}  // namespace millwright::benchmarks
