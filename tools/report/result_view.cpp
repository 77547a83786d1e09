#include "report/result_view.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace millwright::tool {
namespace {

constexpr double lowest = 0.05, highest = 0.95;  // quantiles

double quantile(const std::vector<double>& sorted, double probability) {
  const double rank = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (rank - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// The places of a further, inner dimension within those of the outer ones: of one label or of all.
std::vector<std::size_t> within(const std::vector<std::size_t>& outer, const std::vector<std::string>& names,
                                const std::optional<std::string_view>& label) {
  std::vector<std::size_t> places;
  for (const std::size_t place : outer) {
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (!label || *label == names[k]) places.push_back(place * names.size() + k);
    }
  }
  return places;
}

}  // namespace

double Cells::at(int replicate, int month) const {
  const std::size_t slot = static_cast<std::size_t>(replicate) * months_ + static_cast<std::size_t>(month);
  double sum = 0;
  for (const std::size_t offset : offsets_) sum += values_[slot * stride_ + offset];
  return sum;
}

std::vector<std::string> ResultView::labels(std::string_view dimension) const {
  for (const auto& known : result_.dimensions) {
    if (known.name == dimension) return known.labels;
  }
  return {};
}

const results::Series* ResultView::series(std::string_view variable) const {
  for (const auto& candidate : result_.series) {
    if (candidate.variable.name == variable) return &candidate;
  }
  return nullptr;
}

std::optional<Cells> ResultView::find(std::string_view variable, const Labels& wanted) const {
  const results::Series* found = series(variable);
  if (found == nullptr) return {};
  Cells cells;
  cells.values_ = found->values.data();
  cells.months_ = result_.months.size();
  cells.offsets_ = {0};
  std::size_t matched = 0;
  for (const std::string& dimension : found->variable.dimensions) {
    const auto names = labels(dimension);
    const auto label =
        std::find_if(wanted.begin(), wanted.end(), [&](const auto& pair) { return pair.first == dimension; });
    matched += label == wanted.end() ? 0 : 1;
    const auto chosen = label == wanted.end() ? std::nullopt : std::optional(label->second);
    cells.offsets_ = within(cells.offsets_, names, chosen);
    cells.stride_ *= names.size();
  }
  if (matched != wanted.size() || cells.offsets_.empty()) return {};
  return cells;
}

std::string ResultView::unit(std::string_view variable) const {
  const results::Series* found = series(variable);
  return found == nullptr ? std::string() : found->variable.unit;
}

Estimate ResultView::over_replicates(const std::function<double(int)>& value) const {
  std::vector<double> values;
  for (int replicate = 0; replicate < result_.replicates; ++replicate) {
    const double one = value(replicate);
    if (!std::isnan(one)) values.push_back(one);
  }
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (const double one : values) sum += one;
  return {sum / static_cast<double>(values.size()), quantile(values, lowest), quantile(values, highest)};
}

Estimate ResultView::in_month(const std::optional<Cells>& cells, int month) const {
  if (!cells) return {};
  return over_replicates([&](int replicate) { return cells->at(replicate, month < 0 ? months() + month : month); });
}

Estimate ResultView::total(const std::optional<Cells>& cells, int count) const {
  if (!cells) return {};
  return over_replicates([&](int replicate) {
    double sum = 0;
    for (int month = 0; month < std::min(count, months()); ++month) sum += cells->at(replicate, month);
    return sum;
  });
}

}  // namespace millwright::tool
