#include "compare_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "report/words.hpp"

namespace millwright::tool {
namespace {

using experiments::AdoptionClass;
using experiments::ClassCounts;
using experiments::Comparison;
using experiments::Interval;
using experiments::Spread;
using experiments::told;

constexpr std::size_t name_width = 19;

std::string signed_count(double number) {
  if (std::isnan(number)) return "-";
  const std::int64_t whole = std::llround(number);
  return fmt::format("{}{}", whole < 0 ? "" : "+", with_commas(whole));
}

/// Firms of the country that `value` counts, over replicates; NaN where it is not told of every replicate.
Spread national(const Comparison& comparison, const experiments::Group& group,
                const std::function<double(const ClassCounts&)>& value) {
  std::vector<double> numbers;
  for (const ClassCounts& counts : group.replicates) numbers.push_back(comparison.represents * value(counts));
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const bool all_told = std::ranges::none_of(numbers, [](double number) { return std::isnan(number); });
  return all_told ? experiments::spread_of(numbers) : Spread{unknown, unknown, unknown, unknown};
}

std::string with_range(const Comparison& comparison, const Spread& spread,
                       const std::function<std::string(double)>& words) {
  if (comparison.replicates == 1 || std::isnan(spread.mean)) return words(spread.mean);
  return fmt::format("{} [{} to {}]", words(spread.mean), words(spread.low), words(spread.high));
}

std::string whole(double number) {
  return std::isnan(number) ? "-" : with_commas(std::llround(number));
}

/// By how many months adoption of a class moved, on average; empty where it cannot.
std::string months_moved(const experiments::Group& group, AdoptionClass one) {
  const bool can =
      one == AdoptionClass::accelerated || one == AdoptionClass::delayed || one == AdoptionClass::unaffected;
  double firms = 0, months = 0;
  for (const ClassCounts& counts : group.replicates) {
    firms += told(counts.of(one));
    months += told(counts.months_earlier[static_cast<std::size_t>(one)]);
  }
  if (!can || !(firms > 0)) return "";
  const double mean = months / firms;
  constexpr double visible = 0.05;  // months
  if (std::abs(mean) < visible) return "";
  if (one != AdoptionClass::unaffected) return fmt::format(", by {:.1f} months", std::abs(mean));
  return fmt::format(", {:.1f} months {}", std::abs(mean), mean < 0 ? "later" : "earlier");
}

std::string class_line(const Comparison& comparison, const experiments::Group& group, AdoptionClass one) {
  const auto& kind = experiments::class_kinds.at(static_cast<std::size_t>(one));
  const Spread firms = national(comparison, group, [&](const auto& counts) { return told(counts.of(one)); });
  if (firms.high == 0 && firms.low == 0 && firms.mean == 0) return "";
  return fmt::format("  {:<{}}{}: {}{}\n", kind.name, name_width, with_range(comparison, firms, whole), kind.meaning,
                     months_moved(group, one));
}

std::string technology_text(const Comparison& comparison, const experiments::TechnologyComparison& one) {
  const auto& all = one.groups[0];
  const Spread recipients = national(comparison, all, [](const auto& counts) { return told(counts.recipients); });
  const Spread base = national(comparison, all, [](const auto& counts) { return told(counts.adopters_base); });
  const Spread difference = national(
      comparison, all, [](const auto& counts) { return told(counts.adopters_policy) - told(counts.adopters_base); });
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

/// "per additional adopter".
std::string cost_name(const experiments::CostPer& per) {
  std::string name = "per " + per.name;
  std::ranges::replace(name, '_', ' ');
  return name;
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

/// How well the first cost is known, and how many replicates bring the half-width of its interval to 5 %.
std::string precision_text(const Comparison& comparison, const experiments::CostPer& per) {
  constexpr double wanted = 0.05;
  if (!per.determined) return "";
  const double half = per.gross.relative_half_width();
  if (std::isnan(half)) {
    if (comparison.replicates == 1) return "";
    return fmt::format("  {:<{}}{} has no interval: it takes more replicates\n", "precision", name_width,
                       cost_name(per));
  }
  const double needed = std::ceil(comparison.replicates * (half / wanted) * (half / wanted));
  return fmt::format("  {:<{}}{} known to {:.1f} %{}\n", "precision", name_width, cost_name(per), 100 * half,
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
    const std::string name = cost_name(per);
    if (std::isnan(per.brought.estimate)) {
      text += fmt::format("  {:<{}}-\n", name, name_width + 5);
      continue;
    }
    if (!per.determined) {
      text += fmt::format("  {:<{}}undetermined: {}\n", name, name_width + 5, interval_text(per.brought, signed_count));
      continue;
    }
    text += fmt::format("  {:<{}}{}\n  {:>{}} {}\n", name, name_width + 5, interval_text(per.gross, words), "net",
                        name_width + 4, interval_text(per.net, words));
  }
  if (!cost.per.empty()) text += precision_text(comparison, cost.per.front());
  return text;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + printable(part);
  return text.empty() ? "none" : text;
}

std::string match_text(const Comparison& comparison) {
  const auto& match = *comparison.match;
  return fmt::format("{}: spends {}, {} off the {} of {}{}; {}\n", printable(match.setting),
                     amount(match.found.spending, comparison.cost.unit),
                     percent(std::abs(match.found.spending / match.wanted - 1)),
                     amount(match.wanted, comparison.cost.unit), printable(match.arm),
                     match.found.within ? "" : ", the nearest there is", counted(match.found.runs, "run"));
}

std::string effect_text(const Comparison& comparison, const experiments::Effect& effect) {
  const auto words = [&](const Interval& interval) {
    return effect.unit == comparison.cost.unit ? amount(interval.estimate, effect.unit)
                                               : signed_count(interval.estimate);
  };
  constexpr std::size_t outcome_width = 36, number_width = 13;
  return fmt::format("    {:<{}}{:>{}}{:>{}}{:>{}}\n", printable(effect.outcome), outcome_width, words(effect.in_order),
                     number_width, words(effect.in_reverse), number_width, words(effect.interaction), number_width);
}

/// A table of what each key adds, without what no key changes.
std::string effects_text(const Comparison& comparison) {
  const auto nothing = [](const experiments::Effect& effect) {
    return effect.in_order.estimate == 0 && effect.in_reverse.estimate == 0;
  };
  std::string text =
      fmt::format("{:<40}{:>13}{:>13}{:>13}\n", "keys added one at a time", "in order", "in reverse", "interaction");
  const auto& effects = comparison.effects;
  for (auto begin = effects.begin(); begin != effects.end();) {
    const auto end = std::find_if(begin, effects.end(), [&](const auto& one) { return one.key != begin->key; });
    text += fmt::format("  {}{}\n", printable(begin->key), std::all_of(begin, end, nothing) ? ": no change" : "");
    for (; begin != end; ++begin) {
      if (!nothing(*begin)) text += effect_text(comparison, *begin);
    }
  }
  return text;
}

/// Breaks longer lines at spaces; the rest of a line stands below its second column.
std::string fitted(const std::string& text) {
  constexpr std::size_t width = 80;
  std::string fit;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t indent = line.starts_with("  ") ? name_width + 2 : 2;
    for (std::size_t cut = 0; line.size() > width; line = std::string(indent, ' ') + line.substr(cut + 1)) {
      cut = line.rfind(' ', width);
      if (cut == std::string::npos || cut <= indent) break;  // one long word
      fit += line.substr(0, cut) + "\n";
    }
    fit += line + "\n";
  }
  return fit;
}

std::string notes(const Comparison& comparison) {
  std::string text;
  text += comparison.replicates > 1 ? "[a to b] holds nine in ten: of replicates for firms, of resamples for cost\n"
                                    : "one replicate has no intervals: --replicates 20 shows what luck does\n";
  if (comparison.min_cell > 0) {
    text +=
        fmt::format("-: fewer than {} firms of a confidential table, in one of the replicates\n", comparison.min_cell);
  }
  return text;
}

}  // namespace

std::string comparison_text(const Comparison& comparison) {
  std::string text = fmt::format("{} against {}, by {}, {}\n", printable(comparison.policy), printable(comparison.base),
                                 to_string(comparison.months.front() + comparison.horizon),
                                 counted(comparison.replicates, "replicate"));
  if (comparison.match) text += match_text(comparison);
  text += fmt::format("instruments that differ: {}\n", joined(comparison.instruments));
  for (const auto& one : comparison.technologies) text += technology_text(comparison, one);
  if (!comparison.instruments.empty()) text += cost_text(comparison);
  if (!comparison.effects.empty()) text += effects_text(comparison);
  return fitted(text + notes(comparison));
}

}  // namespace millwright::tool
