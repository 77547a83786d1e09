#include "economy/population.hpp"
#include "statistics/snapshot.hpp"

// Jobs, income and productivity; ratios are ratios of aggregates.
namespace millwright::statistics {
namespace {

constexpr double months_per_year = 12;
enum Cell : std::size_t { output, value_added, displaced, surplus, cell_count };

Tally sum_production(const Economy& economy) {
  const auto& firms = economy.firms;
  const double shrink = math::exp(-economy.environment.trend);
  return tally_firms(
      economy, Tally(cell_count, economy.sectors.size(), economy.sizes()), [&](std::size_t i, Tally& sums) {
        const std::size_t s = firms.sector[i], z = firms.size[i];
        double saved = 0;
        for (const auto& columns : firms.technology) saved += columns.saved[i];
        sums.at(output, s, z) += to_fixed<sum_scale>(firms.sales[i]);
        sums.at(value_added, s, z) += to_fixed<sum_scale>(firms.value_added[i]);
        sums.at(surplus, s, z) += to_fixed<sum_scale>(firms.surplus[i]);
        sums.at(displaced, s, z) +=
            to_fixed<sum_scale>(std::min(saved, most_saved) * firms.labour_coefficient[i] * firms.sales[i] * shrink);
      });
}

Tally part(const Tally& all, std::size_t cell) {
  Tally result(1, all.second(), all.third());
  for (std::size_t s = 0; s < all.second(); ++s) {
    for (std::size_t z = 0; z < all.third(); ++z) result.at(0, s, z) = all.at(cell, s, z);
  }
  return result;
}

}  // namespace

void jobs(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Tally all = sum_production(economy);
  const double unit = national_unit(economy);
  const Tally& wages = economy.flows.wage_bill;
  emit_totals(out, {{"output", {}, snapshot.money, "sales", "time: sum"}, unit}, part(all, output));
  emit_totals(out, {{"value_added", {}, snapshot.money, "value added", "time: sum"}, unit}, part(all, value_added));
  emit_totals(out, {{"employment", {}, "worker", "workers", "time: point"}, unit}, snapshot.workers);
  emit_totals(out, {{"workers_displaced", {}, "worker", "workers that live tranches replace", "time: point"}, unit},
              part(all, displaced));
  emit_totals(out, {{"wage_bill", {}, snapshot.money, "labour cost, contributions included", "time: sum"}, unit},
              wages);
  emit_ratios(out,
              {{"labour_productivity",
                {},
                snapshot.money + " worker-1 year-1",
                "value added per worker and year",
                "time: mean"},
               months_per_year},
              part(all, value_added), snapshot.workers);
  emit_ratios(out, {{"labour_share", {}, "1", "labour cost over value added", "time: mean"}}, wages,
              part(all, value_added));
  emit_ratios(out, {{"profit_margin", {}, "1", "surplus before interest and tax over sales", "time: mean"}},
              part(all, surplus), part(all, output));
  const double wage =
      months_per_year * economy.environment.labour_cost / economy.scenario.climate.wages.labour_cost_multiplier;
  out.push_back({{"wage", {}, snapshot.money + " worker-1 year-1", "average wage per year", "time: mean"}, {wage}});
}

}  // namespace millwright::statistics
