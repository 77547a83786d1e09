#include "theory/leontief.hpp"

#include "economy/sectors.hpp"
#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// Input-output accounting on China's matrix. The months do not call it yet; the links of the supply network are drawn
// from the same matrix.
namespace millwright::evidence {
namespace {

/// Column sums of I + A + A^2 + ... : output that one unit of final demand calls for, round by round.
std::vector<double> rounds_of_demand(const std::vector<double>& direct, std::size_t n) {
  std::vector<double> sums(n, 0.0), row(n, 1.0);
  for (int round = 0; round < 2000; ++round) {
    std::vector<double> next(n, 0.0);
    for (std::size_t b = 0; b < n; ++b) {
      sums[b] += row[b];
      for (std::size_t s = 0; s < n; ++s) next[b] += row[s] * direct[s * n + b];
    }
    row = next;
  }
  return sums;
}

Findings find(const Context& context) {
  const auto loaded = shipped(context, "china/baseline.yaml");
  const auto sectors = read_sectors(loaded.scenario);
  const auto direct = read_input_output(loaded.scenario, sectors);
  const std::size_t n = sectors.size();
  const auto multipliers = theory::output_multipliers(direct, n);
  const auto rounds = rounds_of_demand(direct, n);
  std::vector<double> final_demand, cost;
  for (std::size_t s = 0; s < n; ++s) {
    final_demand.push_back(1.0 + static_cast<double>(s));
    cost.push_back(0.1 / (1.0 + static_cast<double>(s)));
  }
  const auto output = theory::total_requirements(direct, final_demand);
  const auto price = theory::price_changes(direct, cost);
  double series = 0, balance = 0, costs = 0, revenues = 0;
  for (std::size_t s = 0; s < n; ++s) {
    series = std::max(series, std::abs(multipliers[s] / rounds[s] - 1));
    double used = final_demand[s];
    for (std::size_t b = 0; b < n; ++b) used += direct[s * n + b] * output[b];
    balance = std::max(balance, std::abs(output[s] / used - 1));
    costs += cost[s] * output[s], revenues += price[s] * final_demand[s];
  }
  return {near("multipliers against I + A + A^2 + ..., largest gap", series, 0, 1e-12, "rounding"),
          near("output = uses, largest relative gap", balance, 0, 1e-12, "rounding"),
          near("price dual: v'x / p'f", costs / revenues, 1, 1e-12, "rounding")};
}

}  // namespace

Row leontief() {
  return {"leontief", "Total requirements, multipliers and prices agree on China's table", "Miller-Blair 2009", find};
}

}  // namespace millwright::evidence
