#pragma once

#include "economy/economy.hpp"

namespace millwright {

/// On the eve of the first month: demand equals the sales of the firms, and the sums follow.
void start_closing(Economy& economy);

/// Closes a month: sums over firms by sector, normalisers, evidence on gains. Reads firms, flows and environment.
void close_month(Economy& economy);

}  // namespace millwright
