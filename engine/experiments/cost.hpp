#pragma once

#include <span>
#include <string>
#include <vector>

#include "experiments/inference.hpp"
#include "results/result.hpp"

// What a policy costs, and per what it brings.
namespace millwright::experiments {

/// What was brought, and the money per one of it; the country's.
struct CostPer {
  std::string name;        // "additional_adopter"
  Interval brought;        // with the policy, less without
  bool determined = true;  // false where what was brought may be zero: its interval holds it; or is not told
  Interval gross, net;     // [m currency] per one
};

struct CostComparison {
  std::string unit;     // "m CNY"
  Interval gross, net;  // [unit] present value: see programme_spending and government_balance
  std::vector<double> gross_by_replicate;
  std::vector<CostPer> per;
};

/// Present value by replicate, up to the horizon, of what differing instruments spend and forgo [m currency].
std::vector<double> programme_spending(const results::Result& result, const std::vector<std::string>& instruments,
                                       std::int32_t horizon, double discount_rate);

/// The same of what the government pays (grants, taxes forgone, public investment) less taxes and levies.
std::vector<double> government_balance(const results::Result& result, std::int32_t horizon, double discount_rate);

/// A variable's sum over all its cells in a month, by replicate.
std::vector<double> total_in_month(const results::Result& result, const std::string& variable, std::int32_t month);

/// What a policy brought, by replicate; NaN where it is not told.
struct Brought {
  std::string name;
  std::vector<double> amount;
};

/// Money by replicate is policy less base. One replicate gives estimates without intervals.
CostComparison cost_of(const std::vector<double>& gross, const std::vector<double>& net,
                       const std::vector<Brought>& brought, std::uint64_t seed);

std::vector<double> difference_of(const std::vector<double>& policy, const std::vector<double>& base);

}  // namespace millwright::experiments
