#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>

#include "results/arrays.hpp"
#include "results/difference.hpp"

namespace millwright::results {
namespace {

std::string exact(double value) {
  return value == value ? fmt::format("{}", value)
                        : fmt::format("NaN (bits {:016x})", std::bit_cast<std::uint64_t>(value));
}

std::string place_on(const ArrayAxis& axis, std::size_t place) {
  if (!axis.labels.empty()) return axis.labels[place];
  if (!axis.months.empty()) return to_string(axis.months[place]);
  return axis.numbers.empty() ? std::to_string(place) : std::to_string(axis.numbers[place]);
}

std::vector<std::pair<std::string, std::string>> labels_of(const Arrays& arrays, const Series& series, std::size_t k) {
  std::vector<std::pair<std::string, std::string>> labels;
  for (auto name = series.variable.dimensions.rbegin(); name != series.variable.dimensions.rend(); ++name) {
    const ArrayAxis& axis = arrays.axis(*name);
    labels.insert(labels.begin(), {*name, place_on(axis, k % axis.length)});
    k /= axis.length;
  }
  return labels;
}

bool same_places(const ArrayAxis& one, const ArrayAxis& other) {
  return one.length == other.length && one.labels == other.labels && one.months == other.months &&
         one.numbers == other.numbers;
}

/// Compares one array; tells the first value that differs where none was told before.
void compare_values(const Arrays& recorded, const Series& series, const Series& same, Difference& found) {
  std::size_t differing = 0;
  for (std::size_t k = 0; k < series.values.size(); ++k) {
    const double before = series.values[k], now = same.values[k];
    if (std::bit_cast<std::uint64_t>(before) == std::bit_cast<std::uint64_t>(now)) continue;
    differing += 1;
    if (!found.first) found.first = {series.variable.name, labels_of(recorded, series, k), exact(before), exact(now)};
  }
  found.arrays += 1;
  found.values += series.values.size();
  found.differing += differing;
  found.differing_arrays += differing > 0 ? 1 : 0;
}

const Series* find(const Arrays& arrays, const std::string& name) {
  const auto found =
      std::ranges::find_if(arrays.series, [&](const Series& series) { return series.variable.name == name; });
  return found == arrays.series.end() ? nullptr : &*found;
}

}  // namespace

Difference difference_between(const Arrays& recorded, const Arrays& again) {
  Difference found;
  for (const Series& series : recorded.series) {
    const auto& [name, axes, unit, long_name, methods] = series.variable;
    const Series* same = find(again, name);
    if (same == nullptr) {
      found.shapes.push_back(fmt::format("only the file has the variable {}", name));
    } else if (same->variable.dimensions != axes || !std::ranges::all_of(axes, [&](const std::string& axis) {
                 return same_places(recorded.axis(axis), again.axis(axis));
               })) {
      found.shapes.push_back(fmt::format("the dimensions of {} differ", name));
    } else {
      compare_values(recorded, series, *same, found);
    }
  }
  for (const Series& series : again.series) {
    if (find(recorded, series.variable.name) == nullptr)
      found.shapes.push_back(fmt::format("only the new run has the variable {}", series.variable.name));
  }
  return found;
}

}  // namespace millwright::results
