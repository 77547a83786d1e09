#include "core/math.hpp"
#include "statistics/snapshot.hpp"

// What adoption costs: orders at full price, renewals, and the prices themselves.
namespace millwright::statistics {

namespace {

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const double unit = national_unit(economy);
  emit_totals(
      snapshot, out,
      {{"investment", {"technology"}, snapshot.money, "orders of new tranches at full price", "time: sum"}, unit},
      economy.flows.investment);
  emit_totals(snapshot, out,
              {{"replacement_investment",
                {"technology"},
                snapshot.money,
                "renewals of tranches at their service life",
                "time: sum"},
               unit},
              economy.flows.replacement_investment);
  constexpr double reference_workers = 10;
  std::vector<double> prices, floored;
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    const auto& price = economy.scenario.technologies[j].value.project_price;
    prices.push_back((price.fixed + price.per_worker * reference_workers) *
                     economy.environment.technology[j].price_index);
    floored.push_back(static_cast<double>(economy.flows.discount_floored.at(j, 0)) * economy.firms_represented());
  }
  out.push_back({{"project_price",
                  {"technology"},
                  snapshot.money,
                  "price of a tranche for ten affected workers at the median firm, computing apart",
                  "time: point"},
                 std::move(prices)});
  out.push_back({{"equipment_price_index",
                  {},
                  "1",
                  "price of equipment relative to the base month, from metals alone",
                  "time: point"},
                 {economy.environment.equipment_index}});
  out.push_back(
      {{"discount_floored", {"technology"}, "1", "reviews in which the discount rate hit its floor", "time: sum"},
       std::move(floored)});
}

}  // namespace

Observer investment() {
  return emit;
}

}  // namespace millwright::statistics
