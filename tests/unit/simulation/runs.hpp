#pragma once

#include <algorithm>
#include <bit>
#include <filesystem>
#include <map>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "simulation/run.hpp"

namespace millwright::runs {

struct Setup {
  std::vector<std::string> settings = {};
  std::string scenario_name = {};
  int replicates = 1;
};

inline results::Result run_file(const std::filesystem::path& file, Setup setup) {
  const auto loaded = simulation::load_scenario({.file = file,
                                                 .settings = std::move(setup.settings),
                                                 .scenario_name = std::move(setup.scenario_name),
                                                 .allow_outside = {}});
  simulation::RunOptions options;
  options.replicates = setup.replicates;
  return simulation::simulate(loaded, options);
}

/// China's reference case with 3000 firms, each of them 160 of the country.
inline results::Result china(Setup setup = {}) {
  setup.settings.emplace(setup.settings.begin(), "population.firms=3000");
  return run_file(std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "scenarios/china/baseline.yaml", std::move(setup));
}

inline const results::Series* find(const results::Result& result, const std::string& name) {
  const auto found =
      std::ranges::find_if(result.series, [&](const auto& series) { return series.variable.name == name; });
  return found == result.series.end() ? nullptr : &*found;
}

inline const results::Series& series(const results::Result& result, const std::string& name) {
  const auto* found = find(result, name);
  if (found == nullptr) throw std::runtime_error("there is no variable " + name);
  return *found;
}

/// Labels of an axis; the place of one of them.
inline std::size_t place(const results::Result& result, const std::string& axis, const std::string& label) {
  const auto dimension = std::ranges::find(result.dimensions, axis, &statistics::Dimension::name);
  if (dimension == result.dimensions.end()) throw std::runtime_error("there is no axis " + axis);
  const auto found = std::ranges::find(dimension->labels, label);
  if (found == dimension->labels.end()) throw std::runtime_error("there is no " + axis + " " + label);
  return static_cast<std::size_t>(found - dimension->labels.begin());
}

/// Values of one month: [dimensions...].
inline std::span<const double> at(const results::Result& result, const results::Series& series, std::size_t month,
                                  int replicate = 0) {
  const std::size_t months = result.months.size(), slots = months * static_cast<std::size_t>(result.replicates);
  const std::size_t width = series.values.size() / slots;
  return std::span(series.values).subspan((static_cast<std::size_t>(replicate) * months + month) * width, width);
}

inline double total(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

inline bool same_bits(std::span<const double> one, std::span<const double> other) {
  return std::ranges::equal(one, other, [](double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
  });
}

/// Which part of two results is compared.
struct Compare {
  std::vector<std::string> without = {};  // axes: variables that have one are left out
  std::size_t months = SIZE_MAX;          // the first so many, or all of the shorter run
  int replicate = 0;
};

/// Where two runs first differ in any bit, as "name, month 3"; empty when nowhere. At least forty variables must be
/// compared.
inline std::string difference(const results::Result& one, const results::Result& other, const Compare& compare = {}) {
  std::size_t compared = 0;
  for (const auto& left : one.series) {
    const auto& axes = left.variable.dimensions;
    const bool skipped = std::ranges::any_of(
        compare.without, [&](const auto& axis) { return std::ranges::find(axes, axis) != axes.end(); });
    if (skipped) continue;
    const auto* right = find(other, left.variable.name);
    if (right == nullptr) return left.variable.name + " is missing";
    const std::size_t months = std::min({compare.months, one.months.size(), other.months.size()});
    for (std::size_t month = 0; month < months; ++month) {
      if (!same_bits(at(one, left, month, compare.replicate), at(other, *right, month, compare.replicate))) {
        return left.variable.name + ", month " + std::to_string(month);
      }
    }
    compared += 1;
  }
  return compared < 40 ? "too few variables were compared" : "";
}

}  // namespace millwright::runs
