#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/month.hpp"
#include "results/result.hpp"

namespace millwright::results {

/// An axis of arrays. Its places are labels, months or numbers, or, where it has none of them, counted from 0.
struct ArrayAxis {
  std::string name;
  std::uint64_t length = 0;
  std::vector<std::string> labels;
  std::vector<Month> months;
  std::vector<std::int32_t> numbers;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.length), visit(self.labels), visit(self.months), visit(self.numbers);
  }
};

/// What a result, a sweep and a comparison have in common: arrays of numbers over named axes, and tables. Here a
/// variable's dimensions are all of its axes, `replicate` and `time` too, and its values lie in their order.
struct Arrays {
  std::string title;
  std::vector<ArrayAxis> axes;
  std::vector<Coordinate> coordinates;
  std::vector<Series> series;
  std::vector<Table> tables;

  /// @throws std::out_of_range where there is none of that name
  const ArrayAxis& axis(const std::string& name) const;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.title), visit(self.axes), visit(self.coordinates), visit(self.series), visit(self.tables);
  }
};

/// The arrays of a run or sweep. The values are moved, not copied.
Arrays arrays_of(Result&& result);

/// Puts calendar years in the place of months: sums where `cell_methods` says `time: sum`, December's value where it
/// says `time: point`, means where it says `time: mean`. A month that is not defined leaves its year undefined, save
/// that of points only December counts. Years with less than twelve months, and variables with another method or
/// without `time`, are left out.
struct LeftOut {
  std::vector<int> years;
  std::vector<std::string> variables;
};
LeftOut make_yearly(Arrays& arrays);

}  // namespace millwright::results
