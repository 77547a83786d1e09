#include "month/climate.hpp"
#include "unit/month/model_sample.hpp"

// PMI and metal prices month by month: what paths, shifts, feedback and shocks do, and what they leave alone.
namespace millwright {
namespace {

/// The environment of each of the first months, without any firm acting.
std::vector<Environment> months_of(const std::vector<std::string>& settings, int months = 48, double pmi_model = 50) {
  ModelSample sample(settings);
  std::vector<Environment> all;
  for (int month = 0; month < months; ++month) {
    sample.economy().environment.pmi_model = pmi_model;
    advance_environment(sample.model);
    all.push_back(sample.economy().environment);
  }
  return all;
}

constexpr std::size_t first_projected = 30;  // 2026-07 in the PMI's series, a month later than in copper's

TEST(Pmi, APathReplacesTheIndexFromItsFirstMonthOn) {
  const auto base = months_of({}), given = months_of({"climate.pmi.path={2025-01: 48, 2026-01: 51}"});
  for (std::size_t month = 0; month < base.size(); ++month) {
    const double expected = month < 12 ? base[month].pmi : month < 24 ? 48 : 51;
    EXPECT_EQ(given[month].pmi, expected) << month;
    EXPECT_EQ(given[month].metals[0].price, base[month].metals[0].price) << "the metal keeps its luck, " << month;
  }
  EXPECT_LT(given[13].demand_growth, base[13].demand_growth);
}

TEST(Pmi, AShiftMovesWhatIsProjectedAndNothingObserved) {
  const auto base = months_of({}), shifted = months_of({"climate.pmi.shift=-1.5"});
  for (std::size_t month = 0; month < first_projected; ++month) EXPECT_EQ(shifted[month].pmi, base[month].pmi) << month;
  EXPECT_LT(shifted[first_projected].pmi, base[first_projected].pmi);
  EXPECT_NEAR(shifted.back().pmi - base.back().pmi, -1.5, 1e-4) << "all of it once the index has caught up";
}

TEST(Pmi, FeedbackGoesOnFromTheIndexOfTheSimulatedFirms) {
  constexpr double far_below = 40;
  const auto none = months_of({}, 48, far_below), half = months_of({"climate.pmi.feedback=50 %"}, 48, far_below),
             all = months_of({"climate.pmi.feedback=100 %"}, 48, far_below);
  for (std::size_t month = 0; month < first_projected; ++month) EXPECT_EQ(all[month].pmi, none[month].pmi) << month;
  for (std::size_t month = first_projected; month < none.size(); ++month) {
    EXPECT_LT(half[month].pmi, none[month].pmi) << month;
    EXPECT_LT(all[month].pmi, half[month].pmi) << month;
  }
  // With all of it the index starts every month from what the firms report: mean + phi (40 - mean) + noise.
  const double gap = none[40].pmi - all[40].pmi;
  EXPECT_NEAR(gap, 0.5 * (none[39].pmi - far_below), 1e-9);
}

std::string shock(const std::string& rest) {
  return "climate.metals.copper.shocks.test={from: 2027-01, to: 2027-06, change: 20 %, " + rest + "}";
}

TEST(MetalShocks, MovePricesBetweenTheirDatesAlone) {
  const auto base = months_of({}), supply = months_of({shock("kind: supply")});
  for (std::size_t month = 0; month < base.size(); ++month) {
    const double factor = month >= 36 && month < 42 ? 1.2 : 1;
    EXPECT_DOUBLE_EQ(supply[month].metals[0].price, factor * base[month].metals[0].price) << month;
    EXPECT_EQ(supply[month].demand_growth, base[month].demand_growth) << month;
  }
  EXPECT_GT(supply[41].equipment_index, base[41].equipment_index);
  EXPECT_NEAR(supply[36].metals[0].log_return - base[36].metals[0].log_return, std::log(1.2), 1e-9) << "firms see it";
}

TEST(MetalShocks, OfDemandMoveDemandAsWell) {
  const auto supply = months_of({shock("kind: supply")}), demand = months_of({shock("kind: demand")}),
             read = months_of({shock("kind: demand, in_series: true")}), base = months_of({});
  for (std::size_t month = 0; month < supply.size(); ++month) {
    const double growth = month >= 36 && month < 42 ? 0.05 * 0.2 : 0;
    EXPECT_EQ(demand[month].metals[0].price, supply[month].metals[0].price)
        << "firms cannot tell them apart, " << month;
    EXPECT_NEAR(demand[month].demand_growth - supply[month].demand_growth, growth, 1e-12) << month;
    EXPECT_EQ(read[month].metals[0].price, base[month].metals[0].price) << month;
    EXPECT_NEAR(read[month].demand_growth - base[month].demand_growth, growth, 1e-12) << month;
  }
}

TEST(LeadFirms, SpendTheFactoryShareOfTheirPledgeEvenlyAndNoMore) {
  const auto months = months_of({"lead_firms.Xiaomi.from=2024-03", "lead_firms.Xiaomi.months=10 months"}, 24);
  constexpr std::size_t ai = 0, automation = 1;
  double spent = 0;
  for (std::size_t month = 0; month < months.size(); ++month) {
    const double spending = months[month].technology[ai].lead_spending;
    EXPECT_NEAR(spending, month >= 2 && month < 12 ? 60e3 * 0.05 / 10 : 0, 1e-9) << month;
    EXPECT_EQ(months[month].technology[automation].lead_spending, 0);
    spent += spending;
  }
  EXPECT_NEAR(spent, 60e3 * 0.05, 1e-9);
}

}  // namespace
}  // namespace millwright
