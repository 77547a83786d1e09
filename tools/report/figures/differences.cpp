#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// Policy less base over time: adoption, jobs, productivity.
namespace millwright::report {
namespace {

using experiments::Comparison;
using experiments::SeriesDifference;
using experiments::Spread;

/// What is shown: a variable, summed up in words, and whether it is a share.
struct Shown {
  const char* variable;
  const char* title;
  const char* unit;
  bool percent;
};
constexpr Shown shown[] = {{"adoption_share_difference", "firms that use it", "1", true},
                           {"employment_difference", "workers", "", false},
                           {"labour_productivity_difference", "value added per worker", "", false}};

const SeriesDifference* find(const Comparison& comparison, const std::string& variable) {
  for (const auto& one : comparison.differences) {
    if (one.variable.name == variable) return &one;
  }
  return nullptr;
}

/// Labels of the only dimension of a variable; one empty label where it has none; nothing where it has more.
std::vector<std::string> labels_of(const Comparison& comparison, const SeriesDifference& difference) {
  const auto& names = difference.variable.dimensions;
  if (names.empty()) return {""};
  if (names.size() > 1) return {};
  const auto found = std::ranges::find(comparison.dimensions, names.front(), &statistics::Dimension::name);
  return found == comparison.dimensions.end() ? std::vector<std::string>() : found->labels;
}

charts::Curve curve_of(const Comparison& comparison, const SeriesDifference& difference, std::size_t cell,
                       std::size_t cells) {
  charts::Curve curve;
  for (std::size_t month = 0; month < comparison.months.size(); ++month) {
    const std::size_t at = month * cells + cell;
    if (at >= difference.values.size()) break;
    const Spread& spread = difference.values[at];
    curve.y.push_back(spread.mean);
    if (comparison.replicates > 1) curve.low.push_back(spread.low), curve.high.push_back(spread.high);
  }
  return curve;
}

std::string name_of(const std::string& label, const Comparison& comparison, bool single) {
  if (single) return label.empty() ? comparison.policy : label;
  return label.empty() ? comparison.policy : fmt::format("{}, {}", label, comparison.policy);
}

constexpr double million = 1e6;

/// "CNY a year" of "m CNY worker-1 year-1", of which the title names the worker; "people" of workers.
std::string plain_unit(const std::string& unit) {
  if (unit == "worker") return "people";
  const std::string rate = " worker-1 year-1";
  const bool is_rate = unit.starts_with("m ") && unit.ends_with(rate);
  return is_rate ? unit.substr(2, unit.size() - 2 - rate.size()) + " a year" : unit;
}

bool is_in_millions(const std::vector<const Comparison*>& comparisons, const Shown& what) {
  const SeriesDifference* found = find(*comparisons.front(), what.variable);
  return found != nullptr && found->variable.unit.starts_with("m ");
}

charts::Panel panel_of(const std::vector<const Comparison*>& comparisons, const Shown& what) {
  charts::Panel panel{{what.title, what.unit, charts::Scale::linear, what.percent, true}, {}, false, 1};
  for (const Comparison* one : comparisons) {
    const SeriesDifference* found = find(*one, what.variable);
    if (found == nullptr) continue;
    if (panel.y.unit.empty()) panel.y.unit = plain_unit(found->variable.unit);
    const auto labels = labels_of(*one, *found);
    for (std::size_t k = 0; k < labels.size(); ++k) {
      charts::Curve curve = curve_of(*one, *found, k, labels.size());
      if (curve.y.size() != one->months.size()) continue;
      curve.name = name_of(labels[k], *one, comparisons.size() == 1);
      curve.group = static_cast<int>(k);
      panel.curves.push_back(std::move(curve));
    }
  }
  if (!what.percent) {
    if (is_in_millions(comparisons, what)) scale(panel.curves, million);
    const Prefix prefix = prefix_for(panel.curves);
    scale(panel.curves, prefix.factor);
    panel.y.unit = prefix.word + panel.y.unit;
  }
  return panel;
}

std::string signed_percent(double value) {
  constexpr double points = 100;
  return std::isnan(value) ? "-" : fmt::format("{}{:.2f} pp", value > 0 ? "+" : "", points * value);
}

Estimate last_of(const charts::Curve& curve) {
  const double nothing = std::nan("");
  return {curve.y.back(), curve.low.empty() ? nothing : curve.low.back(),
          curve.high.empty() ? nothing : curve.high.back()};
}

/// "base less no_grant in 2030-12: share of firms that use ai +0.01 pp [...] and automation +0.05 pp [...]."
std::string sentence_of(const Comparison& comparison, const SeriesDifference& adoption) {
  const auto labels = labels_of(comparison, adoption);
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const charts::Curve curve = curve_of(comparison, adoption, k, labels.size());
    if (curve.y.empty()) continue;
    parts.push_back(fmt::format("{} {}", labels[k], with_range(last_of(curve), comparison.replicates, signed_percent)));
  }
  return fmt::format("{} less {} in {}: share of firms that use {}.", comparison.policy, comparison.base,
                     to_string(comparison.months.back()), listed(parts));
}

std::string caption_of(const std::vector<const Comparison*>& comparisons) {
  std::string text;
  for (const Comparison* one : comparisons) {
    const SeriesDifference* found = find(*one, shown[0].variable);
    if (found != nullptr) text += (text.empty() ? "" : " ") + sentence_of(*one, *found);
  }
  return text;
}

}  // namespace

Blocks differences(const Material& material) {
  std::vector<const Comparison*> comparisons;
  for (const Comparison& one : material.comparisons) {
    if (comparisons.empty() || one.months == comparisons.front()->months) comparisons.push_back(&one);
  }
  if (comparisons.empty()) return {};
  charts::PanelChart chart;
  chart.x = {"", "", charts::Scale::month, false, false};
  for (const Month month : comparisons.front()->months) chart.xs.push_back(month.index);
  for (const Shown& what : shown) add_panel(chart, panel_of(comparisons, what));
  if (chart.panels.empty()) return {};
  return {charts::Figure{
      "differences", fmt::format("What changes over time, compared with {}", comparisons.front()->base),
      caption_of(comparisons),
      "Variables adoption_share, employment and labour_productivity, policy less base, each replicate paired with that "
      "of the same luck (adoption_share_difference and its like in the file of compare). " +
          bands_sentence(comparisons.front()->replicates),
      std::move(chart)}};
}

}  // namespace millwright::report
