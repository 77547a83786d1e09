#pragma once

#include "economy/population.hpp"

namespace millwright {

/// Gives the firms of the start their levels, tranche ages and projects under way for one technology, by a logit in
/// size, potential, management and cost whose intercept meets the reported stock (or share of adopters) exactly up to
/// one firm.
void draw_initial_adoption(Economy& economy, std::size_t technology);

}  // namespace millwright
