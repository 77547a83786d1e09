#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "results/result.hpp"

namespace millwright::tool {

/// A value over the replicates of a run; NaN where it is not defined.
struct Estimate {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double low = mean, high = mean;  // 5 % and 95 % quantiles, linear between order statistics
};

/// Cells of a variable by label, such as {{"technology", "ai"}, {"size", "small"}}.
using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

/// The cells of one variable that some labels name. Dimensions without a label are summed over, so for ratios all
/// dimensions have to be named.
class Cells {
 public:
  double at(int replicate, int month) const;

 private:
  friend class ResultView;
  const double* values_ = nullptr;
  std::size_t months_ = 0, stride_ = 1;
  std::vector<std::size_t> offsets_;
};

/// Finds values in a result by the names that users see.
class ResultView {
 public:
  explicit ResultView(const results::Result& result) : result_(result) {}

  const results::Result& result() const { return result_; }
  int months() const { return static_cast<int>(result_.months.size()); }
  /// Labels of a dimension, none when there is no such dimension.
  std::vector<std::string> labels(std::string_view dimension) const;
  /// Empty when the result has no such variable, dimension or label.
  std::optional<Cells> find(std::string_view variable, const Labels& labels = {}) const;
  std::string unit(std::string_view variable) const;

  /// What `value` says of each replicate, over all of them.
  Estimate over_replicates(const std::function<double(int replicate)>& value) const;
  /// A variable in one month; a negative month counts from the end: -1 is the last.
  Estimate in_month(const std::optional<Cells>& cells, int month) const;
  /// A flow added up over all months, or over the first ones.
  Estimate total(const std::optional<Cells>& cells, int months) const;

 private:
  const results::Series* series(std::string_view variable) const;

  const results::Result& result_;
};

}  // namespace millwright::tool
