#pragma once

#include "statistics/snapshot.hpp"

namespace millwright::statistics {

/// An observer: a pure function from a month's snapshot to named values. It keeps no state and knows no file.
using Observer = void (*)(const Snapshot&, Observations&);

/// All observers there are. To add one: one file in observers/, one word in catalogue.cpp, one test.
const std::vector<Observer>& observer_catalogue();

/// What all observers say of a month.
Observations observe_all(const Economy& economy);

}  // namespace millwright::statistics
