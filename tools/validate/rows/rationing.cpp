#include "month/verbs.hpp"
#include "validate/catalogue.hpp"
#include "validate/comparison.hpp"
#include "validate/worlds.hpp"

// Scarce support: budgets to the cent, whoever stands first in storage, and a lottery that favours nobody.
namespace millwright::evidence {
namespace {

constexpr std::size_t tenths = 10;
constexpr int to_first_award = 7;  // the grant of scenarios/minimal.yaml starts in its seventh month

Settings crowded(const std::string& allocation, const std::string& budget) {
  return {"population={firms: 6000, represents: 6000}", "policies.grant.allocation=" + allocation,
          "policies.grant.rate=40 %", "policies.grant.budget={amount: {2024: " + budget + ", 2025: " + budget + "}}"};
}

/// Awards and grants [m currency] of the projects that started in the month.
std::pair<std::int64_t, double> awarded(const Model& model) {
  const auto& firms = model.economy.firms;
  std::int64_t awards = 0;
  double granted = 0;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    const bool now = firms.project[i] != no_project && firms.project_review[i] == model.economy.environment.elapsed;
    if (!now || firms.project_instrument[i] == no_instrument) continue;
    awards += 1;
    granted += static_cast<double>(firms.project_grant[i]);
  }
  return {awards, granted};
}

/// Months in which a ledger overspends, or says something else than the firms that were awarded.
int wrong_months(const simulation::LoadedScenario& loaded) {
  Model model = model_of(loaded, 0);
  int wrong = 0;
  std::int64_t spent = 0;
  for (int month = 0; month < loaded.months(); ++month) {
    begin_month(model);
    allocate_support(model);
    const auto& ledger = model.economy.instruments[0];
    if (model.economy.environment.month.month_of_year() == 1) spent = 0;
    spent += ledger.spending;
    const auto [awards, granted] = awarded(model);
    const double booked = static_cast<double>(ledger.spending) / 1e8;  // cents per million
    // A firm keeps its grant as a float, so only the ledger is exact.
    const bool agrees = awards == ledger.awards && std::abs(granted - booked) <= 1e-6 * granted;
    wrong += ledger.spent > ledger.budget || ledger.spent != spent || !agrees ? 1 : 0;
    finish_month(model);
  }
  return wrong;
}

int order_matters(const simulation::LoadedScenario& loaded) {
  Model plain = model_of(loaded, 0), moved = model_of(loaded, 0);
  store_in_order(moved, shuffled(moved.economy.firms.count(), 1));
  for (int month = 0; month < loaded.months(); ++month) advance_month(plain), advance_month(moved);
  return differing_columns(plain, moved);
}

struct Draw {
  double chi_square = 0, applicants = 0, winners = 0;
};

/// The first month in which the grant is given: who of those that asked was awarded, by tenth of the firms' ids.
Draw lottery(const simulation::LoadedScenario& loaded, int seed) {
  Model model = model_of(loaded, seed);
  for (int month = 1; month < to_first_award; ++month) advance_month(model);
  begin_month(model);
  const auto& firms = model.economy.firms;
  double asked[tenths] = {}, won[tenths] = {};
  std::vector<std::uint32_t> applicants;
  for (const auto& block : model.blocks) {
    for (const auto& application : block.applications) {
      if (!application.awards.empty()) applicants.push_back(application.firm);
    }
  }
  allocate_support(model);
  Draw draw;
  for (const std::uint32_t i : applicants) {
    const std::size_t tenth = firms.id[i] * tenths / firms.count();
    const bool awarded = firms.project[i] != no_project && firms.project_instrument[i] != no_instrument;
    asked[tenth] += 1, won[tenth] += awarded ? 1 : 0;
    draw.applicants += 1, draw.winners += awarded ? 1 : 0;
  }
  const double chance = draw.winners / draw.applicants;
  for (std::size_t t = 0; t < tenths; ++t) {
    const double gap = won[t] - chance * asked[t];
    draw.chi_square += gap * gap / (asked[t] * chance * (1 - chance));
  }
  return draw;
}

Findings lottery_findings(const Context& context) {
  const auto loaded = shipped(context, "minimal.yaml", crowded("lottery", "40 m CNY"));
  double chi_square = 0, applicants = 0, winners = 0;
  for (const Draw& draw : each_job(context, context.seeds, [&](int seed) { return lottery(loaded, seed); })) {
    chi_square += draw.chi_square, applicants += draw.applicants, winners += draw.winners;
  }
  const double freedom = static_cast<double>(tenths - 1) * context.seeds;
  return {near(fmt::format("lottery: chi-square of {:.0f} awards by tenth of ids", winners), chi_square, freedom,
               3 * std::sqrt(2 * freedom), "3 standard deviations of chi-square"),
          near("lottery: share of applicants awarded", winners / applicants, 0.5, 0.4, "else the test shows nothing")};
}

Findings find(const Context& context) {
  int wrong = 0, moved = 0;
  for (const std::string allocation : {"first_come", "lottery", "smallest_first", "largest_first"}) {
    const auto loaded = shipped(context, "minimal.yaml", crowded(allocation, "200 m CNY"));
    wrong += wrong_months(loaded);
    moved += order_matters(loaded);
  }
  Findings findings{none("months with a wrong ledger, 4 allocations", wrong, "integer cents"),
                    none("columns that depend on the order of firms", moved, "bit for bit")};
  for (Finding& finding : lottery_findings(context)) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace

Row rationing() {
  return {"rationing", "Budgets hold to the cent, storage order is no privilege, the lottery is fair", "Pearson 1900",
          find};
}

}  // namespace millwright::evidence
