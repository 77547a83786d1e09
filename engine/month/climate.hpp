#pragma once

#include "month/model.hpp"

// Parts of advance_environment that stand in files of their own.
namespace millwright {

/// The climate's draw of a month, the same for all firms.
inline Words climate_draw(const Economy& economy, Purpose purpose, std::uint64_t mechanism, Month month) {
  return draw({economy.luck, purpose, mechanism}, 0, 0, month.index);
}

/// Index of the month and its history: given by a path, observed, or projected. In climate_signals.cpp, as is the next.
void advance_pmi(const Economy& economy, Environment& now);

/// Prices of the metals, shocks included.
void advance_metals(const Economy& economy, Environment& now);

/// Books last month's account of each chip track, then sets its performance, price and limits of this month. In
/// climate_chips.cpp.
void advance_tracks(Model& model);

}  // namespace millwright
