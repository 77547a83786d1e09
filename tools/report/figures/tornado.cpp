#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/sensitivity.hpp"
#include "report/words.hpp"

// How far each factor of a sweep moves an output from end to end.
namespace millwright::report {
namespace {

using experiments::Factors;

constexpr std::size_t most_factors = 15, fewest_points = 8;
constexpr double end_part = 0.25;      // of the points at either end of a factor's values
constexpr std::size_t few_levels = 4;  // a factor of no more values is taken level by level

/// What an output is where a factor is low and where it is high.
struct Swing {
  std::size_t factor = 0;
  double low = 0, high = 0;           // mean of the output, less that of all points
  std::string low_words, high_words;  // which values these are
  double width() const { return std::abs(high - low); }
};

/// The mean of an output over points whose number fulfils a condition, without those that failed.
double mean_where(const std::vector<double>& output, const std::function<bool(std::size_t point)>& inside) {
  double sum = 0, count = 0;
  for (std::size_t p = 0; p < output.size(); ++p) {
    if (!inside(p) || !std::isfinite(output[p])) continue;
    sum += output[p], count += 1;
  }
  return sum / count;
}

double mean_of(const std::vector<double>& output) {
  return mean_where(output, [](std::size_t) { return true; });
}

std::vector<double> levels_of(const std::vector<double>& values) {
  std::vector<double> levels(values);
  std::ranges::sort(levels);
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

/// Words have no order: the levels of the lowest and the highest mean stand for the ends.
Swing swing_of_words(const Factors& factors, std::size_t f, const std::vector<double>& values,
                     const std::vector<double>& output) {
  Swing swing{f, std::nan(""), std::nan(""), "", ""};
  for (const double level : levels_of(values)) {
    const double mean = mean_where(output, [&](std::size_t p) { return values[p] == level; });
    if (std::isnan(mean)) continue;
    const std::string words = factor_words(factors, f, level);
    if (std::isnan(swing.low) || mean < swing.low) swing.low = mean, swing.low_words = words;
    if (std::isnan(swing.high) || mean > swing.high) swing.high = mean, swing.high_words = words;
  }
  return swing;
}

Swing swing_of_numbers(const Factors& factors, std::size_t f, const std::vector<double>& values,
                       const std::vector<double>& output) {
  const auto levels = levels_of(values);
  double below = levels.front(), above = levels.back();
  if (levels.size() > few_levels) {
    std::vector<double> sorted(values);
    std::ranges::sort(sorted);
    const auto rank = static_cast<std::size_t>(end_part * static_cast<double>(sorted.size() - 1));
    below = sorted[rank], above = sorted[sorted.size() - 1 - rank];
  }
  const double low = mean_where(output, [&](std::size_t p) { return values[p] <= below; });
  const double high = mean_where(output, [&](std::size_t p) { return values[p] >= above; });
  const std::string at_most = levels.size() > few_levels ? "up to " : "",
                    at_least = levels.size() > few_levels ? "from " : "";
  return {f, low, high, at_most + factor_words(factors, f, below), at_least + factor_words(factors, f, above)};
}

std::vector<Swing> swings_of(const Factors& factors, const std::vector<double>& output) {
  const double overall = mean_of(output);
  std::vector<Swing> swings;
  for (std::size_t f = 0; f < factors.names.size(); ++f) {
    std::vector<double> values;
    for (std::size_t p = 0; p < output.size(); ++p) values.push_back(factors.values(p, f));
    Swing swing = factors.labels[f].empty() ? swing_of_numbers(factors, f, values, output)
                                            : swing_of_words(factors, f, values, output);
    swing.low -= overall, swing.high -= overall;
    if (std::isfinite(swing.width())) swings.push_back(std::move(swing));
  }
  std::ranges::stable_sort(swings, [](const Swing& one, const Swing& other) { return one.width() > other.width(); });
  if (swings.size() > most_factors) swings.resize(most_factors);
  return swings;
}

std::optional<charts::Figure> figure_of(const SweepStudy& study, const SweepOutput& output) {
  const results::Result& sweep = study.run.result;
  const auto means = point_means(sweep, output.choice);
  const auto finite =
      static_cast<std::size_t>(std::ranges::count_if(means, [](double mean) { return std::isfinite(mean); }));
  if (finite < fewest_points) return {};
  const auto swings = swings_of(*study.factors, means);
  if (swings.empty() || swings.front().width() == 0) return {};
  charts::IntervalChart chart;
  chart.x = axis_of(sweep, output.choice);
  chart.x.title = "difference from the mean of all points";
  chart.x.from_zero = true;
  chart.bars = true;
  chart.groups = {{"low end", {}, {}, {}}, {"high end", {}, {}, {}}};
  std::string ends;
  for (const Swing& swing : swings) {
    chart.categories.push_back(study.factors->names[swing.factor]);
    ends += fmt::format("{}{} {} | {}", ends.empty() ? "" : "; ", study.factors->names[swing.factor], swing.low_words,
                        swing.high_words);
    for (auto& group : chart.groups) group.low.push_back(std::nan("")), group.high.push_back(std::nan(""));
    chart.groups[0].value.push_back(swing.low), chart.groups[1].value.push_back(swing.high);
  }
  const Swing& first = swings.front();
  const double mean = mean_of(means);
  const std::string overall = output.choice.less ? difference_words(chart.x, mean) : value_words(chart.x, mean);
  return charts::Figure{
      "tornado-" + output_id(sweep, output.choice), "How far factors move: " + output.name,
      fmt::format("{} moves it most: by {} from one end to the other, where the mean of all points is {}.",
                  study.factors->names[first.factor], difference_words(chart.x, first.high - first.low), overall),
      fmt::format(
          "Mean of {} over points at the low and at the high end of each factor, all other factors as they come, "
          "less the mean of all {} points; means over replicates. An end is a quarter of the points, or a level "
          "where a factor has up to {} values; of words those of the lowest and the highest mean. Low | "
          "high ends: {}.",
          output.choice.variable, finite, few_levels, ends),
      std::move(chart)};
}

}  // namespace

Blocks tornado(const Material& material) {
  Blocks blocks;
  if (!material.sweep || !material.sweep->factors) return {};
  for (const SweepOutput& output : material.sweep->outputs) {
    if (auto figure = figure_of(*material.sweep, output)) blocks.emplace_back(std::move(*figure));
  }
  return blocks;
}

}  // namespace millwright::report
