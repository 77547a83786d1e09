#include "simulation/disclosure.hpp"

#include <limits>

#include "statistics/catalogue.hpp"

namespace millwright::simulation {
namespace {

/// One way in which firms are grouped: the extent, and the group of a firm, none for one outside all groups.
struct Grouping {
  std::size_t extent = 0;
  std::vector<std::int32_t> group;  // by simulated firm
};

Grouping by_code(const auto& codes, std::size_t extent) {
  return {extent, {codes.begin(), codes.end()}};
}

/// The groups that a dimension makes; without extent for one that does not group firms.
Grouping grouping_of(const Economy& economy, const std::string& dimension) {
  const auto& firms = economy.firms;
  const Cells cells = economy.cells();
  if (dimension == "sector") return by_code(firms.sector.values(), cells.sectors);
  if (dimension == "region") return by_code(firms.region.values(), cells.regions);
  if (dimension == "ownership") return by_code(firms.ownership.values(), cells.ownerships);
  if (dimension == "size") return by_code(firms.size.values(), cells.sizes);
  for (const auto& scheme : economy.scenario.outputs.size_schemes) {
    if (dimension != "size_" + scheme.name) continue;
    Grouping grouping{scheme.value.classes.size(), {}};
    const std::vector<double> least = lower_bounds(scheme.value);
    for (std::size_t i = 0; i < firms.count(); ++i) {
      const double workers = firms.employment[i];
      grouping.group.push_back(workers < least.front() ? -1 : class_above(least, workers));
    }
    return grouping;
  }
  return {};
}

/// How many firms of the table there are in each group of crossed groupings, the first one outermost.
std::vector<std::int64_t> firms_of_table(const Economy& economy, const std::vector<Grouping>& crossed) {
  const auto& roster = economy.scenario.population.roster;
  std::size_t groups = 1;
  for (const Grouping& grouping : crossed) groups *= grouping.extent;
  std::vector<std::int64_t> counts(groups), last(groups, -1);  // clones lie side by side
  for (std::size_t i = 0; i < roster.row.size(); ++i) {
    if (economy.firms.birth[i] >= economy.scenario.start.index) continue;
    std::int64_t group = 0;
    for (const Grouping& grouping : crossed) {
      const std::int64_t own = grouping.group[i];
      group = group < 0 || own < 0 ? -1 : group * static_cast<std::int64_t>(grouping.extent) + own;
    }
    if (group < 0 || last[static_cast<std::size_t>(group)] == roster.row[i]) continue;
    last[static_cast<std::size_t>(group)] = roster.row[i];
    ++counts[static_cast<std::size_t>(group)];
  }
  return counts;
}

/// Which groups of a variable are too small, and which of its values belong to which group.
class VariableGroups {
 public:
  VariableGroups(const Economy& economy, const statistics::Variable& variable) {
    std::map<std::string, std::size_t> extents;
    for (const auto& dimension : statistics::dimensions_of(economy)) extents[dimension.name] = dimension.labels.size();
    for (const std::string& dimension : variable.dimensions) {
      Grouping grouping = grouping_of(economy, dimension);
      axes_.push_back({extents.at(dimension), grouping.extent > 0});
      if (grouping.extent == 0) continue;
      names_.push_back(dimension);
      crossed_.push_back(std::move(grouping));
    }
  }

  const std::vector<std::string>& names() const { return names_; }
  const std::vector<Grouping>& crossed() const { return crossed_; }
  /// The group of a value, the last dimension innermost.
  std::size_t group_of(std::size_t value) const {
    std::size_t group = 0, step = 1;
    for (auto axis = axes_.rbegin(); axis != axes_.rend(); ++axis) {
      const std::size_t place = value % axis->extent;
      value /= axis->extent;
      if (!axis->groups) continue;
      group += step * place;
      step *= axis->extent;
    }
    return group;
  }

 private:
  struct AxisOfVariable {
    std::size_t extent;
    bool groups;
  };
  std::vector<AxisOfVariable> axes_;
  std::vector<std::string> names_;
  std::vector<Grouping> crossed_;
};

}  // namespace

void blank_small_groups(const Economy& economy, statistics::Observations& observations) {
  const std::int64_t least = economy.scenario.population.table.min_cell;
  std::map<std::vector<std::string>, std::vector<std::int64_t>> known;  // by the names of crossed groupings
  for (auto& [variable, values] : observations) {
    const VariableGroups groups(economy, variable);
    if (groups.names().empty()) continue;
    const auto [counts, fresh] = known.try_emplace(groups.names());
    if (fresh) counts->second = firms_of_table(economy, groups.crossed());
    for (std::size_t k = 0; k < values.size(); ++k) {
      const std::int64_t firms = counts->second[groups.group_of(k)];
      if (firms > 0 && firms < least) values[k] = std::numeric_limits<double>::quiet_NaN();
    }
  }
}

statistics::Observations publishable(const Economy& economy, const statistics::Names* only) {
  auto observations = statistics::observe_all(economy, economy.census, only);
  if (economy.scenario.population.table.confidential) blank_small_groups(economy, observations);
  return observations;
}

}  // namespace millwright::simulation
