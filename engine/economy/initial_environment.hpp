#pragma once

#include "economy/economy.hpp"

namespace millwright {

/// The environment on the eve of the first month: histories of PMI and metals, trend relative to the base month.
Environment initial_environment(const Economy& economy);

/// Real growth of wages, and so of trend productivity and demand, in one month [ln].
double trend_step(const scenario::Scenario& scenario, Month month);

/// An annual nominal rate as a real one [1/year].
double real_rate(const scenario::Scenario& scenario, double nominal);

}  // namespace millwright
