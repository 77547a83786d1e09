#include "experiments/series_difference.hpp"

#include <algorithm>

namespace millwright::experiments {
namespace {

const statistics::Dimension* find_dimension(const std::vector<statistics::Dimension>& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &statistics::Dimension::name);
  return found == all.end() ? nullptr : &*found;
}

std::size_t width_of(const results::Result& arm, const results::Series& series) {
  return series.values.size() / (static_cast<std::size_t>(arm.replicates) * arm.months.size());
}

}  // namespace

std::vector<std::size_t> cells_within(const std::vector<statistics::Dimension>& whole,
                                      const std::vector<std::string>& names,
                                      const std::vector<statistics::Dimension>& part) {
  std::vector<std::size_t> cells{0};
  for (const std::string& name : names) {
    const auto *own = find_dimension(whole, name), *some = find_dimension(part, name);
    if (own == nullptr || some == nullptr) return {};
    std::vector<std::size_t> next;
    for (const std::size_t cell : cells) {
      for (const std::string& label : some->labels) {
        const auto place = std::ranges::find(own->labels, label) - own->labels.begin();
        next.push_back(cell * own->labels.size() + static_cast<std::size_t>(place));
      }
    }
    cells = std::move(next);
  }
  return cells;
}

std::vector<statistics::Dimension> shared_dimensions(const results::Result& base, const results::Result& policy) {
  std::vector<statistics::Dimension> shared;
  for (const auto& dimension : base.dimensions) {
    const auto* other = find_dimension(policy.dimensions, dimension.name);
    if (other == nullptr) continue;
    statistics::Dimension common{dimension.name, {}};
    for (const std::string& label : dimension.labels) {
      if (std::ranges::find(other->labels, label) != other->labels.end()) common.labels.push_back(label);
    }
    if (!common.labels.empty()) shared.push_back(std::move(common));
  }
  return shared;
}

namespace {

/// A variable of an arm.
struct Arm {
  const results::Result& result;
  const results::Series& series;
};

/// Policy less base of one variable that both have, over the labels they share; without values where they share none.
SeriesDifference difference_of(const Arm& base, const Arm& policy, const std::vector<statistics::Dimension>& shared) {
  const auto cells_base = cells_within(base.result.dimensions, base.series.variable.dimensions, shared);
  const auto cells_policy = cells_within(policy.result.dimensions, base.series.variable.dimensions, shared);
  SeriesDifference difference{base.series.variable, {}};
  if (cells_policy.size() != cells_base.size()) return difference;
  difference.variable.name += "_difference";
  difference.variable.long_name += ", policy less base";
  const std::size_t months = base.result.months.size();
  const std::size_t width_base = width_of(base.result, base.series);
  const std::size_t width_policy = width_of(policy.result, policy.series);
  std::vector<double> values(static_cast<std::size_t>(base.result.replicates));
  for (std::size_t month = 0; month < months; ++month) {
    for (std::size_t k = 0; k < cells_base.size(); ++k) {
      for (std::size_t r = 0; r < values.size(); ++r) {
        values[r] = policy.series.values[(r * months + month) * width_policy + cells_policy[k]] -
                    base.series.values[(r * months + month) * width_base + cells_base[k]];
      }
      difference.values.push_back(spread_of(values));
    }
  }
  return difference;
}

}  // namespace

std::vector<SeriesDifference> series_differences(const results::Result& base, const results::Result& policy) {
  const auto shared = shared_dimensions(base, policy);
  std::vector<SeriesDifference> differences;
  for (const auto& one : base.series) {
    const auto other = std::ranges::find_if(
        policy.series, [&](const auto& series) { return series.variable.name == one.variable.name; });
    if (other == policy.series.end() || other->variable.dimensions != one.variable.dimensions) continue;
    SeriesDifference difference = difference_of({base, one}, {policy, *other}, shared);
    if (!difference.values.empty()) differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace millwright::experiments
