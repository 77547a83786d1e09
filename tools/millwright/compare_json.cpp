#include <cmath>

#include "compare_text.hpp"
#include "scenario/language/numbers.hpp"

namespace millwright::tool {
namespace {

using experiments::Comparison;
using experiments::Interval;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Json interval_json(const Interval& interval) {
  return {{"estimate", number(interval.estimate)}, {"low", number(interval.low)}, {"high", number(interval.high)}};
}

/// A count of firms; null where it is not told.
Json count_json(std::int64_t firms) {
  return firms == experiments::not_told ? Json() : Json(firms);
}

/// Numbers of simulated firms, one for each replicate.
Json group_json(const experiments::Group& group) {
  Json counts = Json::object();
  for (std::size_t c = 0; c < experiments::class_count; ++c) {
    Json firms = Json::array();
    for (const auto& replicate : group.replicates) firms.push_back(count_json(replicate.firms[c]));
    counts[std::string(experiments::class_kinds[c].name)] = std::move(firms);
  }
  const auto listed = [&](auto&& value) {
    Json list = Json::array();
    for (const auto& replicate : group.replicates) list.push_back(count_json(value(replicate)));
    return list;
  };
  const auto months_of = [&](experiments::AdoptionClass one) {
    return listed([&](const auto& r) { return r.months_earlier[static_cast<std::size_t>(one)]; });
  };
  return {{"axis", group.axis},
          {"label", group.label},
          {"recipients", listed([](const auto& r) { return r.recipients; })},
          {"adopters_base", listed([](const auto& r) { return r.adopters_base; })},
          {"adopters_policy", listed([](const auto& r) { return r.adopters_policy; })},
          {"classes", std::move(counts)},
          {"months_earlier",
           {{"accelerated", months_of(experiments::AdoptionClass::accelerated)},
            {"delayed", months_of(experiments::AdoptionClass::delayed)},
            {"unaffected", months_of(experiments::AdoptionClass::unaffected)}}}};
}

Json cost_json(const experiments::CostComparison& cost) {
  Json per = Json::array();
  for (const auto& one : cost.per) {
    const bool known = one.determined;
    per.push_back({{"per", one.name},
                   {"brought", interval_json(one.brought)},
                   {"determined", known},
                   {"gross", known ? interval_json(one.gross) : Json()},
                   {"net", known ? interval_json(one.net) : Json()}});
  }
  return {{"unit", cost.unit}, {"gross", interval_json(cost.gross)}, {"net", interval_json(cost.net)}, {"per", per}};
}

Json match_json(const experiments::SpendingMatch& match) {
  return {{"key", match.key},
          {"setting", match.setting},
          {"value", match.found.value},
          {"as", match.arm},
          {"wanted", match.wanted},
          {"spending", match.found.spending},
          {"tolerance", match.tolerance},
          {"within", match.found.within},
          {"runs", match.found.runs}};
}

Json effects_json(const std::vector<experiments::Effect>& effects) {
  Json list = Json::array();
  for (const auto& effect : effects) {
    list.push_back({{"key", effect.key},
                    {"outcome", effect.outcome},
                    {"unit", effect.unit},
                    {"in_order", interval_json(effect.in_order)},
                    {"in_reverse", interval_json(effect.in_reverse)},
                    {"interaction", interval_json(effect.interaction)}});
  }
  return list;
}

/// A cell of a table, quoted where it has to be.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

std::string row(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& one : cells) text += (text.empty() ? "" : ",") + one;
  return text + "\n";
}

std::string written(double value) {
  return std::isfinite(value) ? scenario::shortest(value) : "";
}

std::string classes_of(const Comparison& comparison, const std::string& technology, const experiments::Group& group) {
  std::string text;
  for (std::size_t r = 0; r < group.replicates.size(); ++r) {
    for (std::size_t c = 0; c < experiments::class_count; ++c) {
      const double firms = experiments::told(group.replicates[r].firms[c]);
      text += row({cell(comparison.base), cell(comparison.policy), cell(technology),
                   group.axis.empty() ? "all" : group.axis, cell(group.label), std::to_string(r),
                   std::string(experiments::class_kinds[c].name), written(comparison.represents * firms),
                   written(experiments::told(group.replicates[r].months_earlier[c]))});
    }
  }
  return text;
}

std::string classes_csv(const Comparison& comparison) {
  std::string text;
  for (const auto& technology : comparison.technologies) {
    for (const auto& group : technology.groups) text += classes_of(comparison, technology.technology, group);
  }
  return text;
}

std::string cost_csv(const Comparison& comparison) {
  std::string text;
  const auto add = [&](const std::string& name, const std::string& per, const Interval& one) {
    text += row({cell(comparison.base), cell(comparison.policy), name, per, written(one.estimate), written(one.low),
                 written(one.high), cell(comparison.cost.unit)});
  };
  add("gross", "", comparison.cost.gross), add("net", "", comparison.cost.net);
  for (const auto& per : comparison.cost.per) {
    if (!per.determined) continue;
    add("gross", per.name, per.gross), add("net", per.name, per.net);
  }
  return text;
}

/// Labels of a cell of a variable, one after the other: "ai/food".
std::string labels_of(const Comparison& comparison, const statistics::Variable& variable, std::size_t index) {
  std::string text;
  for (auto name = variable.dimensions.rbegin(); name != variable.dimensions.rend(); ++name) {
    for (const auto& dimension : comparison.dimensions) {
      if (dimension.name != *name) continue;
      text.insert(0, dimension.labels[index % dimension.labels.size()] + (text.empty() ? "" : "/"));
      index /= dimension.labels.size();
    }
  }
  return text;
}

std::string differences_csv(const Comparison& comparison) {
  std::string text;
  for (const auto& difference : comparison.differences) {
    const std::size_t width = difference.values.size() / comparison.months.size();
    for (std::size_t k = 0; k < difference.values.size(); ++k) {
      const auto& value = difference.values[k];
      text += row({cell(comparison.base), cell(comparison.policy), difference.variable.name,
                   cell(labels_of(comparison, difference.variable, k % width)), to_string(comparison.months[k / width]),
                   written(value.mean), written(value.low), written(value.median), written(value.high)});
    }
  }
  return text;
}

std::string effects_csv(const Comparison& comparison) {
  std::string text;
  for (const auto& effect : comparison.effects) {
    std::vector<std::string> cells{cell(comparison.base), cell(comparison.policy), cell(effect.key),
                                   cell(effect.outcome), cell(effect.unit)};
    for (const Interval& one : {effect.in_order, effect.in_reverse, effect.interaction}) {
      for (const double value : {one.estimate, one.low, one.high}) cells.push_back(written(value));
    }
    text += row(cells);
  }
  return text;
}

}  // namespace

Json comparison_json(const Comparison& comparison) {
  Json technologies = Json::array();
  for (const auto& one : comparison.technologies) {
    Json groups = Json::array();
    for (const auto& group : one.groups) groups.push_back(group_json(group));
    technologies.push_back({{"technology", one.technology},
                            {"correlation", number(one.pairing.correlation)},
                            {"unpaired_factor", number(one.pairing.unpaired_factor)},
                            {"groups", std::move(groups)}});
  }
  Json told = {{"base", comparison.base},
               {"policy", comparison.policy},
               {"instruments", comparison.instruments},
               {"replicates", comparison.replicates},
               {"horizon", to_string(comparison.months.front() + comparison.horizon)},
               {"discount_rate", comparison.discount_rate},
               {"represents", comparison.represents},
               {"technologies", std::move(technologies)},
               {"cost", cost_json(comparison.cost)}};
  if (comparison.min_cell > 0) told["min_cell"] = comparison.min_cell;
  if (comparison.match) told["match"] = match_json(*comparison.match);
  if (!comparison.effects.empty()) told["effects"] = effects_json(comparison.effects);
  return told;
}

std::vector<CsvFile> comparison_csv(const std::vector<Comparison>& comparisons) {
  std::vector<CsvFile> files{
      {"classes.csv", "base,policy,technology,axis,label,replicate,class,firms,simulated_months_earlier\n"},
      {"cost.csv", "base,policy,cost,per,estimate,low,high,unit\n"},
      {"differences.csv", "base,policy,variable,labels,month,mean,p05,p50,p95\n"},
      {"effects.csv",
       "base,policy,key,outcome,unit,in_order,in_order_low,in_order_high,in_reverse,in_reverse_low,in_reverse_high,"
       "interaction,interaction_low,interaction_high\n"}};
  for (const Comparison& comparison : comparisons) {
    files[0].text += classes_csv(comparison);
    files[1].text += cost_csv(comparison);
    files[2].text += differences_csv(comparison);
    files[3].text += effects_csv(comparison);
  }
  return files;
}

}  // namespace millwright::tool
