#pragma once

#include <cmath>

namespace millwright::theory {

/// Lowest payout rate that a firm reckons with [1/year]: below it the multiple grows without bound, and no firm waits
/// forever.
inline constexpr double minimum_payout_rate = 0.03;

/// How many times its price an irreversible project must be worth before investing beats waiting, H = beta / (beta -
/// 1), where beta > 1 solves (variance / 2) beta (beta - 1) + (required_return - payout_rate) beta - required_return =
/// 0. required_return: r' [1/year], what the firm earns elsewhere plus the yearly fall of the project's price (negative
/// counts as 0); payout_rate: q [1/year], what waiting forgoes, floored at `minimum_payout_rate`; variance: of the log
/// project value [1/year]. Returns H >= 1 [1]; without uncertainty max(1, r'/q), which is pure timing. Source: Dixit
/// and Pindyck, Investment under Uncertainty (1994), chapter 5.
inline double required_multiple(double required_return, double payout_rate, double variance) {
  const double r = required_return > 0.0 ? required_return : 0.0;
  const double q = payout_rate > minimum_payout_rate ? payout_rate : minimum_payout_rate;
  // Two forms of the same root, multiplied through by the variance: each is free of cancellation on its side, also at
  // zero.
  const double half = variance / 2 + q - r;
  const double root = std::sqrt(half * half + 2 * r * variance);
  const double numerator = half > 0.0 ? half + root : 2 * r;
  const double denominator = half > 0.0 ? half + root - variance : 2 * r + half - root;
  return numerator / denominator;
}

}  // namespace millwright::theory
