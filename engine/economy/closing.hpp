#pragma once

#include "economy/economy.hpp"

namespace millwright {

/// On the eve of the first month: demand equals the sales of the firms, and the sums follow.
void start_closing(Economy& economy);

/// Closes a month: sums by sector, normalisers, evidence on gains. Reads census, flows and environment, and in December
/// the firms.
void close_month(Economy& economy);

/// Marks every firm's productivity as the one that the first year begins with. In productivity.cpp.
void start_productivity(Economy& economy);

/// Keeps the aggregates of the first month; at the end of every twelfth, splits the year's growth of productivity.
void close_productivity(Economy& economy);

/// Completes the month's payments between all accounts and moves their money. In accounts.cpp.
void close_accounts(Economy& economy);

/// Change of all firms' cash less the payments booked [fixed point]: nothing but rounding.
std::int64_t accounts_residual(const Flows& flows);

/// Change of all firms' debt less new loans, repayments and write-offs [fixed point]: nothing but rounding.
std::int64_t debt_residual(const Flows& flows);

}  // namespace millwright
