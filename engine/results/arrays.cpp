#include "results/arrays.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace millwright::results {
namespace {

constexpr std::size_t months_per_year = 12;

enum class Method { sum, mean, point };

std::optional<Method> method_of(const statistics::Variable& variable) {
  constexpr std::array<std::pair<const char*, Method>, 3> methods = {
      {{"time: sum", Method::sum}, {"time: mean", Method::mean}, {"time: point", Method::point}}};
  for (const auto& [text, method] : methods) {
    if (variable.cell_methods.find(text) != std::string::npos) return method;
  }
  return std::nullopt;
}

/// A year that is there from January to December, and the place of its January on the axis of months.
struct Year {
  int year;
  std::size_t january;
};

std::vector<Year> whole_years(const std::vector<Month>& months, std::vector<int>& broken) {
  std::map<int, std::pair<std::size_t, std::size_t>> found;  // year -> its first place, how many
  for (std::size_t t = 0; t < months.size(); ++t) found.try_emplace(months[t].year(), t, 0).first->second.second += 1;
  std::vector<Year> whole;
  for (const auto& [year, places] : found) {
    if (places.second == months_per_year) {
      whole.push_back({year, places.first});
    } else {
      broken.push_back(year);
    }
  }
  return whole;
}

/// A year's value of the twelve that are `after` apart from January's on.
double value_of_year(const double* january, std::size_t after, Method method) {
  if (method == Method::point) return january[(months_per_year - 1) * after];
  double sum = 0;
  for (std::size_t month = 0; month < months_per_year; ++month) sum += january[month * after];
  return method == Method::sum ? sum : sum / static_cast<double>(months_per_year);
}

/// `values` is [before][month][after] and becomes [before][year][after].
std::vector<double> by_year(const std::vector<double>& values, std::size_t months, std::size_t after, Method method,
                            const std::vector<Year>& years) {
  const std::size_t before = values.size() / (months * after);
  std::vector<double> result;
  result.reserve(before * years.size() * after);
  for (std::size_t b = 0; b < before; ++b) {
    for (const Year& year : years) {
      const double* january = values.data() + (b * months + year.january) * after;
      for (std::size_t a = 0; a < after; ++a) result.push_back(value_of_year(january + a, after, method));
    }
  }
  return result;
}

std::size_t length_after(const Arrays& arrays, const std::vector<std::string>& axes, std::size_t place) {
  std::size_t length = 1;
  for (std::size_t k = place + 1; k < axes.size(); ++k) length *= arrays.axis(axes[k]).length;
  return length;
}

ArrayAxis year_axis(const std::vector<Year>& years) {
  ArrayAxis axis{.name = "year", .length = years.size(), .labels = {}, .months = {}, .numbers = {}};
  for (const Year& year : years) axis.numbers.push_back(year.year);
  return axis;
}

}  // namespace

const ArrayAxis& Arrays::axis(const std::string& name) const {
  const auto found = std::ranges::find(axes, name, &ArrayAxis::name);
  if (found == axes.end()) throw std::out_of_range("no axis " + name);
  return *found;
}

Arrays arrays_of(Result&& result) {
  Arrays arrays;
  arrays.title = std::move(result.title);
  std::vector<std::string> leading;
  const auto add = [&](ArrayAxis axis) {
    leading.push_back(axis.name);
    arrays.axes.push_back(std::move(axis));
  };
  for (OuterAxis& axis : result.outer) add({axis.name, axis.length, std::move(axis.labels), {}, {}});
  add({"replicate", static_cast<std::uint64_t>(result.replicates), {}, {}, {}});
  const std::size_t months = result.months.size();
  add({"time", months, {}, std::move(result.months), {}});
  for (auto& dimension : result.dimensions) {
    const std::size_t length = dimension.labels.size();
    arrays.axes.push_back({dimension.name, length, std::move(dimension.labels), {}, {}});
  }
  arrays.coordinates = std::move(result.coordinates);
  arrays.series = std::move(result.series);
  for (Series& series : arrays.series) {
    auto& dimensions = series.variable.dimensions;
    dimensions.insert(dimensions.begin(), leading.begin(), leading.end());
  }
  arrays.tables = std::move(result.tables);
  return arrays;
}

LeftOut make_yearly(Arrays& arrays) {
  LeftOut left_out;
  const auto time = std::ranges::find(arrays.axes, "time", &ArrayAxis::name);
  if (time == arrays.axes.end()) throw std::out_of_range("no axis time");
  const std::vector<Year> years = whole_years(time->months, left_out.years);
  std::vector<Series> kept;
  for (Series& series : arrays.series) {
    auto& axes = series.variable.dimensions;
    const auto place = std::ranges::find(axes, "time");
    const auto method = method_of(series.variable);
    if (place == axes.end() || !method) {
      left_out.variables.push_back(series.variable.name);
      continue;
    }
    const std::size_t after = length_after(arrays, axes, static_cast<std::size_t>(place - axes.begin()));
    series.values = by_year(series.values, time->months.size(), after, *method, years);
    *place = "year";
    kept.push_back(std::move(series));
  }
  arrays.series = std::move(kept);
  *time = year_axis(years);
  return left_out;
}

}  // namespace millwright::results
