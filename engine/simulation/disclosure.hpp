#pragma once

#include "economy/economy.hpp"
#include "statistics/snapshot.hpp"

namespace millwright::simulation {

/// Blanks (NaN) every value of a group of firms (by sector, size, region, ownership and their crossings) in which some
/// firms of a confidential table are, but fewer than its `min_cell`. Clones of one firm count once; firms that enter
/// later stand for nobody. A total over groups stays: whoever subtracts the other groups from it can find a single
/// blank, so results with one blank group are not safe to publish.
void blank_small_groups(const Economy& economy, statistics::Observations& observations);

/// What is observed of a month, without small groups of confidential firms; with `only`, at least these variables.
statistics::Observations publishable(const Economy& economy, const statistics::Names* only = nullptr);

}  // namespace millwright::simulation
