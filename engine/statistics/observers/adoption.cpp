#include "statistics/snapshot.hpp"

// Who has adopted: firms with a live tranche, by technology, level, sector and size, plain and weighted by workers.
namespace millwright::statistics {
namespace {

constexpr const char* stock = "time: point";
constexpr const char* flow = "time: sum";

void emit_levels(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Tally by_level = snapshot.census.by_level();
  std::vector<double> values;
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    auto without = static_cast<std::int64_t>(economy.firms.count());
    values.push_back(0);
    const std::size_t first = values.size() - 1;
    for (std::size_t k = 0; k < tranches; ++k) {
      values.push_back(static_cast<double>(by_level.at(j, k)) * economy.firms_represented());
      without -= by_level.at(j, k);
    }
    values[first] = static_cast<double>(without) * economy.firms_represented();
  }
  out.push_back({{"firms_by_level", {"technology", "level"}, "1", "firms by tranches live", stock}, std::move(values)});
}

/// Adoption in the size classes of other surveys, such as Eurostat's.
void emit_schemes(const Snapshot& snapshot, Observations& out) {
  const auto& schemes = snapshot.scenario.outputs.size_schemes;
  for (std::size_t k = 0; k < schemes.size(); ++k) {
    const Tally& firms = snapshot.census.scheme(k);
    std::vector<double> shares;
    for (std::size_t j = 1; j < firms.first(); ++j) {
      for (std::size_t z = 0; z < firms.second(); ++z)
        shares.push_back(static_cast<double>(firms.at(j, z)) / static_cast<double>(firms.at(0, z)));
    }
    const std::string axis = "size_" + schemes[k].name;
    out.push_back({{"adoption_share_by_" + axis,
                    {"technology", axis},
                    "1",
                    "share of firms with a live tranche, size classes " + schemes[k].name,
                    stock},
                   std::move(shares)});
  }
}

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const auto table = [&](AdopterCount count) { return snapshot.census.table(count); };
  const double firm = economy.firms_represented(), unit = national_unit(economy);
  emit_ratios(snapshot, out, {{"adoption_share", {"technology"}, "1", "share of firms with a live tranche", stock}},
              table(AdopterCount::firms), snapshot.firms);
  emit_ratios(snapshot, out,
              {{"adoption_share_workers", {"technology"}, "1", "share of workers in firms with a live tranche", stock}},
              table(AdopterCount::workers), snapshot.workers);
  emit_totals(snapshot, out, {{"adopters", {"technology"}, "1", "firms with a live tranche", stock}, firm},
              table(AdopterCount::firms));
  emit_totals(snapshot, out, {{"tranches_live", {"technology"}, "1", "tranches live", stock}, firm},
              table(AdopterCount::tranches_live));
  emit_totals(snapshot, out, {{"robot_stock", {"technology"}, "robot", "robots in use", stock}, unit},
              table(AdopterCount::robots));
  emit_ratios(snapshot, out,
              {{"robot_density", {"technology"}, "1e-4 robot/worker", "robots per 10 000 workers", stock}, 1e4},
              table(AdopterCount::robots), snapshot.workers);
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
  return emit;
}

}  // namespace millwright::statistics
