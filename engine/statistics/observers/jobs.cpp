#include "statistics/snapshot.hpp"

// Jobs, income and productivity; ratios are ratios of aggregates.
namespace millwright::statistics {
namespace {

constexpr double months_per_year = 12;
void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const double unit = national_unit(economy);
  const double cost = economy.environment.labour_cost;  // of a worker, the same everywhere
  emit_totals(snapshot, out, {{"output", {}, snapshot.money, "goods made, at sales prices", "time: sum"}, unit},
              snapshot.census.table(Count::output));
  emit_totals(snapshot, out, {{"sales", {}, snapshot.money, "deliveries", "time: sum"}, unit},
              snapshot.census.table(Count::sales));
  emit_totals(snapshot, out, {{"value_added", {}, snapshot.money, "value added", "time: sum"}, unit},
              snapshot.census.table(Count::value_added));
  emit_totals(snapshot, out, {{"employment", {}, "worker", "workers", "time: point"}, unit}, snapshot.workers);
  emit_totals(snapshot, out,
              {{"workers_displaced", {}, "worker", "workers that live tranches replace", "time: point"}, unit},
              snapshot.census.table(Count::displaced));
  emit_totals(snapshot, out,
              {{"wage_bill", {}, snapshot.money, "labour cost, contributions included", "time: sum"}, cost * unit},
              snapshot.workers);
  emit_ratios(snapshot, out,
              {{"labour_productivity",
                {},
                snapshot.money + " worker-1 year-1",
                "value added per worker and year",
                "time: mean"},
               months_per_year},
              snapshot.census.table(Count::value_added), snapshot.workers);
  emit_ratios(snapshot, out, {{"labour_share", {}, "1", "labour cost over value added", "time: mean"}, cost},
              snapshot.workers, snapshot.census.table(Count::value_added));
  emit_ratios(snapshot, out, {{"profit_margin", {}, "1", "surplus before interest and tax over sales", "time: mean"}},
              snapshot.census.table(Count::surplus), snapshot.census.table(Count::sales));
  const double wage =
      months_per_year * economy.environment.labour_cost / economy.scenario.climate.wages.labour_cost_multiplier;
  out.push_back({{"wage", {}, snapshot.money + " worker-1 year-1", "average wage per year", "time: mean"}, {wage}});
}

}  // namespace

Observer jobs() {
  return emit;
}

}  // namespace millwright::statistics
