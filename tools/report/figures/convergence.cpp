#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/inference.hpp"
#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// How means settle as replicates are added.
namespace millwright::report {
namespace {

constexpr std::size_t fewest = 3;  // replicates

/// The mean of the first n replicates with the interval that resampling gives it, for every n from 2.
charts::Curve settling(const std::string& name, const std::vector<double>& values, std::uint64_t seed) {
  charts::Curve curve{name, {}, {}, {}, 0};
  for (std::size_t n = 2; n <= values.size(); ++n) {
    const auto interval = experiments::bootstrap_mean(std::span(values).first(n), seed);
    curve.y.push_back(interval.estimate), curve.low.push_back(interval.low), curve.high.push_back(interval.high);
  }
  return curve;
}

std::vector<double> last_values(const ResultView& view, const Cells& cells) {
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(view.result().replicates));
  for (int replicate = 0; replicate < view.result().replicates; ++replicate)
    values.push_back(cells.at(replicate, view.months() - 1));
  return values;
}

bool all_numbers(const std::vector<double>& values) {
  return std::ranges::none_of(values, [](double value) { return std::isnan(value); });
}

void add_run(const Run& run, charts::PanelChart& chart) {
  const ResultView view(run.result);
  charts::Panel adoption{{"firms that use it", "1", charts::Scale::linear, true, false}, {}, false, 1};
  for (const std::string& technology : view.labels("technology")) {
    const auto cells = view.find("adoption_share", {{"technology", technology}});
    if (!cells) continue;
    const auto values = last_values(view, *cells);
    if (!all_numbers(values)) continue;
    adoption.curves.push_back(settling(technology, values, run.result.seed));
    adoption.curves.back().group = static_cast<int>(adoption.curves.size()) - 1;
  }
  add_panel(chart, std::move(adoption));
  charts::Panel jobs{{"workers", "", charts::Scale::linear, false, false}, {}, false, 1};
  if (const auto cells = view.find("employment")) {
    const auto values = last_values(view, *cells);
    if (all_numbers(values)) jobs.curves.push_back(settling("workers", values, run.result.seed));
  }
  const Prefix prefix = prefix_for(jobs.curves);
  scale(jobs.curves, prefix.factor);
  jobs.y.unit = prefix.word.substr(0, prefix.word.find(' '));
  add_panel(chart, std::move(jobs));
}

/// Additional adopters of every comparison over the same replicates.
void add_comparisons(const Material& material, std::size_t replicates, charts::PanelChart& chart) {
  charts::Panel panel{{"additional adopters", "", charts::Scale::linear, false, true}, {}, false, 1};
  for (const auto& comparison : material.comparisons) {
    for (const auto& technology : comparison.technologies) {
      if (technology.groups.empty() || technology.groups.front().replicates.size() != replicates) continue;
      std::vector<double> values;
      for (const auto& counts : technology.groups.front().replicates)
        values.push_back(comparison.represents * experiments::told(counts.of(experiments::AdoptionClass::additional)));
      const bool any = std::ranges::any_of(values, [](double value) { return value != 0; });
      if (!any || !all_numbers(values)) continue;
      panel.curves.push_back(
          settling(fmt::format("additional adopters of {} ({})", technology.technology, comparison.policy), values,
                   comparison.seed));
      panel.curves.back().group = static_cast<int>(panel.curves.size()) - 1;
    }
  }
  add_panel(chart, std::move(panel));
}

/// The widest last interval of all curves, relative to its mean.
std::string caption_of(const charts::PanelChart& chart, std::size_t replicates) {
  std::vector<std::string> parts;
  for (const auto& panel : chart.panels) {
    for (const auto& curve : panel.curves) {
      const double half = (curve.high.back() - curve.low.back()) / 2 / std::abs(curve.y.back());
      if (std::isfinite(half)) parts.push_back(fmt::format("{} {}", curve.name, tool::percent(half)));
    }
  }
  return fmt::format("With {} replicates the intervals of the means have these half-widths, relative to the mean: {}.",
                     replicates, listed(parts));
}

}  // namespace

Blocks convergence(const Material& material) {
  const Run* run = material.detail();
  std::size_t replicates = run == nullptr ? 0 : static_cast<std::size_t>(run->result.replicates);
  if (run == nullptr && !material.comparisons.empty())
    replicates = static_cast<std::size_t>(material.comparisons.front().replicates);
  if (replicates < fewest) return {};
  charts::PanelChart chart;
  chart.x = {"replicates", "", charts::Scale::linear, false, false};
  for (std::size_t n = 2; n <= replicates; ++n) chart.xs.push_back(static_cast<double>(n));
  if (run != nullptr) add_run(*run, chart);
  add_comparisons(material, replicates, chart);
  if (chart.panels.empty()) return {};
  std::string caption = caption_of(chart, replicates);
  return {charts::Figure{
      "convergence", "Means as replicates are added", std::move(caption),
      "Means over the first replicates: adoption_share and employment of the last month; additional_adopters of the "
      "comparisons. Bands hold nine in ten resamples of these replicates (bootstrap). A line that still moves by more "
      "than its band needs more replicates.",
      std::move(chart)}};
}

}  // namespace millwright::report
