#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// Whom a policy moved: firms by class for each technology, policies side by side.
namespace millwright::report {
namespace {

using experiments::AdoptionClass;
using experiments::ClassCounts;
using experiments::Comparison;
using experiments::Spread;
using experiments::told;

/// Firms of the country over replicates; NaN where a number is not told in one of them.
Spread national(const Comparison& comparison, const experiments::Group& group, AdoptionClass one) {
  std::vector<double> numbers;
  for (const ClassCounts& counts : group.replicates) numbers.push_back(comparison.represents * told(counts.of(one)));
  const bool all_told = std::ranges::none_of(numbers, [](double number) { return std::isnan(number); });
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  return all_told ? experiments::spread_of(numbers) : Spread{unknown, unknown, unknown, unknown};
}

const experiments::TechnologyComparison* find(const Comparison& comparison, const std::string& technology) {
  const auto found =
      std::ranges::find(comparison.technologies, technology, &experiments::TechnologyComparison::technology);
  return found == comparison.technologies.end() || found->groups.empty() ? nullptr : &*found;
}

/// Classes that hold a firm in any comparison; unaffected firms are so many that nothing else could be seen.
std::vector<AdoptionClass> classes_of(const Material& material, const std::string& technology) {
  std::vector<AdoptionClass> found;
  for (std::size_t c = 0; c < experiments::class_count; ++c) {
    const auto one = static_cast<AdoptionClass>(c);
    if (one == AdoptionClass::unaffected) continue;
    const bool occurs = std::ranges::any_of(material.comparisons, [&](const Comparison& comparison) {
      const auto* told_of = find(comparison, technology);
      return told_of != nullptr && national(comparison, told_of->groups.front(), one).high != 0;
    });
    if (occurs) found.push_back(one);
  }
  return found;
}

charts::Estimates estimates_of(const Comparison& comparison, const experiments::TechnologyComparison& technology,
                               const std::vector<AdoptionClass>& classes, const std::string& name) {
  charts::Estimates estimates{name, {}, {}, {}};
  for (const AdoptionClass one : classes) {
    const Spread spread = national(comparison, technology.groups.front(), one);
    const bool several = comparison.replicates > 1;
    estimates.value.push_back(spread.mean);
    estimates.low.push_back(several ? spread.low : std::nan(""));
    estimates.high.push_back(several ? spread.high : std::nan(""));
  }
  return estimates;
}

/// "Of 6,835 firms that equipment_grant supports, 5.1 % adopt only with it, 68.0 % would have adopted in that month
/// anyway."
std::string caption_of(const Comparison& comparison, const experiments::TechnologyComparison& technology) {
  const auto& group = technology.groups.front();
  double recipients = 0;
  for (const ClassCounts& counts : group.replicates) recipients += told(counts.recipients);
  recipients *= comparison.represents / static_cast<double>(group.replicates.size());
  if (std::isnan(recipients)) return fmt::format("{}: the number of recipients is not told.", comparison.policy);
  if (recipients == 0) {
    return fmt::format(
        "{}: no firm was supported for {} by what differs; what changes, changes through other firms, "
        "prices and supply.",
        comparison.policy, technology.technology);
  }
  std::vector<std::string> parts;
  for (const AdoptionClass one : {AdoptionClass::additional, AdoptionClass::accelerated, AdoptionClass::windfall}) {
    const double firms = national(comparison, group, one).mean;
    if (std::isnan(firms)) continue;
    parts.push_back(fmt::format("{} {}", tool::percent(firms / recipients),
                                one == AdoptionClass::additional    ? "adopt only with it"
                                : one == AdoptionClass::accelerated ? "adopt earlier with it"
                                                                    : "would have adopted in the same month anyway"));
  }
  return fmt::format("{}: of {} firms that are supported for {}, {}.", comparison.policy, tool::count(recipients),
                     technology.technology, listed(parts));
}

/// "turnover gained".
std::string name_of(AdoptionClass one) {
  std::string name(experiments::class_kinds.at(static_cast<std::size_t>(one)).name);
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string definition_of(const Comparison& comparison, const std::vector<AdoptionClass>& classes) {
  std::string meanings;
  for (const AdoptionClass one : classes) {
    meanings += fmt::format("{}{}, {}", meanings.empty() ? "" : "; ", name_of(one),
                            experiments::class_kinds.at(static_cast<std::size_t>(one)).meaning);
  }
  std::string text = fmt::format(
      "Firms of the country by {}, each seen with and without the policy on the same luck: {}. Variables "
      "additional_adopters and their like in the file of compare. Unaffected adopters, in both arms and unsupported, "
      "are left out. {}",
      to_string(comparison.months.front() + comparison.horizon), meanings, intervals_sentence(comparison.replicates));
  if (comparison.min_cell > 0) {
    text += fmt::format(" Blank: fewer than {} firms of a confidential table in one of the replicates.",
                        comparison.min_cell);
  }
  return text;
}

std::optional<charts::Figure> figure_of(const Material& material, const std::string& technology) {
  const auto classes = classes_of(material, technology);
  if (classes.empty()) return {};
  charts::IntervalChart chart;
  chart.x = {"firms", "", charts::Scale::linear, false, true};
  for (const AdoptionClass one : classes) {
    chart.categories.push_back(name_of(one));
  }
  std::string caption;
  for (const Comparison& comparison : material.comparisons) {
    const auto* found = find(comparison, technology);
    if (found == nullptr) continue;
    const bool one = material.comparisons.size() == 1;
    chart.groups.push_back(estimates_of(comparison, *found, classes, one ? "" : comparison.policy));
    caption += (caption.empty() ? "" : " ") + caption_of(comparison, *found);
  }
  const Comparison& first = material.comparisons.front();
  return charts::Figure{"classes-" + id_part(technology),
                        fmt::format("What the policy did to firms: {}, compared with {}", technology, first.base),
                        std::move(caption), definition_of(first, classes), std::move(chart)};
}

}  // namespace

Blocks classes(const Material& material) {
  Blocks blocks;
  std::vector<std::string> technologies;
  for (const Comparison& comparison : material.comparisons) {
    for (const auto& one : comparison.technologies)
      if (std::ranges::find(technologies, one.technology) == technologies.end()) technologies.push_back(one.technology);
  }
  for (const std::string& technology : technologies) {
    if (auto figure = figure_of(material, technology)) blocks.emplace_back(std::move(*figure));
  }
  return blocks;
}

}  // namespace millwright::report
