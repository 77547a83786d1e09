#include "scenario/language/values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/contracts.hpp"
#include "core/errors.hpp"

namespace millwright::scenario {

Dated::Dated(std::vector<Step> steps, Between between) : steps_(std::move(steps)), between_(between) {
  EXPECT(std::adjacent_find(steps_.begin(), steps_.end(),
                            [](const Step& a, const Step& b) { return !(a.from < b.from); }) == steps_.end());
}

double Dated::at(Month month) const {
  EXPECT(!steps_.empty());
  const auto later = std::upper_bound(steps_.begin(), steps_.end(), month,
                                      [](Month wanted, const Step& step) { return wanted < step.from; });
  if (later == steps_.begin()) return steps_.front().value;
  const Step& before = *(later - 1);
  if (between_ == Between::steps || later == steps_.end()) return before.value;
  const double way = static_cast<double>(month - before.from) / static_cast<double>(later->from - before.from);
  return before.value + way * (later->value - before.value);
}

double YearlyAmounts::in(int year) const {
  const auto found = years.find(year);
  return found == years.end() ? unlisted : found->second;
}

std::optional<std::size_t> SizeClasses::of(double workers) const {
  for (std::size_t i = 0; i < classes.size(); ++i)
    if (workers >= static_cast<double>(classes[i].least) - 0.5 && workers < static_cast<double>(classes[i].most) + 0.5)
      return i;
  return std::nullopt;
}

MonthlySeries::MonthlySeries(Month first, std::vector<std::optional<double>> values)
    : first_(first), values_(std::move(values)) {
  EXPECT(!values_.empty() && values_.front() && values_.back());
}

MonthlySeries MonthlySeries::of(const CsvTable& table, std::string_view column) {
  std::vector<Problem> problems;
  std::optional<Month> previous;
  std::vector<std::pair<Month, double>> observed;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& text = table.text(row, "month");
    const auto month = parse_month(text);
    if (!month)
      problems.push_back({table.where(row, "month"), fmt::format("'{}' is not a month", printable(text.substr(0, 60))),
                          "write months such as 2024-01"});
    else if (previous && !(*previous < *month))
      problems.push_back({table.where(row, "month"), fmt::format("{} does not follow {}", text, to_string(*previous)),
                          "let the months ascend, each of them once"});
    if (month) previous = month;
    if (!month || table.text(row, column).empty()) continue;
    try {
      observed.emplace_back(*month, table.number(row, column));
    } catch (const UserError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (problems.empty() && observed.empty())
    problems.push_back({table.where_header(), fmt::format("column '{}' holds no number", printable(column)),
                        "leave blank only what was not observed"});
  if (!problems.empty()) throw UserError(std::move(problems));
  const Month first = observed.front().first;
  std::vector<std::optional<double>> values(static_cast<std::size_t>(observed.back().first - first) + 1);
  for (const auto& [month, value] : observed) values[static_cast<std::size_t>(month - first)] = value;
  return {first, std::move(values)};
}

std::optional<double> MonthlySeries::at(Month month) const {
  const int index = month - first_;
  if (index < 0 || index >= static_cast<int>(values_.size())) return std::nullopt;
  return values_[static_cast<std::size_t>(index)];
}

}  // namespace millwright::scenario
