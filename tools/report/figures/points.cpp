#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <set>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/sensitivity.hpp"
#include "report/words.hpp"

// The points of a sweep one by one, where each has a name: a sweep of whole scenarios.
namespace millwright::report {
namespace {

constexpr std::size_t most_points = 40;

/// Names of the points, if every one has its own.
std::vector<std::string> names_of(const results::Result& sweep) {
  for (const auto& coordinate : sweep.coordinates) {
    const auto& texts = coordinate.texts;
    const bool named = coordinate.axis == "point" && texts.size() == sweep.outer[1].length &&
                       std::set<std::string>(texts.begin(), texts.end()).size() == texts.size();
    if (named && !texts.empty() && texts.size() <= most_points) return texts;
  }
  return {};
}

charts::Estimates estimates_of(const experiments::Matrix& values) {
  const bool several = values.columns > 1;
  charts::Estimates estimates;
  for (std::size_t p = 0; p < values.rows; ++p) {
    const auto spread = experiments::spread_of(values.row(p));
    estimates.value.push_back(spread.mean);
    estimates.low.push_back(several ? spread.low : std::nan(""));
    estimates.high.push_back(several ? spread.high : std::nan(""));
  }
  return estimates;
}

/// The place of the largest number, nothing where there is none.
std::optional<std::size_t> largest(const std::vector<double>& values) {
  std::optional<std::size_t> most;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (!std::isnan(values[k]) && (!most || values[k] > values[*most])) most = k;
  }
  return most;
}

std::optional<charts::Figure> figure_of(const results::Result& sweep, const SweepOutput& output,
                                        const std::vector<std::string>& names) {
  charts::IntervalChart chart;
  chart.x = axis_of(sweep, output.choice);
  chart.categories = names;
  chart.groups = {estimates_of(experiments::values_of(sweep, output.choice).values)};
  const auto& values = chart.groups.front().value;
  const auto most = largest(values);
  if (!most) return {};
  std::string caption = fmt::format("It is highest in {}: {}.", names[*most], value_words(chart.x, values[*most]));
  return charts::Figure{"points-" + output_id(sweep, output.choice), "By scenario: " + output.name, std::move(caption),
                        fmt::format("Variable {}. {}", output.choice.variable, intervals_sentence(sweep.replicates)),
                        std::move(chart)};
}

}  // namespace

Blocks points(const Material& material) {
  if (!material.sweep) return {};
  const results::Result& sweep = material.sweep->run.result;
  const auto names = names_of(sweep);
  Blocks blocks;
  if (names.empty()) return blocks;
  for (const SweepOutput& output : material.sweep->outputs) {
    if (auto figure = figure_of(sweep, output, names)) blocks.emplace_back(std::move(*figure));
  }
  return blocks;
}

}  // namespace millwright::report
