#include "statistics/snapshot.hpp"

#include <limits>

namespace millwright::statistics {
namespace {

enum class Group { total, sector, size, sector_size, region, ownership };

struct Axis {
  Group group;
  const char* suffix;
  const char* words;
  std::vector<std::string> dimensions;
};

/// The groupings of a scenario: region and ownership only where it declares them.
std::vector<Axis> axes_of(const scenario::Scenario& scenario) {
  std::vector<Axis> axes{{Group::total, "", "", {}},
                         {Group::sector, "_by_sector", ", by sector", {"sector"}},
                         {Group::size, "_by_size", ", by size", {"size"}},
                         {Group::sector_size, "_by_sector_size", ", by sector and size", {"sector", "size"}}};
  if (!scenario.regions.empty()) axes.push_back({Group::region, "_by_region", ", by region", {"region"}});
  if (!scenario.ownership.empty()) axes.push_back({Group::ownership, "_by_ownership", ", by ownership", {"ownership"}});
  return axes;
}

Variable grouped(const Variable& variable, const Axis& axis) {
  Variable result = variable;
  result.name += axis.suffix;
  result.long_name += axis.words;
  result.dimensions.insert(result.dimensions.end(), axis.dimensions.begin(), axis.dimensions.end());
  return result;
}

std::size_t extent_of(const Cells& cells, Group group) {
  switch (group) {
    case Group::sector:
      return cells.sectors;
    case Group::size:
      return cells.sizes;
    case Group::sector_size:
      return cells.sectors * cells.sizes;
    case Group::region:
      return cells.regions;
    case Group::ownership:
      return cells.ownerships;
    case Group::total:
      break;
  }
  return 1;
}

std::size_t place_of(const Cells& cells, Group group, std::size_t cell) {
  switch (group) {
    case Group::sector:
      return cells.sector_of(cell);
    case Group::size:
      return cells.size_of(cell);
    case Group::sector_size:
      return cells.sector_of(cell) * cells.sizes + cells.size_of(cell);
    case Group::region:
      return cells.region_of(cell);
    case Group::ownership:
      return cells.ownership_of(cell);
    case Group::total:
      break;
  }
  return 0;
}

/// Integer sums of the cells that a group puts together, (first, place in the group).
std::vector<std::int64_t> collapse(const Cells& cells, const Tally& table, Group group) {
  const std::size_t extent = extent_of(cells, group);
  std::vector<std::int64_t> sums(table.first() * extent, 0);
  for (std::size_t cell = 0; cell < cells.count(); ++cell) {
    const std::size_t place = place_of(cells, group, cell);
    for (std::size_t j = 0; j < table.first(); ++j) sums[j * extent + place] += table.at(j, cell);
  }
  return sums;
}

std::vector<std::string> names_of(const auto& named) {
  std::vector<std::string> names;
  for (const auto& entry : named) names.push_back(entry.name);
  return names;
}

}  // namespace

double national_unit(const Economy& economy) {
  return from_fixed<sum_scale>(1) * economy.firms_represented();
}

Tally Snapshot::part(std::size_t first, std::size_t extent) const {
  Tally table(extent, cells.count());
  for (std::size_t k = 0; k < extent; ++k) {
    for (std::size_t cell = 0; cell < cells.count(); ++cell) table.at(k, cell) = counted[cell * stride + first + k];
  }
  return table;
}

std::int64_t Snapshot::sum(std::size_t integer) const {
  std::int64_t total = 0;
  for (std::size_t cell = 0; cell < cells.count(); ++cell) total += counted[cell * stride + integer];
  return total;
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
  for (const Axis& axis : axes_of(snapshot.scenario)) {
    std::vector<double> values;
    for (const std::int64_t sum : collapse(snapshot.cells, table, axis.group))
      values.push_back(measure.unit_value * static_cast<double>(sum));
    out.push_back({grouped(measure.variable, axis), std::move(values)});
  }
}

void emit_ratios(const Snapshot& snapshot, Observations& out, const Measure& measure, const Tally& numerator,
                 const Tally& denominator) {
  for (const Axis& axis : axes_of(snapshot.scenario)) {
    const auto above = collapse(snapshot.cells, numerator, axis.group);
    const auto below = collapse(snapshot.cells, denominator, axis.group);
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

void emit_compared(const Snapshot& snapshot, Observations& out, const Variable& variable, const Tally& before,
                   const Tally& now, Compare value) {
  for (const Axis& axis : axes_of(snapshot.scenario)) {
    const std::size_t extent = extent_of(snapshot.cells, axis.group);
    const auto earlier = collapse(snapshot.cells, before, axis.group);
    const auto later = collapse(snapshot.cells, now, axis.group);
    std::vector<double> values;
    std::vector<std::int64_t> one(now.first()), other(now.first());
    for (std::size_t place = 0; place < extent; ++place) {
      for (std::size_t k = 0; k < now.first(); ++k) {
        one[k] = earlier[k * extent + place], other[k] = later[k * extent + place];
      }
      values.push_back(value(one, other));
    }
    out.push_back({grouped(variable, axis), std::move(values)});
  }
}

}  // namespace millwright::statistics
