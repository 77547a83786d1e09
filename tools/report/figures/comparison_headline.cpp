#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// The main numbers of each comparison, with a sentence on each.
namespace millwright::report {
namespace {

using experiments::AdoptionClass;
using experiments::ClassCounts;
using experiments::Comparison;
using experiments::told;

using Value = std::function<double(const ClassCounts&)>;

/// A number of firms of the country over replicates; NaN where it is not told in one of them.
Estimate national(const Comparison& comparison, const std::vector<ClassCounts>& replicates, const Value& value) {
  std::vector<double> numbers;
  numbers.reserve(replicates.size());
  for (const ClassCounts& counts : replicates) numbers.push_back(comparison.represents * value(counts));
  if (std::ranges::any_of(numbers, [](double number) { return std::isnan(number); })) return {};
  const auto spread = experiments::spread_of(numbers);
  return {spread.mean, spread.low, spread.high};
}

std::string signed_count(double number) {
  return (number > 0 ? "+" : "") + tool::count(number);
}

void add_technology(const Comparison& comparison, const experiments::TechnologyComparison& technology,
                    charts::DataTable& table) {
  const auto& replicates = technology.groups.front().replicates;
  const auto row = [&](const std::string& quantity, const Estimate& value,
                       const std::function<std::string(double)>& words, const std::string& sentence) {
    table.rows.push_back({comparison.policy, quantity, with_range(value, comparison.replicates, words), sentence});
  };
  const Estimate more = national(comparison, replicates, [](const auto& counts) {
    return told(counts.adopters_policy) - told(counts.adopters_base);
  });
  const Estimate base = national(comparison, replicates, [](const auto& counts) { return told(counts.adopters_base); });
  row(fmt::format("adopters of {}", technology.technology), more, signed_count,
      fmt::format("{} firms have had it by {} without the policy, those that close included.", tool::count(base.mean),
                  to_string(comparison.months.front() + comparison.horizon)));
  const Estimate recipients =
      national(comparison, replicates, [](const auto& counts) { return told(counts.recipients); });
  if (recipients.mean == 0) return;
  const Estimate additional =
      national(comparison, replicates, [](const auto& counts) { return told(counts.of(AdoptionClass::additional)); });
  const double windfall = national(comparison, replicates, [](const auto& counts) {
                            return told(counts.of(AdoptionClass::windfall));
                          }).mean;
  row(fmt::format("additional adopters of {}", technology.technology), additional, tool::count,
      fmt::format("Of {} firms that are supported, {} adopt only with the policy; {} would have adopted in the same "
                  "month anyway.",
                  tool::count(recipients.mean), tool::percent(additional.mean / recipients.mean),
                  tool::percent(windfall / recipients.mean)));
}

void add_cost(const Comparison& comparison, charts::DataTable& table) {
  const auto& cost = comparison.cost;
  if (cost.unit.empty() || cost.per.empty() || comparison.instruments.empty()) return;
  const auto money = [&](double millions) { return amount_words(millions, cost.unit); };
  const experiments::CostPer& per = cost.per.front();
  std::string name = per.name;
  std::ranges::replace(name, '_', ' ');
  table.rows.push_back(
      {comparison.policy, "cost per " + name, per.determined ? interval_words(per.gross, money) : "undetermined",
       fmt::format("The policy spends {} more than the base, as present value{}.", interval_words(cost.gross, money),
                   per.determined ? "" : fmt::format("; it may have brought no {}", name))});
}

}  // namespace

Blocks comparison_headline(const Material& material) {
  charts::TableBlock block;
  block.table.columns = {"policy", "difference", "value", "in words"};
  block.table.numeric = {false, false, true, false};
  for (const Comparison& comparison : material.comparisons) {
    for (const auto& technology : comparison.technologies)
      if (!technology.groups.empty()) add_technology(comparison, technology, block.table);
    add_cost(comparison, block.table);
  }
  if (block.table.rows.empty()) return {};
  const Comparison& first = material.comparisons.front();
  block.caption = fmt::format("Main differences from {}, firm by firm on the same luck, {}", first.base,
                              tool::counted(first.replicates, "replicate"));
  return {std::move(block)};
}

}  // namespace millwright::report
