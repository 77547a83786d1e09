#include <cmath>

#include "unit/simulation/runs.hpp"

// What must hold in every month of any run.
namespace millwright::runs {
namespace {

const results::Result& baseline() {
  static const results::Result result = china();
  return result;
}

/// Money for a handful of grants a year, wanted by everybody.
const results::Result& tight() {
  static const results::Result result =
      china({.settings = {"end=2027-12", "policies.equipment_grant.rate=30 %",
                          "policies.equipment_grant.eligible_share=100 %",
                          "policies.equipment_grant.budget.amount={2024: 1 bn CNY, 2025: 2 bn CNY, 2026: 1 bn CNY}"}});
  return result;
}

void expect_ledger_closed(const results::Result& result) {
  const auto& adopters = series(result, "adopters_by_size");
  const auto& reasons = series(result, "nonadopters_by_reason");
  const auto& firms = series(result, "firms_by_size");
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    const auto of_size = at(result, firms, month);
    const auto live = at(result, adopters, month);
    const auto rows = at(result, reasons, month);
    const std::size_t barriers = rows.size() / live.size();
    ASSERT_EQ(live.size() % of_size.size(), 0U);
    for (std::size_t cell = 0; cell < live.size(); ++cell) {
      ASSERT_EQ(live[cell] + total(rows.subspan(cell * barriers, barriers)), of_size[cell % of_size.size()])
          << "month " << month << ", cell " << cell;
    }
  }
}

TEST(Invariants, AdoptersAndReasonsAddUpToTheFirms) {
  expect_ledger_closed(baseline());
  expect_ledger_closed(tight());
}

TEST(Invariants, FirmsAreAlwaysAsMany) {
  const auto& result = baseline();
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    EXPECT_EQ(total(at(result, series(result, "firms"), month)), 480000);
    EXPECT_EQ(total(at(result, series(result, "firms_by_level"), month)), 2 * 480000);
    EXPECT_EQ(total(at(result, series(result, "entries"), month)), total(at(result, series(result, "exits"), month)));
    EXPECT_LE(total(at(result, series(result, "insolvencies"), month)),
              total(at(result, series(result, "exits"), month)));
  }
}

TEST(Invariants, GroupsAddUpToTheTotal) {
  const auto& result = baseline();
  int checked = 0;
  for (const std::string name : {"firms", "exits", "adopters", "new_adopters", "projects_started", "tranches_live"}) {
    for (const std::string group : {"_by_sector", "_by_size", "_by_sector_size"}) {
      for (std::size_t month = 0; month < result.months.size(); ++month) {
        ASSERT_EQ(total(at(result, series(result, name + group), month)),
                  total(at(result, series(result, name), month)))
            << name + group;
      }
      checked += 1;
    }
  }
  EXPECT_EQ(checked, 18);
}

constexpr double represented = 160, cents_per_million = 1e8;

/// Spending of one instrument by calendar year, in cents of the simulated firms.
std::map<int, std::int64_t> yearly_spending(const results::Result& result, std::size_t instrument) {
  std::map<int, std::int64_t> years;
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    const double spending = at(result, series(result, "spending"), month)[instrument];
    years[result.months[month].year()] += std::llround(spending / represented * cents_per_million);
  }
  return years;
}

void expect_within_budget(const results::Result& result, const std::map<int, double>& budget_in_millions) {
  const std::size_t grant = place(result, "instrument", "equipment_grant");
  for (const auto& [year, spent] : yearly_spending(result, grant)) {
    const auto budget = budget_in_millions.find(year);
    const double millions = budget == budget_in_millions.end() ? 0 : budget->second;
    EXPECT_LE(spent, std::llround(millions / represented * cents_per_million)) << year;
  }
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    EXPECT_GE(at(result, series(result, "budget_left"), month)[grant], 0) << "month " << month;
    const auto of = [&](const char* name) { return at(result, series(result, name), month)[grant]; };
    EXPECT_EQ(of("applications"), of("awards") + of("refusals") + of("awards_returned")) << "month " << month;
  }
}

TEST(Invariants, NoYearSpendsMoreThanItsBudget) {
  expect_within_budget(baseline(), {{2024, 20e3}, {2025, 40e3}, {2026, 40e3}, {2027, 40e3}});
  expect_within_budget(tight(), {{2024, 1e3}, {2025, 2e3}, {2026, 1e3}});
}

TEST(Invariants, ATightBudgetIsSpentAndThenRefused) {
  const auto& result = tight();
  const std::size_t grant = place(result, "instrument", "equipment_grant");
  const auto years = yearly_spending(result, grant);
  EXPECT_GT(years.at(2024), 0);
  EXPECT_EQ(years.at(2027), 0) << "no money is listed for 2027";
  double first_refusal = -1;
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    if (first_refusal < 0 && at(result, series(result, "refusals"), month)[grant] > 0)
      first_refusal = static_cast<double>(month);
    EXPECT_EQ(at(result, series(result, "exhausted_on"), month)[grant], first_refusal) << "month " << month;
  }
  EXPECT_GE(first_refusal, 6) << "nobody can be refused before the grant takes effect";
}

TEST(Invariants, RefusedFirmsThatGiveUpAppearAsSuch) {
  const auto& result = tight();
  const std::size_t automation = place(result, "technology", "automation"),
                    outcome = place(result, "outcome", "support_exhausted");
  const std::size_t outcomes = 8, sizes = 3;
  double given_up = 0, refused = 0, most_listed = 0;
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    const auto reviews = at(result, series(result, "reviews_by_outcome"), month);
    const auto reasons = at(result, series(result, "nonadopters_by_reason"), month);
    double listed = 0;
    for (std::size_t z = 0; z < sizes; ++z) {
      given_up += reviews[(automation * sizes + z) * outcomes + outcome];
      listed += reasons[(automation * sizes + z) * outcomes + place(result, "barrier", "support_exhausted")];
    }
    most_listed = std::max(most_listed, listed);
    refused += total(at(result, series(result, "refusals"), month));
  }
  EXPECT_GT(given_up, 0);
  EXPECT_LE(given_up, refused) << "who gives up for want of money was refused money";
  EXPECT_GT(most_listed, 0) << "the reason never appears in the ledger";
}

/// Values outside [0, 1] of shares of firms, workers or sales; NaN is judged elsewhere.
TEST(Invariants, SharesLieBetweenZeroAndOne) {
  const auto& result = baseline();
  int checked = 0;
  for (const auto& one : result.series) {
    const auto& name = one.variable.name;
    const bool share = name.starts_with("adoption_share") || name == "hhi" || name == "labour_share";
    if (!share) continue;
    checked += 1;
    for (const double value : one.values) ASSERT_FALSE(value < 0 || value > 1) << name << " is " << value;
  }
  EXPECT_GE(checked, 11);
}

/// The variable that counts the firms of each cell of a grouped variable; empty for a total.
std::string firms_of(const std::string& name) {
  for (const std::string group : {"_by_sector_size", "_by_sector", "_by_size"}) {
    if (name.ends_with(group)) return "firms" + group;
  }
  return name == "debt_ratio" ? "firms_by_size" : "";
}

void expect_finite(const results::Result& result, const results::Series& one) {
  const std::string counted = firms_of(one.variable.name);
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    const auto values = at(result, one, month);
    for (std::size_t cell = 0; cell < values.size(); ++cell) {
      if (std::isfinite(values[cell])) continue;
      if (one.variable.name == "localisation_share") {
        ASSERT_EQ(total(at(result, series(result, "chips_delivered"), month)), 0) << "month " << month;
        continue;
      }
      if (one.variable.name.starts_with("tfp_gap_adopters")) {
        const std::string group = one.variable.name.substr(std::string("tfp_gap_adopters").size());
        const auto adopters = at(result, series(result, "adopters" + group), month);
        const auto all = at(result, series(result, "firms" + group), month);
        ASSERT_TRUE(adopters[cell] == 0 || adopters[cell] == all[cell % all.size()])
            << "there are adopters and others to compare, month " << month;
        continue;
      }
      ASSERT_TRUE(std::isnan(values[cell]) && !counted.empty())
          << one.variable.name << " is " << values[cell] << " in month " << month;
      const auto firms = at(result, series(result, counted), month);
      ASSERT_EQ(firms[cell % firms.size()], 0)
          << one.variable.name << " is undefined for a cell with firms, month " << month;
    }
  }
}

TEST(Invariants, ValuesAreFiniteOrOfACellWithoutFirms) {
  for (const auto& one : baseline().series) {
    EXPECT_FALSE(one.values.empty()) << one.variable.name;
    expect_finite(baseline(), one);
  }
}

TEST(Invariants, JobsAndSalesArePositive) {
  const auto& result = baseline();
  for (const std::string name : {"employment", "output", "value_added", "wage_bill", "wage", "labour_productivity"}) {
    for (const double value : series(result, name).values) ASSERT_GT(value, 0) << name;
  }
  for (const std::string name : {"employment_by_sector", "output_by_sector", "employment_by_size", "output_by_size"}) {
    for (const double value : series(result, name).values) ASSERT_GT(value, 0) << name;
  }
}

TEST(Invariants, TheAccountsCloseInEveryMonth) {
  const auto& result = baseline();
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    EXPECT_LT(std::abs(at(result, series(result, "accounts_residual"), month)[0]), 1e-3) << "month " << month;
  }
}

TEST(Invariants, ChipsDeliveredStayWithinTheSupply) {
  const auto& result = baseline();
  double delivered = 0;
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    const auto supply = at(result, series(result, "chip_supply"), month),
               sold = at(result, series(result, "chips_delivered"), month);
    for (std::size_t k = 0; k < supply.size(); ++k) EXPECT_LE(sold[k], supply[k]) << "month " << month;
    delivered += total(sold);
  }
  EXPECT_GT(delivered, 0);
}

}  // namespace
}  // namespace millwright::runs
