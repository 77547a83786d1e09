#include <array>

#include "core/clones.hpp"
#include "statistics/snapshot.hpp"

// Who has adopted: firms with a live tranche, by technology, level, sector and size, plain and weighted by workers.
namespace millwright::statistics {
namespace {

constexpr const char* stock = "time: point";
constexpr const char* flow = "time: sum";

/// Integers per cell: these for each technology, then adopters by level for each, then each size scheme's firms and
/// adopters.
enum Integer : std::size_t { adopters, workers, tranches_live, robots, per_technology };
std::size_t levels_at(const Economy& economy) {
  return per_technology * economy.technologies();
}

std::size_t schemes_at(const Economy& economy) {
  return levels_at(economy) + tranches * economy.technologies();
}

std::size_t width(const Economy& economy) {
  std::size_t total = schemes_at(economy);
  for (const auto& scheme : economy.scenario.outputs.size_schemes)
    total += (economy.technologies() + 1) * scheme.value.classes.size();
  return total;
}

double robots_in_use(const TechnologyColumns& columns, std::size_t i) {
  double in_use = 0;
  for (const float of_tranche : columns.robots.of(i).first(columns.level[i])) in_use += static_cast<double>(of_tranche);
  return in_use;
}

/// Kept integer by integer over technologies, so that a part of the row is a table (technology, cell).
void count_technology(const Economy& economy, const FirmBlock& block, const Rows& rows, std::size_t j) {
  const std::size_t technologies = economy.technologies(), by_level = levels_at(economy) + tranches * j - 1;
  const auto& columns = economy.firms.technology[j];
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const std::size_t level = columns.level[i];
    if (level == 0) continue;
    std::int64_t* row = rows(block.cell(i));
    row[by_level + level] += 1;
    row[adopters * technologies + j] += 1;
    row[workers * technologies + j] += to_fixed<sum_scale>(economy.firms.employment[i]);
    row[tranches_live * technologies + j] += static_cast<std::int64_t>(level);
    row[robots * technologies + j] += to_fixed<sum_scale>(robots_in_use(columns, i));
  }
}

/// Sum of `weight` over the firms with at least `least` workers.
MILLWRIGHT_CLONES
std::int64_t weight_above(const double* workers, const std::int64_t* weight, double least, std::size_t count) {
  std::int64_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t own = weight[i];
    found += workers[i] >= least ? own : 0;
  }
  return found;
}

/// Adoption in the size classes of another survey, such as Eurostat's: firms, then adopters by technology. Which cell
/// they are in does not matter, so the first one holds them all.
void count_scheme(const Economy& economy, const FirmBlock& block, std::int64_t* totals,
                  const scenario::SizeClasses& scheme) {
  const std::vector<double> least = lower_bounds(scheme);
  const std::size_t firms = block.end - block.begin;
  const double* workers = economy.firms.employment.data() + block.begin;
  std::array<std::int64_t, block_size> weight;
  for (std::size_t k = 0; k <= economy.technologies(); ++k) {
    const std::uint8_t* level = k == 0 ? nullptr : economy.firms.technology[k - 1].level.data() + block.begin;
    for (std::size_t i = 0; i < firms; ++i) weight[i] = level == nullptr || level[i] > 0 ? 1 : 0;
    for (std::size_t z = 0; z < least.size(); ++z) {
      const std::int64_t found = weight_above(workers, weight.data(), least[z], firms);
      totals[k * least.size() + z] += found;
      if (z > 0) totals[k * least.size() + z - 1] -= found;
    }
  }
}

void count(const Economy& economy, const FirmBlock& block, const Rows& rows) {
  for (std::size_t j = 0; j < economy.technologies(); ++j) count_technology(economy, block, rows, j);
  std::size_t at = schemes_at(economy);
  for (const auto& scheme : economy.scenario.outputs.size_schemes) {
    count_scheme(economy, block, rows(0) + at, scheme.value);
    at += (economy.technologies() + 1) * scheme.value.classes.size();
  }
}

void emit_levels(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  std::vector<double> values;
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    auto without = static_cast<std::int64_t>(economy.firms.count());
    values.push_back(0);
    const std::size_t first = values.size() - 1;
    for (std::size_t k = 0; k < tranches; ++k) {
      const std::int64_t firms = snapshot.sum(levels_at(economy) + tranches * j + k);
      values.push_back(static_cast<double>(firms) * economy.firms_represented());
      without -= firms;
    }
    values[first] = static_cast<double>(without) * economy.firms_represented();
  }
  out.push_back({{"firms_by_level", {"technology", "level"}, "1", "firms by tranches live", stock}, std::move(values)});
}

void emit_schemes(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  std::size_t at = schemes_at(economy);
  for (const auto& scheme : snapshot.scenario.outputs.size_schemes) {
    const std::size_t classes = scheme.value.classes.size();
    std::vector<double> shares;
    for (std::size_t k = 0; k < economy.technologies() * classes; ++k) {
      shares.push_back(static_cast<double>(snapshot.sum(at + classes + k)) /
                       static_cast<double>(snapshot.sum(at + k % classes)));
    }
    at += (economy.technologies() + 1) * classes;
    const std::string axis = "size_" + scheme.name;
    out.push_back({{"adoption_share_by_" + axis,
                    {"technology", axis},
                    "1",
                    "share of firms with a live tranche, size classes " + scheme.name,
                    stock},
                   std::move(shares)});
  }
}

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const std::size_t technologies = economy.technologies();
  const auto table = [&](Integer integer) { return snapshot.part(integer * technologies, technologies); };
  const double firm = economy.firms_represented(), unit = national_unit(economy);
  emit_ratios(snapshot, out, {{"adoption_share", {"technology"}, "1", "share of firms with a live tranche", stock}},
              table(adopters), snapshot.firms);
  emit_ratios(snapshot, out,
              {{"adoption_share_workers", {"technology"}, "1", "share of workers in firms with a live tranche", stock}},
              table(workers), snapshot.workers);
  emit_totals(snapshot, out, {{"adopters", {"technology"}, "1", "firms with a live tranche", stock}, firm},
              table(adopters));
  emit_totals(snapshot, out, {{"tranches_live", {"technology"}, "1", "tranches live", stock}, firm},
              table(tranches_live));
  emit_totals(snapshot, out, {{"robot_stock", {"technology"}, "robot", "robots in use", stock}, unit}, table(robots));
  emit_ratios(snapshot, out,
              {{"robot_density", {"technology"}, "1e-4 robot/worker", "robots per 10 000 workers", stock}, 1e4},
              table(robots), snapshot.workers);
  const Flows& flows = economy.flows;
  emit_totals(snapshot, out, {{"new_adopters", {"technology"}, "1", "firms whose first tranche went live", flow}, firm},
              flows.new_adopters);
  emit_totals(snapshot, out, {{"projects_started", {"technology"}, "1", "projects ordered", flow}, firm},
              flows.projects_started);
  emit_totals(snapshot, out,
              {{"robots_installed", {"technology"}, "robot", "robots installed, renewals included", flow}, unit},
              flows.robots_installed);
  emit_levels(snapshot, out);
  emit_schemes(snapshot, out);
}

}  // namespace

Observer adoption() {
  return {width, count, emit};
}

}  // namespace millwright::statistics
