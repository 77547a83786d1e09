#pragma once

#include "month/model.hpp"

// Parts of advance_environment that stand in files of their own.
namespace millwright {

/// Books last month's account of each chip track, then sets its performance, price and limits of this month.
void advance_tracks(Model& model);

}  // namespace millwright
