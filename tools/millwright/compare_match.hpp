#pragma once

#include "compare_arms.hpp"
#include "experiments/match.hpp"

// `compare --match-spending KEY`: the value of a key at which an arm spends what another one does.
namespace millwright::tool {

/// How near spending must come, as a part of what is wanted.
constexpr double spending_tolerance = 0.005;

/// Refuses a key of which no value can be sought in the arm: one that it does not hold, that is no number, or that is
/// a whole number. Throws UserError with ExitCode::usage.
void require_matchable(const Arm& arm, const std::string& key);

/// Whose spending is wanted, and how much that is [m currency].
struct Wanted {
  std::string arm;
  double spending = 0;
};

struct Matched {
  Arm arm;                 // with the value that was found
  results::Result result;  // of it
  experiments::SpendingMatch match;
};

/// Simulates the arm with other values of the key until it spends what is wanted more than the base. A number is
/// sought itself, of a dated value or one by year the factor by which all of it is scaled. Throws UserError where no
/// value does, with the spending that can be reached; warns where spending jumps past what is wanted.
Matched match_spending(const Arm& arm, const std::string& key, const Wanted& wanted, const results::Result& base,
                       const experiments::CompareOptions& how, const Simulations& simulations);

}  // namespace millwright::tool
