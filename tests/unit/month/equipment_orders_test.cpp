#include "core/math.hpp"
#include "theory/leontief.hpp"
#include "unit/month/model_sample.hpp"

// Orders of equipment beyond those of the first year move the demand of all sectors, through what their makers buy.
namespace millwright {
namespace {

constexpr std::size_t automation = 1;
constexpr int first_year = 12;

/// Demand over its path, by sector, in a month after the first year in which `beyond` is ordered on top of the
/// baseline.
std::vector<double> lift(double beyond, const std::string& feedback) {
  ModelSample sample({"dynamics.investment_feedback=" + feedback, "lead_firms.Xiaomi=null"});
  Economy& economy = sample.economy();
  Environment& now = economy.environment;
  now.elapsed = first_year;  // the month that follows is the first after the baseline is complete
  now.equipment_baseline = {0, 0};
  economy.closing.equipment_orders[automation] = beyond;
  advance_environment(sample.model);
  std::vector<double> lifts;
  for (std::size_t s = 0; s < now.demand.size(); ++s) lifts.push_back(now.demand[s] - now.demand_path[s]);
  return lifts;
}

TEST(EquipmentOrders, ReachAllSectorsThroughTheLeontiefInverse) {
  const ModelSample sample;
  constexpr double beyond = 3;
  std::vector<double> made;
  for (const Sector& sector : sample.model.economy.sectors)
    made.push_back(beyond * sector.equipment_supply[automation]);
  const auto expected = theory::total_requirements(sample.model.economy.input_output, made);
  const auto found = lift(beyond, "100 %");
  double total = 0;
  for (std::size_t s = 0; s < found.size(); ++s) {
    EXPECT_NEAR(found[s], expected[s], 1e-6 * beyond) << "sector " << s;
    total += found[s];
  }
  EXPECT_GT(total, beyond) << "makers buy of others";
}

TEST(EquipmentOrders, SwitchedOffTheyMoveNothing) {
  for (const double lifted : lift(3, "0 %")) EXPECT_EQ(lifted, 0);
}

}  // namespace
}  // namespace millwright
