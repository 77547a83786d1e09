#include <cmath>
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

}  // namespace

Blocks points(const Material& material) {
  if (!material.sweep) return {};
  const results::Result& sweep = material.sweep->run.result;
  const auto names = names_of(sweep);
  if (names.empty()) return {};
  Blocks blocks;
  for (const SweepOutput& output : material.sweep->outputs) {
    const auto values = experiments::values_of(sweep, output.choice).values;
    charts::IntervalChart chart;
    chart.x = axis_of(sweep, output.choice);
    chart.categories = names;
    charts::Estimates group;
    std::size_t most = 0;
    for (std::size_t p = 0; p < values.rows; ++p) {
      const auto spread = experiments::spread_of(values.row(p));
      const bool several = values.columns > 1;
      group.value.push_back(spread.mean);
      group.low.push_back(several ? spread.low : std::nan("")),
          group.high.push_back(several ? spread.high : std::nan(""));
      if (std::isnan(group.value[most]) || spread.mean > group.value[most]) most = p;
    }
    if (std::isnan(group.value[most])) continue;
    const std::string caption =
        fmt::format("It is highest in {}: {}.", names[most], value_words(chart.x, group.value[most]));
    chart.groups.push_back(std::move(group));
    blocks.emplace_back(
        charts::Figure{"points-" + output_id(sweep, output.choice), "By scenario: " + output.name, caption,
                       fmt::format("Variable {}. {}", output.choice.variable, intervals_sentence(sweep.replicates)),
                       std::move(chart)});
  }
  return blocks;
}

}  // namespace millwright::report
