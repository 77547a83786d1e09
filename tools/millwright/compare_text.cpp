#include "compare_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "words.hpp"

namespace millwright::tool {
namespace {

using experiments::AdoptionClass;
using experiments::ClassCounts;
using experiments::Comparison;
using experiments::Interval;
using experiments::Spread;

constexpr std::size_t name_width = 19;

std::string signed_count(double number) {
  return fmt::format("{}{}", number < 0 ? '-' : '+', with_commas(std::llround(std::abs(number))));
}

/// Firms of the country that `value` counts, over replicates.
Spread national(const Comparison& comparison, const experiments::Group& group,
                const std::function<std::int64_t(const ClassCounts&)>& value) {
  std::vector<double> numbers;
  for (const ClassCounts& counts : group.replicates)
    numbers.push_back(comparison.represents * static_cast<double>(value(counts)));
  return experiments::spread_of(numbers);
}

std::string with_range(const Comparison& comparison, const Spread& spread,
                       const std::function<std::string(double)>& words) {
  if (comparison.replicates == 1) return words(spread.mean);
  return fmt::format("{} [{} to {}]", words(spread.mean), words(spread.low), words(spread.high));
}

std::string whole(double number) {
  return with_commas(std::llround(number));
}

/// By how many months adoption of a class moved, on average; empty where it cannot.
std::string months_moved(const experiments::Group& group, AdoptionClass one) {
  const bool can =
      one == AdoptionClass::accelerated || one == AdoptionClass::delayed || one == AdoptionClass::unaffected;
  std::int64_t firms = 0, months = 0;
  for (const ClassCounts& counts : group.replicates) {
    firms += counts.of(one);
    months += counts.months_earlier[static_cast<std::size_t>(one)];
  }
  if (!can || firms == 0) return "";
  const double mean = static_cast<double>(months) / static_cast<double>(firms);
  constexpr double visible = 0.05;  // months
  if (std::abs(mean) < visible) return "";
  if (one != AdoptionClass::unaffected) return fmt::format(", by {:.1f} months", std::abs(mean));
  return fmt::format(", {:.1f} months {}", std::abs(mean), mean < 0 ? "later" : "earlier");
}

std::string class_line(const Comparison& comparison, const experiments::Group& group, AdoptionClass one) {
  const auto& kind = experiments::class_kinds.at(static_cast<std::size_t>(one));
  const Spread firms = national(comparison, group, [&](const ClassCounts& counts) { return counts.of(one); });
  if (firms.high == 0 && firms.low == 0 && firms.mean == 0) return "";
  return fmt::format("  {:<{}}{}: {}{}\n", kind.name, name_width, with_range(comparison, firms, whole), kind.meaning,
                     months_moved(group, one));
}

std::string technology_text(const Comparison& comparison, const experiments::TechnologyComparison& one) {
  const auto& all = one.groups[0];
  const Spread recipients = national(comparison, all, [](const auto& counts) { return counts.recipients; });
  const Spread base = national(comparison, all, [](const auto& counts) { return counts.adopters_base; });
  const Spread difference = national(
      comparison, all, [](const ClassCounts& counts) { return counts.adopters_policy - counts.adopters_base; });
  std::string text =
      fmt::format("{}: adopters {} on {}; {} recipients\n", printable(one.technology),
                  with_range(comparison, difference, signed_count), whole(base.mean), whole(recipients.mean));
  for (std::size_t c = 0; c < experiments::class_count; ++c)
    text += class_line(comparison, all, static_cast<AdoptionClass>(c));
  if (!std::isnan(one.pairing.unpaired_factor)) {
    text += fmt::format("  arms correlate {:.3f}: without pairing {} replicates say as much\n", one.pairing.correlation,
                        whole(std::ceil(comparison.replicates * one.pairing.unpaired_factor)));
  }
  return text;
}

std::string interval_text(const Interval& interval, const std::function<std::string(double)>& words) {
  if (std::isnan(interval.low)) return words(interval.estimate);
  return fmt::format("{} [{} to {}]", words(interval.estimate), words(interval.low), words(interval.high));
}

/// Money in a unit such as "m CNY", a small amount in thousands.
std::string amount(double millions, const std::string& unit) {
  const std::string currency = printable(unit.size() > 2 ? unit.substr(2) : unit);
  constexpr double thousand = 1e-3;
  if (std::abs(millions) < 1 && millions != 0) return fmt::format("{:.1f} k {}", millions / thousand, currency);
  return fmt::format("{}{}", millions < 0 ? "-" : "", money(std::abs(millions), currency));
}

/// How many replicates bring the half-width of an interval to 5 %.
std::string precision_text(const Comparison& comparison, const Interval& interval) {
  constexpr double wanted = 0.05;
  const double half = interval.relative_half_width();
  if (std::isnan(half)) return "";
  const double needed = std::ceil(comparison.replicates * (half / wanted) * (half / wanted));
  return fmt::format("  the first of them is known to {:.1f} %{}\n", 100 * half,
                     half <= wanted ? "" : fmt::format("; 5 % takes about {} replicates", whole(needed)));
}

std::string cost_text(const Comparison& comparison) {
  const auto& cost = comparison.cost;
  const auto words = [&](double millions) { return amount(millions, cost.unit); };
  std::string text =
      fmt::format("cost (present value of {}, {} a year):\n  {:<{}}{}\n  {:<{}}{}\n",
                  to_string(comparison.months.front()), percent(comparison.discount_rate), "gross", name_width,
                  interval_text(cost.gross, words), "net of tax", name_width, interval_text(cost.net, words));
  for (const auto& per : cost.per) {
    std::string name = "per " + per.name;
    for (char& letter : name) letter = letter == '_' ? ' ' : letter;
    if (!per.determined) {
      text += fmt::format("  {:<{}}undetermined: {}\n", name, name_width + 5, interval_text(per.brought, signed_count));
      continue;
    }
    text += fmt::format("  {:<{}}{}, net {}\n", name, name_width + 5, interval_text(per.gross, words),
                        interval_text(per.net, words));
  }
  if (!cost.per.empty() && cost.per.front().determined) text += precision_text(comparison, cost.per.front().gross);
  return text;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + printable(part);
  return text.empty() ? "none" : text;
}

}  // namespace

std::string comparison_text(const Comparison& comparison) {
  std::string text = fmt::format("{} against {}, by {}, {}\n", printable(comparison.policy), printable(comparison.base),
                                 to_string(comparison.months.front() + comparison.horizon),
                                 counted(comparison.replicates, "replicate"));
  text += fmt::format("instruments that differ: {}\n", joined(comparison.instruments));
  for (const auto& one : comparison.technologies) text += technology_text(comparison, one);
  if (!comparison.instruments.empty()) text += cost_text(comparison);
  if (comparison.replicates > 1) text += "[a to b] holds nine in ten: of replicates for firms, of resamples for cost\n";
  return text;
}

}  // namespace millwright::tool
