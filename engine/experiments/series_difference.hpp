#pragma once

#include "experiments/compare.hpp"

namespace millwright::experiments {

/// Dimensions of both results with the labels that both have, in the order of the base.
std::vector<statistics::Dimension> shared_dimensions(const results::Result& base, const results::Result& policy);

/// Policy less base of every variable that both have, on the labels that both have, with quantiles over replicates.
std::vector<SeriesDifference> series_differences(const results::Result& base, const results::Result& policy);

}  // namespace millwright::experiments
