#include "experiments/cost.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/contracts.hpp"
#include "core/errors.hpp"

namespace millwright::experiments {
namespace {

constexpr double months_per_year = 12;

const results::Series* find_series(const results::Result& result, const std::string& name) {
  for (const auto& series : result.series) {
    if (series.variable.name == name) return &series;
  }
  return nullptr;
}

std::vector<std::string> labels(const results::Result& result, const std::string& dimension) {
  const auto found = std::ranges::find(result.dimensions, dimension, &statistics::Dimension::name);
  return found == result.dimensions.end() ? std::vector<std::string>() : found->labels;
}

/// Adds the discounted sum of a variable with one dimension, each cell times its weight, to each replicate. Throws
/// UserError when the variable has other cells.
void add_present_value(const results::Result& result, const results::Series* series, std::span<const double> weight,
                       std::int32_t horizon, double rate, std::vector<double>& sum) {
  if (series == nullptr || weight.empty()) return;
  const std::size_t months = result.months.size();
  if (series->values.size() != sum.size() * months * weight.size()) {
    throw UserError(Problem{"", fmt::format("the variable {} of a result has other dimensions", series->variable.name),
                            "simulate the scenario again with this version of millwright"},
                    ExitCode::bad_input);
  }
  for (std::size_t r = 0; r < sum.size(); ++r) {
    for (std::size_t month = 0; month <= static_cast<std::size_t>(horizon); ++month) {
      const double factor = std::pow(1 + rate, -static_cast<double>(month) / months_per_year);
      const double* values = series->values.data() + (r * months + month) * weight.size();
      for (std::size_t k = 0; k < weight.size(); ++k) {
        if (weight[k] != 0) sum[r] += factor * weight[k] * values[k];
      }
    }
  }
}

bool may_be_zero(const Interval& interval) {
  if (std::isnan(interval.estimate)) return true;
  return std::isnan(interval.low) ? interval.estimate == 0 : interval.holds(0);
}

}  // namespace

std::vector<double> programme_spending(const results::Result& result, const std::vector<std::string>& instruments,
                                       std::int32_t horizon, double discount_rate) {
  std::vector<double> weight, sum(static_cast<std::size_t>(result.replicates), 0.0);
  for (const std::string& name : labels(result, "instrument"))
    weight.push_back(std::ranges::find(instruments, name) == instruments.end() ? 0 : 1);
  for (const char* variable : {"spending", "forgone_revenue"})
    add_present_value(result, find_series(result, variable), weight, horizon, discount_rate, sum);
  return sum;
}

std::vector<double> government_balance(const results::Result& result, std::int32_t horizon, double discount_rate) {
  std::vector<double> weight, sum(static_cast<std::size_t>(result.replicates), 0.0);
  for (const std::string& name : labels(result, "payment")) {
    const bool paid = name == "grants" || name == "public_investment", received = name == "tax" || name == "levies";
    weight.push_back(paid ? 1 : received ? -1 : 0);
  }
  add_present_value(result, find_series(result, "payments"), weight, horizon, discount_rate, sum);
  return sum;
}

std::vector<double> total_in_month(const results::Result& result, const std::string& variable, std::int32_t month) {
  const auto* series = find_series(result, variable);
  const auto replicates = static_cast<std::size_t>(result.replicates);
  std::vector<double> totals(replicates, 0.0);
  if (series == nullptr) return totals;
  const std::size_t months = result.months.size(), width = series->values.size() / (replicates * months);
  for (std::size_t r = 0; r < replicates; ++r) {
    for (std::size_t k = 0; k < width; ++k)
      totals[r] += series->values[(r * months + static_cast<std::size_t>(month)) * width + k];
  }
  return totals;
}

CostComparison cost_of(const std::vector<double>& gross, const std::vector<double>& net,
                       const std::vector<Brought>& brought, std::uint64_t seed) {
  CostComparison cost;
  cost.gross = bootstrap_mean(gross, seed), cost.net = bootstrap_mean(net, seed);
  cost.gross_by_replicate = gross;
  for (const auto& [name, amount] : brought) {
    EXPECT(amount.size() == gross.size());
    CostPer per{name, bootstrap_mean(amount, seed), true, {}, {}};
    per.determined = !may_be_zero(per.brought);
    per.gross = bootstrap_ratio(gross, amount, seed), per.net = bootstrap_ratio(net, amount, seed);
    cost.per.push_back(std::move(per));
  }
  return cost;
}

std::vector<double> difference_of(const std::vector<double>& policy, const std::vector<double>& base) {
  EXPECT(policy.size() == base.size());
  std::vector<double> difference(policy.size());
  std::transform(policy.begin(), policy.end(), base.begin(), difference.begin(), std::minus<>());
  return difference;
}

}  // namespace millwright::experiments
