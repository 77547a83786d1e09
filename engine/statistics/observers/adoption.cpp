#include "statistics/snapshot.hpp"

// Who has adopted: firms with a live tranche, by technology, level, sector and size, plain and weighted by workers.
namespace millwright::statistics {
namespace {

constexpr const char* stock = "time: point";
constexpr const char* flow = "time: sum";

enum Cell : std::size_t { adopters, workers, tranches_live, robots, cell_count };

/// (cell x technology, sector, size).
Tally count_adoption(const Economy& economy) {
  const auto& firms = economy.firms;
  const std::size_t technologies = economy.technologies();
  const Tally shape(cell_count * technologies, economy.sectors.size(), economy.sizes());
  return tally_firms(economy, shape, [&](std::size_t i, Tally& sums) {
    for (std::size_t j = 0; j < technologies; ++j) {
      const auto& columns = firms.technology[j];
      const std::size_t level = columns.level[i], s = firms.sector[i], z = firms.size[i];
      if (level == 0) continue;
      double in_use = 0;
      for (const float of_tranche : columns.robots.of(i).first(level)) in_use += static_cast<double>(of_tranche);
      sums.at(adopters * technologies + j, s, z) += 1;
      sums.at(workers * technologies + j, s, z) += to_fixed<sum_scale>(firms.employment[i]);
      sums.at(tranches_live * technologies + j, s, z) += static_cast<std::int64_t>(level);
      sums.at(robots * technologies + j, s, z) += to_fixed<sum_scale>(in_use);
    }
  });
}

Tally part(const Tally& all, std::size_t cell, std::size_t technologies) {
  Tally result(technologies, all.second(), all.third());
  for (std::size_t j = 0; j < technologies; ++j) {
    for (std::size_t s = 0; s < all.second(); ++s) {
      for (std::size_t z = 0; z < all.third(); ++z) result.at(j, s, z) = all.at(cell * technologies + j, s, z);
    }
  }
  return result;
}

void observe_levels(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Tally levels =
      tally_firms(economy, Tally(economy.technologies(), tranches + 1), [&](std::size_t i, Tally& sums) {
        for (std::size_t j = 0; j < economy.technologies(); ++j) sums.at(j, economy.firms.technology[j].level[i]) += 1;
      });
  std::vector<double> values;
  for (const std::int64_t count : levels.values())
    values.push_back(static_cast<double>(count) * economy.firms_represented());
  out.push_back({{"firms_by_level", {"technology", "level"}, "1", "firms by tranches live", stock}, std::move(values)});
}

/// Adoption in the size classes of another survey, such as Eurostat's.
void observe_scheme(const Snapshot& snapshot, const scenario::Named<scenario::SizeClasses>& scheme, Observations& out) {
  const Economy& economy = snapshot.economy;
  const std::size_t classes = scheme.value.classes.size(), technologies = economy.technologies();
  const auto smallest = static_cast<double>(scheme.value.classes.front().least);
  const Tally counts = tally_firms(economy, Tally(technologies + 1, classes), [&](std::size_t i, Tally& sums) {
    if (economy.firms.employment[i] < smallest) return;
    const std::size_t place = size_class(scheme.value, economy.firms.employment[i]);
    sums.at(technologies, place) += 1;
    for (std::size_t j = 0; j < technologies; ++j)
      sums.at(j, place) += economy.firms.technology[j].level[i] > 0 ? 1 : 0;
  });
  std::vector<double> shares;
  for (std::size_t j = 0; j < technologies; ++j) {
    for (std::size_t z = 0; z < classes; ++z) {
      shares.push_back(static_cast<double>(counts.at(j, z)) / static_cast<double>(counts.at(technologies, z)));
    }
  }
  const std::string axis = "size_" + scheme.name;
  out.push_back({{"adoption_share_by_" + axis,
                  {"technology", axis},
                  "1",
                  "share of firms with a live tranche, size classes " + scheme.name,
                  stock},
                 std::move(shares)});
}

}  // namespace

void adoption(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const std::size_t technologies = economy.technologies();
  const Tally all = count_adoption(economy);
  const auto cells = [&](Cell cell) { return part(all, cell, technologies); };
  const double firm = economy.firms_represented(), unit = national_unit(economy);
  emit_ratios(out, {{"adoption_share", {"technology"}, "1", "share of firms with a live tranche", stock}},
              cells(adopters), snapshot.firms);
  emit_ratios(out,
              {{"adoption_share_workers", {"technology"}, "1", "share of workers in firms with a live tranche", stock}},
              cells(workers), snapshot.workers);
  emit_totals(out, {{"adopters", {"technology"}, "1", "firms with a live tranche", stock}, firm}, cells(adopters));
  emit_totals(out, {{"tranches_live", {"technology"}, "1", "tranches live", stock}, firm}, cells(tranches_live));
  emit_totals(out, {{"robot_stock", {"technology"}, "robot", "robots in use", stock}, unit}, cells(robots));
  emit_ratios(out, {{"robot_density", {"technology"}, "1e-4 robot/worker", "robots per 10 000 workers", stock}, 1e4},
              cells(robots), snapshot.workers);
  const Flows& flows = economy.flows;
  emit_totals(out, {{"new_adopters", {"technology"}, "1", "firms whose first tranche went live", flow}, firm},
              flows.new_adopters);
  emit_totals(out, {{"projects_started", {"technology"}, "1", "projects ordered", flow}, firm}, flows.projects_started);
  emit_totals(out, {{"robots_installed", {"technology"}, "robot", "robots installed, renewals included", flow}, unit},
              flows.robots_installed);
  observe_levels(snapshot, out);
  for (const auto& scheme : snapshot.scenario.outputs.size_schemes) observe_scheme(snapshot, scheme, out);
}

}  // namespace millwright::statistics
