#include "statistics/snapshot.hpp"

#include <limits>

namespace millwright::statistics {
namespace {

template <class PlaceOf>
Axis axis(const Cells& cells, Axis axis, PlaceOf place_of) {
  for (std::size_t cell = 0; cell < cells.count(); ++cell)
    axis.place.push_back(static_cast<std::uint32_t>(place_of(cell)));
  return axis;
}

Variable grouped(const Variable& variable, const Axis& axis) {
  Variable result = variable;
  result.name += axis.suffix;
  result.long_name += axis.words;
  result.dimensions.insert(result.dimensions.end(), axis.dimensions.begin(), axis.dimensions.end());
  return result;
}

/// Integer sums of the cells that an axis puts together, (first, place on the axis).
std::vector<std::int64_t> collapse(const Tally& table, const Axis& axis) {
  std::vector<std::int64_t> sums(table.first() * axis.extent, 0);
  for (std::size_t j = 0; j < table.first(); ++j) {
    for (std::size_t cell = 0; cell < axis.place.size(); ++cell)
      sums[j * axis.extent + axis.place[cell]] += table.at(j, cell);
  }
  return sums;
}

std::vector<std::string> names_of(const auto& named) {
  std::vector<std::string> names;
  names.reserve(named.size());
  for (const auto& entry : named) names.push_back(entry.name);
  return names;
}

/// What `value` says of each group of an axis.
void compare_groups(const Compared& compared, const Axis& axis, Compare value, std::vector<double>& values) {
  const auto all_one = collapse(compared.one, axis), all_other = collapse(compared.other, axis);
  std::vector<std::int64_t> one(compared.one.first()), other(compared.one.first());
  for (std::size_t place = 0; place < axis.extent; ++place) {
    for (std::size_t k = 0; k < one.size(); ++k) {
      one[k] = all_one[k * axis.extent + place], other[k] = all_other[k * axis.extent + place];
    }
    values.push_back(value(one, other));
  }
}

}  // namespace

std::vector<Axis> axes_of(const Economy& economy) {
  const Cells c = economy.cells();
  std::vector<Axis> axes{
      axis(c, {"", "", {}, 1, {}}, [](std::size_t) { return std::size_t{0}; }),
      axis(c, {"_by_sector", ", by sector", {"sector"}, c.sectors, {}},
           [&](std::size_t cell) { return c.sector_of(cell); }),
      axis(c, {"_by_size", ", by size", {"size"}, c.sizes, {}}, [&](std::size_t cell) { return c.size_of(cell); }),
      axis(c, {"_by_sector_size", ", by sector and size", {"sector", "size"}, c.sectors * c.sizes, {}},
           [&](std::size_t cell) { return c.sector_of(cell) * c.sizes + c.size_of(cell); })};
  if (!economy.scenario.regions.empty()) {
    axes.push_back(axis(c, {"_by_region", ", by region", {"region"}, c.regions, {}},
                        [&](std::size_t cell) { return c.region_of(cell); }));
  }
  if (!economy.scenario.ownership.empty()) {
    axes.push_back(axis(c, {"_by_ownership", ", by ownership", {"ownership"}, c.ownerships, {}},
                        [&](std::size_t cell) { return c.ownership_of(cell); }));
  }
  return axes;
}

double national_unit(const Economy& economy) {
  return from_fixed<sum_scale>(1) * economy.firms_represented();
}

std::vector<Dimension> dimensions_of(const Economy& economy) {
  const auto& scenario = economy.scenario;
  std::vector<Dimension> dimensions{
      {"sector", names_of(economy.sectors)},
      {"size", names_of(scenario.size_classes.classes)},
      {"technology", names_of(scenario.technologies)},
      {"level", {"0", "1", "2", "3", "4"}},
      {"barrier",
       {"never_reviewed", "installing", "support_exhausted", "doubt", "unprofitable", "waiting", "finance", "chips"}},
      {"outcome",
       {"invested", "support_exhausted", "doubt", "unprofitable", "waiting", "finance", "chips", "postponed"}}};
  const auto add = [&](const char* name, std::vector<std::string> labels) {
    if (!labels.empty()) dimensions.push_back({name, std::move(labels)});
  };
  std::vector<std::string> payments, accounts;
  for (const auto& kind : payment_kinds) payments.emplace_back(kind.name);
  for (const auto& name : account_names) accounts.emplace_back(name);
  add("payment", std::move(payments));
  add("account", std::move(accounts));
  add("region", names_of(scenario.regions));
  add("ownership", names_of(scenario.ownership));
  add("instrument", names_of(scenario.policies));
  add("track", names_of(scenario.chips.tracks));
  add("metal", names_of(scenario.climate.metals));
  for (const auto& scheme : scenario.outputs.size_schemes)
    add(("size_" + scheme.name).c_str(), names_of(scheme.value.classes));
  return dimensions;
}

void emit_totals(const Snapshot& snapshot, Observations& out, const Measure& measure, const Tally& table) {
  for (const Axis& axis : snapshot.axes) {
    if (!snapshot.wants(measure.variable.name + axis.suffix)) continue;
    std::vector<double> values;
    for (const std::int64_t sum : collapse(table, axis))
      values.push_back(measure.unit_value * static_cast<double>(sum));
    out.push_back({grouped(measure.variable, axis), std::move(values)});
  }
}

void emit_ratios(const Snapshot& snapshot, Observations& out, const Measure& measure, const Tally& numerator,
                 const Tally& denominator) {
  for (const Axis& axis : snapshot.axes) {
    if (!snapshot.wants(measure.variable.name + axis.suffix)) continue;
    const auto above = collapse(numerator, axis);
    const auto below = collapse(denominator, axis);
    std::vector<double> values;
    for (std::size_t i = 0; i < above.size(); ++i) {
      const std::int64_t divisor = below[i % below.size()];
      values.push_back(divisor == 0
                           ? std::numeric_limits<double>::quiet_NaN()
                           : measure.unit_value * static_cast<double>(above[i]) / static_cast<double>(divisor));
    }
    out.push_back({grouped(measure.variable, axis), std::move(values)});
  }
}

void emit_compared(const Snapshot& snapshot, Observations& out, const Variable& variable,
                   std::span<const Compared> comparisons, Compare value) {
  for (const Axis& axis : snapshot.axes) {
    if (!snapshot.wants(variable.name + axis.suffix)) continue;
    std::vector<double> values;
    for (const Compared& compared : comparisons) compare_groups(compared, axis, value, values);
    out.push_back({grouped(variable, axis), std::move(values)});
  }
}

}  // namespace millwright::statistics
