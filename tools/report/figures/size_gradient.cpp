#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// Adoption by size of firms at the start and at the end, in every division into sizes that the result has.
namespace millwright::report {
namespace {

constexpr std::string_view prefix = "adoption_share_by_";

charts::Estimates estimates_of(const ResultView& view, const std::string& variable, const std::string& dimension,
                               const std::string& technology, int month) {
  charts::Estimates estimates;
  for (const std::string& size : view.labels(dimension)) {
    const auto cells = view.find(variable, {{"technology", technology}, {dimension, size}});
    const Estimate estimate = view.in_month(cells, month);
    const bool several = view.result().replicates > 1;
    estimates.value.push_back(estimate.mean);
    estimates.low.push_back(several ? estimate.low : std::nan(""));
    estimates.high.push_back(several ? estimate.high : std::nan(""));
  }
  return estimates;
}

std::string caption_of(const ResultView& view, const charts::IntervalChart& chart) {
  std::vector<std::string> parts;
  const auto technologies = view.labels("technology");
  for (std::size_t j = 0; j < technologies.size(); ++j) {
    const auto& end = chart.groups[2 * j + 1].value;
    std::vector<std::string> sizes;
    for (std::size_t k = 0; k < end.size(); ++k)
      sizes.push_back(fmt::format("{} {}", chart.categories[k], tool::percent(end[k])));
    parts.push_back(fmt::format("{}: {}", technologies[j], listed(sizes)));
  }
  std::string text = fmt::format("In {}, ", to_string(view.result().months.back()));
  for (std::size_t k = 0; k < parts.size(); ++k) text += (k == 0 ? "" : "; ") + parts[k];
  return text + ".";
}

std::optional<charts::Figure> figure_of(const Run& run, const std::string& dimension) {
  const ResultView view(run.result);
  const std::string variable = std::string(prefix) + dimension;
  charts::IntervalChart chart;
  chart.x = {"firms that use it", "1", charts::Scale::linear, true, true};
  chart.categories = view.labels(dimension);
  if (chart.categories.size() < 2) return {};
  for (const std::string& technology : view.labels("technology")) {
    for (const int month : {0, -1}) {
      chart.groups.push_back(estimates_of(view, variable, dimension, technology, month));
      chart.groups.back().name = fmt::format(
          "{}, {}", technology, to_string(month == 0 ? run.result.months.front() : run.result.months.back()));
    }
  }
  const bool any = std::ranges::any_of(chart.groups, [](const charts::Estimates& group) {
    return std::ranges::any_of(group.value, [](double value) { return !std::isnan(value); });
  });
  if (!any) return {};
  std::string caption = caption_of(view, chart);
  const std::string scheme =
      dimension == "size" ? "" : fmt::format(", classes {}", dimension.substr(dimension.find('_') + 1));
  return charts::Figure{
      "by-" + id_part(dimension), "Firms that use each technology, by size" + scheme, std::move(caption),
      fmt::format("Variable {}. {}", variable, intervals_sentence(run.result.replicates)), std::move(chart)};
}

}  // namespace

Blocks size_gradient(const Material& material) {
  Blocks blocks;
  const Run* run = material.detail();
  if (run == nullptr) return {};
  for (const auto& series : run->result.series) {
    const auto& dimensions = series.variable.dimensions;
    const bool is_by_size = dimensions.size() == 2 && dimensions[0] == "technology" &&
                            dimensions[1].starts_with("size") &&
                            series.variable.name == std::string(prefix) + dimensions[1];
    if (!is_by_size) continue;
    if (auto figure = figure_of(*run, dimensions[1])) blocks.emplace_back(std::move(*figure));
  }
  return blocks;
}

}  // namespace millwright::report
