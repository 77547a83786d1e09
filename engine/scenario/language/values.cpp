#include "scenario/language/values.hpp"

#include <algorithm>

#include "core/contracts.hpp"

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
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (workers >= static_cast<double>(classes[i].least) - 0.5 && workers < static_cast<double>(classes[i].most) + 0.5)
      return i;
  }
  return std::nullopt;
}

}  // namespace millwright::scenario
