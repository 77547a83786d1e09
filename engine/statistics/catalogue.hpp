#pragma once

#include "statistics/snapshot.hpp"

namespace millwright::statistics {

/// All observers there are. To add one: one file in observers/, one word in catalogue.cpp, one test.
const std::vector<Observer>& observer_catalogue();

/// What all observers say of a month. With `only`, at least these variables: others need not be worked out.
Observations observe_all(const Economy& economy, const Census& census, const Names* only = nullptr);

}  // namespace millwright::statistics
