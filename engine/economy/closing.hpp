#pragma once

#include "economy/economy.hpp"

namespace millwright {

/// On the eve of the first month: demand equals the sales of the firms, and the sums follow.
void start_closing(Economy& economy);

/// Closes a month: sums over firms by sector, normalisers, evidence on gains. Reads firms, flows and environment.
void close_month(Economy& economy);

/// Completes the month's payments between all accounts and moves their money. In accounts.cpp.
void close_accounts(Economy& economy);

/// Change of all firms' cash less the payments booked [fixed point]: nothing but rounding.
std::int64_t accounts_residual(const Flows& flows);

/// Change of all firms' debt less new loans, repayments and write-offs [fixed point]: nothing but rounding.
std::int64_t debt_residual(const Flows& flows);

}  // namespace millwright
