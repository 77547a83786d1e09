#pragma once
// Intervals and convergence of anything that is worked out from units with weights.

#include <functional>
#include <span>
#include <vector>

#include "core/random.hpp"
#include "experiments/sensitivity.hpp"

namespace millwright::experiments {

/// How often each unit is drawn in as many draws with replacement as there are units.
std::vector<double> resampled(std::size_t units, std::size_t sample, Luck luck);

/// Numbers worked out from all units, unit k counting weights[k] times; NaN where they are not defined.
using Statistic = std::function<std::vector<double>(std::span<const double> weights)>;

/// Each of the statistic's numbers with its bootstrap interval, and at a quarter and a half of the units.
std::vector<Estimate> estimate(std::size_t units, const Statistic& statistic, Luck luck);

}  // namespace millwright::experiments
