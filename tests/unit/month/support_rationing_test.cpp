#include "core/fixed_point.hpp"
#include "unit/month/support_sample.hpp"

// How money and places are given out.
namespace millwright {
namespace {

const std::vector<std::string> everything{
    "policies.equipment_grant.budget.amount=500 m CNY",
    policy("subsidy", "interest_subsidy", "combine: add, quota: {amount: 10 bn CNY}"),
    policy("deduction", "tax_deduction", "combine: add, budget: {amount: 1 bn CNY}, allocation: smallest_first"),
    policy("voucher", "compute_voucher", "controlled: true, budget: {amount: 200 m CNY}, allocation: largest_first"),
    policy("training", "training_grant", "cost_per_worker: 5 k CNY, combine: add, budget: {amount: 100 m CNY}"),
    policy("show", "demonstration_programme", "factories: 400, rate: 10 %, combine: add, target: {technology: [ai]}"),
    policy("levy", "automation_levy", "rate: 5 %"),
    policy("fund", "domestic_chip_fund", "track: domestic, cost_per_unit: 2 m CNY, budget: {amount: 1 bn CNY}")};

void expect_both(const std::vector<std::int64_t>& awards, const std::vector<std::int64_t>& refusals, std::size_t p) {
  EXPECT_GT(awards[p], 0) << "instrument " << p;
  EXPECT_GT(refusals[p], 0) << "instrument " << p << " never ran out: the test shows nothing";
}

TEST(Rationing, NoAccountIsOverdrawnAndEveryApplicationEndsInOneWay) {
  SupportSample sample(everything);
  std::vector<std::int64_t> awards(sample.model.instruments.size(), 0), refusals = awards, spent = awards;
  std::int64_t returned = 0;
  for (int month = 0; month < 36; ++month) {
    advance_month(sample.model);
    const bool january = sample.economy().environment.month.month_of_year() == 1;
    for (std::size_t p = 0; p < awards.size(); ++p) {
      const InstrumentLedger& ledger = sample.economy().instruments[p];
      EXPECT_EQ(ledger.applications, ledger.awards + ledger.refusals + ledger.returned);
      for (const std::int64_t count : {ledger.awards, ledger.refusals, ledger.returned}) EXPECT_GE(count, 0);
      EXPECT_LE(ledger.spent, ledger.budget) << sample.scenario->policies[p].name;
      EXPECT_LE(ledger.places_taken, ledger.places);
      const bool counts_loans = p == sample.instrument("subsidy") || p == sample.instrument("relending");
      const std::int64_t paid = ledger.spending + ledger.forgone;
      if (!counts_loans && ledger.budget > 0) {
        EXPECT_EQ(ledger.spent, (january ? 0 : spent[p]) + paid);
      }
      spent[p] = ledger.spent;
      awards[p] += ledger.awards, refusals[p] += ledger.refusals, returned += ledger.returned;
    }
  }
  for (const char* name : {"equipment_grant", "subsidy", "deduction", "voucher", "training", "show"})
    expect_both(awards, refusals, sample.instrument(name));
  EXPECT_GT(returned, 0) << "nothing was returned: the test shows nothing";
}

TEST(Rationing, FirmsPayThePriceLessWhatInstrumentsPay) {
  SupportSample sample(everything);
  for (int month = 0; month < 18; ++month) {
    advance_month(sample.model);
    double granted = 0;
    std::int64_t booked = 0;
    const auto& firms = sample.firms();
    for (std::size_t i = 0; i < firms.count(); ++i) {
      if (firms.project[i] != no_project && firms.project_review[i] == month)
        granted += static_cast<double>(firms.project_grant[i]);
    }
    for (std::size_t p = 0; p < sample.model.instruments.size(); ++p) {
      const InstrumentLedger& ledger = sample.economy().instruments[p];
      booked += ledger.forgone + ledger.spending -
                sample.model.instruments[p]->scheduled_spending(sample.economy().environment.month);
    }
    // Firms that exit in the month of their order take their grant with them.
    const double money = static_cast<double>(booked) / policies::cents_per_million;
    EXPECT_LE(granted, money * (1 + 1e-6)) << "month " << month;
    EXPECT_GE(granted, 0.8 * money - 1) << "month " << month;
  }
}

/// Money, places and projects after the month's applications were handed over in another order.
TEST(Rationing, TheOrderInWhichApplicationsArriveCannotMatter) {
  SupportSample straight(everything), reversed(everything);
  std::size_t applications = 0;
  for (int month = 0; month < 12; ++month) {
    for (SupportSample* sample : {&straight, &reversed}) {
      sample->economy().flows.clear();
      advance_environment(sample->model);
      form_expectations(sample->model);
      sample->for_all(review_investment);
    }
    for (auto& block : reversed.model.blocks) {
      applications += block.applications.size();
      std::reverse(block.applications.begin(), block.applications.end());
    }
    std::swap(reversed.model.blocks.front().applications, reversed.model.blocks.back().applications);
    for (SupportSample* sample : {&straight, &reversed}) {
      allocate_support(sample->model);
      sample->for_all(install_and_scrap);
      sample->for_all(produce_and_sell);
      sample->for_all(settle_accounts);
      sample->for_all(enter_and_exit);
      sample->close();
    }
    ASSERT_TRUE(same_firms(straight.economy(), reversed.economy())) << "month " << month;
    for (std::size_t p = 0; p < straight.model.instruments.size(); ++p) {
      const auto &one = straight.economy().instruments[p], &other = reversed.economy().instruments[p];
      EXPECT_EQ(one.spent, other.spent);
      EXPECT_EQ(one.returned, other.returned);
      EXPECT_EQ(one.visible, other.visible);
    }
  }
  EXPECT_GT(applications, 50U);
}

TEST(Rationing, WhoDoesNotGoOnGivesItsOtherAwardsBack) {
  SupportSample sample({policy("a", "investment_grant", "rate: 20 %, budget: {amount: 900 bn CNY}"),
                        policy("b", "investment_grant", "rate: 20 %, combine: add, budget: {amount: 0 CNY}")});
  sample.advance_to(Month::of(2024, 4));
  const std::uint8_t a = sample.instrument("a"), b = sample.instrument("b");
  const std::int64_t spent = sample.ledger("a").spent;
  const std::vector<Award> both{{.instrument = a, .amount = 2}, {.instrument = b, .amount = 2}};
  sample.firms().project[0] = sample.firms().project[1] = no_project;
  // Worth 7 the project needs both; worth 9 it goes on with one. The second instrument has no money.
  sample.model.blocks[0].applications = {sample.application(0, 7, both), sample.application(1, 9, both)};
  allocate_support(sample.model);
  EXPECT_EQ(sample.firms().project[0], no_project);
  EXPECT_EQ(sample.firms().technology[automation].reason[0], Reason::support_exhausted);
  EXPECT_EQ(sample.firms().project[1], automation);
  EXPECT_EQ(sample.firms().project_instrument[1], a);
  EXPECT_FLOAT_EQ(sample.firms().project_grant[1], 2);
  EXPECT_EQ(sample.ledger("a").spent - spent, 200'000'000) << "only what the second firm was paid";
  EXPECT_EQ(sample.ledger("a").applications, 2);
  EXPECT_EQ(sample.ledger("a").awards, 1);
  EXPECT_EQ(sample.ledger("a").returned, 1);
  EXPECT_EQ(sample.ledger("b").refusals, 2);
  EXPECT_EQ(sample.ledger("b").spending, 0);
}

/// Firms that were awarded one of `places` awards, all 40 applying for the same amount.
std::vector<std::uint32_t> served(SupportSample& sample, int places) {
  constexpr std::uint32_t firms = 40;
  auto& ledger = sample.ledger("made");
  std::vector<Application> all;
  for (std::uint32_t firm = 0; firm < firms; ++firm) {
    all.push_back(sample.application(firm, 100, {{.instrument = sample.instrument("made"), .amount = 1}}));
    sample.firms().project_grant[firm] = 0;
  }
  sample.model.blocks[0].applications = all;
  ledger.year = sample.economy().environment.month.year();
  ledger.spent = 0;
  ledger.budget = places * 100'000'000;
  allocate_support(sample.model);
  std::vector<std::uint32_t> found;
  for (std::uint32_t firm = 0; firm < firms; ++firm) {
    if (sample.firms().project_grant[firm] > 0) found.push_back(firm);
  }
  return found;
}

std::string grant(const std::string& keys) {
  return policy("made", "investment_grant", "rate: 10 %, budget: {amount: 1 bn CNY}, " + keys);
}

TEST(Rationing, ALotteryGivesEqualApplicantsEqualChances) {
  SupportSample sample({grant("allocation: lottery")});
  advance_month(sample.model);
  constexpr int months = 600, places = 10, applicants = 40;
  std::vector<int> won(applicants, 0);
  for (int month = 0; month < months; ++month) {
    sample.economy().environment.month = sample.economy().environment.month + 1;
    const auto winners = served(sample, places);
    ASSERT_EQ(winners.size(), static_cast<std::size_t>(places)) << "month " << month;
    for (const std::uint32_t firm : winners) won[firm] += 1;
  }
  // Drawn without replacement, the sum is chi-square with 39 degrees of freedom; its 99.9 % quantile is 72.1.
  const double share = static_cast<double>(places) / applicants, expected = months * share;
  double chi_square = 0;
  for (const int wins : won)
    chi_square += (wins - expected) * (wins - expected) / (expected * (1 - share)) * (applicants - 1) / applicants;
  EXPECT_LT(chi_square, 72.1);
  EXPECT_GT(chi_square, 16.3) << "more even than a lottery: the 0.05 % quantile";
}

TEST(Rationing, TheSmallestOrTheLargestComeFirst) {
  for (const bool smallest : {true, false}) {
    SupportSample sample({grant(smallest ? "allocation: smallest_first" : "allocation: largest_first")});
    advance_month(sample.model);
    const auto winners = served(sample, 10);
    ASSERT_EQ(winners.size(), 10U);
    const auto& workers = sample.firms().employment;
    for (std::uint32_t firm = 0; firm < 40; ++firm) {
      if (std::find(winners.begin(), winners.end(), firm) != winners.end()) continue;
      for (const std::uint32_t winner : winners)
        EXPECT_TRUE(smallest ? workers[winner] <= workers[firm] : workers[winner] >= workers[firm]);
    }
  }
}

TEST(Rationing, PrioritySectorsComeFirstInTheirOrder) {
  SupportSample sample({grant("allocation: priority_sectors, priority: [electronics, food]")});
  advance_month(sample.model);
  for (std::uint32_t firm = 0; firm < 40; ++firm)  // firms are stored sector by sector: mix these
    sample.firms().sector[firm] = static_cast<std::uint8_t>(firm % sample.economy().sectors.size());
  const auto winners = served(sample, 12);
  const auto& terms = *sample.model.instruments[sample.instrument("made")]->terms();
  std::size_t last_served = 0, first_refused = 99;
  for (std::uint32_t firm = 0; firm < 40; ++firm) {
    const std::size_t place = terms.priority(sample.firms().sector[firm]);
    const bool won = std::find(winners.begin(), winners.end(), firm) != winners.end();
    if (won) last_served = std::max(last_served, place);
    if (!won) first_refused = std::min(first_refused, place);
  }
  EXPECT_LE(last_served, first_refused);
  EXPECT_EQ(first_refused, 2U) << "12 of 40 should serve both priorities: the test shows nothing";
}

}  // namespace
}  // namespace millwright
