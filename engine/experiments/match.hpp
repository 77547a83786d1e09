#pragma once

#include <functional>
#include <string>

// The value of one key at which an arm spends a wanted amount.
namespace millwright::experiments {

/// Values that the key may have; both finite or infinite.
struct SearchRange {
  double least = 0, most = 0;
};

struct Found {
  double value = 0, spending = 0;  // the nearest to what was wanted
  bool within = false;             // whether that is within the tolerance
  int runs = 0;                    // how often spending was asked for
  double least = 0, most = 0;      // the lowest and the highest spending that was met with
  bool bracketed = false;          // whether spending was met with on both sides of what was wanted
};

/// Looks for the value at which `spending` is `wanted`, within a part `tolerance` of it. Begins at `start`, doubles the
/// value or goes to an end of the range until spending lies on both sides, then narrows by Boost.Math's toms748
/// (Alefeld, Potra and Shi 1995). Values are rounded to six digits, so that they read as they were used. Where spending
/// is flat, capped, or jumps past what is wanted, the answer says so. `wanted` must be positive.
Found match_spending(const std::function<double(double value)>& spending, double wanted, double start,
                     const SearchRange& range, double tolerance);

/// What was found, as users ask for it.
struct SpendingMatch {
  std::string key, setting, arm;  // "policies.grant.rate", "policies.grant.rate={scale: 1.25}", whose spending it is
  double wanted = 0;              // [m currency] what that arm spends
  double tolerance = 0;           // as a part of it
  Found found;
};

}  // namespace millwright::experiments
