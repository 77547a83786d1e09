#include "statistics/snapshot.hpp"

#include <limits>

namespace millwright::statistics {
namespace {

enum class Group { total, sector, size, sector_size };
constexpr Group groups[] = {Group::total, Group::sector, Group::size, Group::sector_size};

Variable grouped(const Variable& variable, Group group) {
  Variable result = variable;
  if (group == Group::total) return result;
  result.name += group == Group::sector ? "_by_sector" : group == Group::size ? "_by_size" : "_by_sector_size";
  result.long_name += group == Group::sector ? ", by sector"
                      : group == Group::size ? ", by size"
                                             : ", by sector and size";
  if (group != Group::size) result.dimensions.emplace_back("sector");
  if (group != Group::sector) result.dimensions.emplace_back("size");
  return result;
}

std::size_t cells_of(const Tally& table, Group group) {
  const std::size_t sectors = group == Group::sector || group == Group::sector_size ? table.second() : 1;
  const std::size_t sizes = group == Group::size || group == Group::sector_size ? table.third() : 1;
  return sectors * sizes;
}

/// Integer sums of the cells that a group puts together, (first, group cell).
std::vector<std::int64_t> collapse(const Tally& table, Group group) {
  const std::size_t cells = cells_of(table, group);
  std::vector<std::int64_t> sums(table.first() * cells, 0);
  for (std::size_t j = 0; j < table.first(); ++j) {
    for (std::size_t s = 0; s < table.second(); ++s) {
      for (std::size_t z = 0; z < table.third(); ++z) {
        const std::size_t cell = group == Group::total    ? 0
                                 : group == Group::sector ? s
                                 : group == Group::size   ? z
                                                          : s * table.third() + z;
        sums[j * cells + cell] += table.at(j, s, z);
      }
    }
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

Snapshot take_snapshot(const Economy& economy) {
  Snapshot snapshot{economy, economy.scenario, "m " + economy.scenario.currency, {}, {}};
  const Tally shape(2, economy.sectors.size(), economy.sizes());
  const Tally sums = tally_firms(economy, shape, [&](std::size_t i, Tally& cells) {
    cells.at(0, economy.firms.sector[i], economy.firms.size[i]) += 1;
    cells.at(1, economy.firms.sector[i], economy.firms.size[i]) += to_fixed<sum_scale>(economy.firms.employment[i]);
  });
  snapshot.firms = snapshot.workers = Tally(1, economy.sectors.size(), economy.sizes());
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    for (std::size_t z = 0; z < economy.sizes(); ++z) {
      snapshot.firms.at(0, s, z) = sums.at(0, s, z);
      snapshot.workers.at(0, s, z) = sums.at(1, s, z);
    }
  }
  return snapshot;
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
  add("instrument", names_of(scenario.policies));
  add("track", names_of(scenario.chips.tracks));
  add("metal", names_of(scenario.climate.metals));
  for (const auto& scheme : scenario.outputs.size_schemes)
    add(("size_" + scheme.name).c_str(), names_of(scheme.value.classes));
  return dimensions;
}

void emit_totals(Observations& out, const Measure& measure, const Tally& cells) {
  for (const Group group : groups) {
    std::vector<double> values;
    for (const std::int64_t sum : collapse(cells, group))
      values.push_back(measure.unit_value * static_cast<double>(sum));
    out.push_back({grouped(measure.variable, group), std::move(values)});
  }
}

void emit_ratios(Observations& out, const Measure& measure, const Tally& numerator, const Tally& denominator) {
  for (const Group group : groups) {
    const auto above = collapse(numerator, group), below = collapse(denominator, group);
    std::vector<double> values;
    for (std::size_t i = 0; i < above.size(); ++i) {
      const std::int64_t divisor = below[i % below.size()];
      values.push_back(divisor == 0
                           ? std::numeric_limits<double>::quiet_NaN()
                           : measure.unit_value * static_cast<double>(above[i]) / static_cast<double>(divisor));
    }
    out.push_back({grouped(measure.variable, group), std::move(values)});
  }
}

}  // namespace millwright::statistics
