#include <fmt/format.h>

#include <utility>

#include "core/contracts.hpp"
#include "core/errors.hpp"
#include "scenario/language/values.hpp"

namespace millwright::scenario {
namespace {

constexpr std::size_t most_problems = 50;  // of one file; nobody reads more

/// Reads the column `month` line by line; the months must ascend.
class MonthColumn {
 public:
  MonthColumn(const CsvTable& table, std::vector<Problem>& problems) : table_(table), problems_(problems) {}

  std::optional<Month> read(std::size_t row) {
    const std::string& text = table_.text(row, "month");
    const auto month = parse_month(text);
    if (!month) {
      problems_.push_back({table_.where(row, "month"),
                           fmt::format("'{}' is not a month", printable(text.substr(0, 60))),
                           "write months such as 2024-01"});
    } else if (!(previous_ < *month)) {
      problems_.push_back({table_.where(row, "month"), fmt::format("{} does not follow {}", text, to_string(previous_)),
                           "let the months ascend, each of them once"});
    }
    if (month) previous_ = *month;
    return month;
  }

 private:
  const CsvTable& table_;
  std::vector<Problem>& problems_;
  Month previous_{-1};  // before every month that can be read
};

}  // namespace

MonthlySeries::MonthlySeries(Month first, std::vector<std::optional<double>> values)
    : first_(first), values_(std::move(values)) {
  EXPECT(!values_.empty() && values_.front() && values_.back());
}

MonthlySeries MonthlySeries::of(const CsvTable& table, std::string_view column) {
  std::vector<Problem> problems;
  std::vector<std::pair<Month, double>> observed;
  MonthColumn months(table, problems);
  for (std::size_t row = 0; row < table.rows() && problems.size() < most_problems; ++row) {
    const auto month = months.read(row);
    if (!month || table.text(row, column).empty()) continue;
    try {
      observed.emplace_back(*month, table.number(row, column));
    } catch (const UserError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (problems.empty() && observed.empty()) {
    problems.push_back({table.where_header(), fmt::format("column '{}' holds no number", printable(column)),
                        "leave blank only what was not observed"});
  }
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
