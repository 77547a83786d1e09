#pragma once

#include "experiments/compare.hpp"

namespace millwright::experiments {

/// Where the cells of some labels lie among those of all labels, outermost dimension first; empty when a dimension of
/// that name is missing. `whole` has all labels of `part`.
std::vector<std::size_t> cells_within(const std::vector<statistics::Dimension>& whole,
                                      const std::vector<std::string>& names,
                                      const std::vector<statistics::Dimension>& part);

/// Dimensions of both results with the labels that both have, in the order of the base.
std::vector<statistics::Dimension> shared_dimensions(const results::Result& base, const results::Result& policy);

/// Policy less base of every variable that both have, on the labels that both have, with quantiles over replicates.
std::vector<SeriesDifference> series_differences(const results::Result& base, const results::Result& policy);

}  // namespace millwright::experiments
