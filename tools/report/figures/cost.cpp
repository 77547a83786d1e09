#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// What a policy costs, and per what it brings.
namespace millwright::report {
namespace {

using experiments::Comparison;
using experiments::CostPer;
using experiments::Interval;

/// "additional adopter".
std::string plain(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

bool is_told(const Comparison& comparison) {
  return !comparison.cost.unit.empty() && !comparison.cost.per.empty();
}

charts::TableBlock table_of(const std::vector<const Comparison*>& comparisons) {
  charts::TableBlock block;
  block.caption = "What was spent, and what for";
  block.table.columns = {"policy", "", "brought", "gross", "net of tax"};
  block.table.numeric = {false, false, true, true, true};
  for (const Comparison* one : comparisons) {
    const auto money = [&](double millions) { return amount_words(millions, one->cost.unit); };
    block.table.rows.push_back(
        {one->policy, "in all", "", interval_words(one->cost.gross, money), interval_words(one->cost.net, money)});
    for (const CostPer& per : one->cost.per) {
      const std::string undetermined = std::isnan(per.brought.estimate) ? "not told" : "undetermined";
      block.table.rows.push_back({one->policy, "per " + plain(per.name), interval_words(per.brought, tool::count),
                                  per.determined ? interval_words(per.gross, money) : undetermined,
                                  per.determined ? interval_words(per.net, money) : undetermined});
    }
  }
  return block;
}

charts::Estimates estimates_of(const std::vector<const Comparison*>& comparisons, const std::string& name,
                               Interval CostPer::*which) {
  charts::Estimates estimates{name, {}, {}, {}};
  for (const Comparison* one : comparisons) {
    for (const CostPer& per : one->cost.per) {
      const Interval& found = per.*which;
      const double nothing = std::nan("");
      estimates.value.push_back(per.determined ? found.estimate : nothing);
      estimates.low.push_back(per.determined ? found.low : nothing);
      estimates.high.push_back(per.determined ? found.high : nothing);
    }
  }
  return estimates;
}

std::string caption_of(const std::vector<const Comparison*>& comparisons) {
  std::string text;
  for (const Comparison* one : comparisons) {
    const auto money = [&](double millions) { return amount_words(millions, one->cost.unit); };
    text += fmt::format("{}{} spends {} more than {}", text.empty() ? "" : " ", one->policy,
                        interval_words(one->cost.gross, money), one->base);
    const CostPer& first = one->cost.per.front();
    text += first.determined ? fmt::format(", {} for each {}.", interval_words(first.gross, money), plain(first.name))
                             : fmt::format("; what it costs per {} is not determined, since it may have brought none.",
                                           plain(first.name));
  }
  return text;
}

charts::IntervalChart chart_of(const std::vector<const Comparison*>& comparisons) {
  charts::IntervalChart chart;
  chart.x = {"per unit", comparisons.front()->cost.unit, charts::Scale::linear, false, true};
  for (const Comparison* one : comparisons) {
    const std::string policy = comparisons.size() > 1 ? one->policy + ", " : "";
    for (const CostPer& per : one->cost.per) chart.categories.push_back(policy + "per " + plain(per.name));
  }
  chart.groups = {estimates_of(comparisons, "gross", &CostPer::gross),
                  estimates_of(comparisons, "net of tax", &CostPer::net)};
  return chart;
}

std::string definition_of(const Comparison& first) {
  return fmt::format(
      "Present values of {} at {} a year until {}, policy less {}: gross, what instruments that differ ({}) spend and "
      "forgo; net, what the government pays less its taxes and levies. Brought: counts of the country, policy less "
      "base; additional and net adopters in technologies that are supported. Variables cost, cost_per_*, brought_* in "
      "the file of compare. Intervals hold nine in ten resamples of {} (bootstrap); a cost is undetermined where what "
      "was brought may be zero.",
      to_string(first.months.front()), tool::percent(first.discount_rate),
      to_string(first.months.front() + first.horizon), first.base, listed(first.instruments),
      tool::counted(first.replicates, "replicate"));
}

std::string match_sentence(const Comparison& one) {
  return fmt::format("With {}, {} spends {} where {} was wanted.", one.match->setting, one.policy,
                     amount_words(one.match->found.spending, one.cost.unit),
                     amount_words(one.match->wanted, one.cost.unit));
}

}  // namespace

Blocks cost(const Material& material) {
  std::vector<const Comparison*> comparisons;
  for (const Comparison& one : material.comparisons) {
    if (is_told(one) && !one.instruments.empty()) comparisons.push_back(&one);
  }
  Blocks blocks;
  if (comparisons.empty()) return blocks;
  const Comparison& first = *comparisons.front();
  charts::IntervalChart chart = chart_of(comparisons);
  const bool any = std::ranges::any_of(chart.groups.front().value, [](double value) { return !std::isnan(value); });
  if (any) {
    blocks.emplace_back(charts::Figure{"cost", fmt::format("What the policy costs, compared with {}", first.base),
                                       caption_of(comparisons), definition_of(first), std::move(chart)});
  }
  blocks.emplace_back(table_of(comparisons));
  if (!any) blocks.emplace_back(charts::Paragraph{definition_of(first)});
  for (const Comparison* one : comparisons) {
    if (one->match) blocks.emplace_back(charts::Paragraph{match_sentence(*one)});
  }
  return blocks;
}

}  // namespace millwright::report
