#include <cmath>

#include "core/fixed_point.hpp"
#include "theory/j_curve.hpp"
#include "unit/month/support_sample.hpp"

// What instruments do to firms.
namespace millwright {
namespace {

TEST(Support, AFirmTakesTheLargestAndAddsThoseThatCombine) {
  SupportSample sample({"policies.equipment_grant=null",
                        policy("a", "investment_grant", "rate: 10 %, budget: {amount: 1 bn CNY}"),
                        policy("b", "investment_grant", "rate: 20 %, budget: {amount: 1 bn CNY}"),
                        policy("c", "investment_grant", "rate: 5 %, combine: add, budget: {amount: 1 bn CNY}")});
  sample.advance_to(Month::of(2024, 3));
  Application application = sample.application(0, 100, {});
  apply_for_support(sample.model, application);
  EXPECT_DOUBLE_EQ(application.grant, 2.5);
  ASSERT_EQ(application.awards.size(), 2U);
  for (const Award& award : application.awards) {
    const bool largest = award.instrument == sample.instrument("b");
    EXPECT_TRUE(largest || award.instrument == sample.instrument("c"));
    EXPECT_DOUBLE_EQ(award.amount, largest ? 2 : 0.5);
  }
}

TEST(Support, NobodyIsPaidMoreThanThePrice) {
  SupportSample sample({"policies.equipment_grant=null",
                        policy("a", "investment_grant", "rate: 80 %, budget: {amount: 1 bn CNY}"),
                        policy("b", "investment_grant", "rate: 80 %, combine: add, budget: {amount: 1 bn CNY}")});
  sample.advance_to(Month::of(2024, 3));
  Application application = sample.application(0, 100, {});
  apply_for_support(sample.model, application);
  EXPECT_DOUBLE_EQ(application.grant, 10);
  for (const Award& award : application.awards) EXPECT_DOUBLE_EQ(award.amount, 5);
}

// --- what is not there, or not yet
// ------------------------------------------------------------------------------------

/// Policies without strength, one of each word.
const std::vector<std::string> nothing{
    policy("z_grant", "investment_grant", "rate: 0 %, budget: {amount: 1 bn CNY}"),
    policy("z_subsidy", "interest_subsidy", "points: 0 %/year, combine: add"),
    policy("z_deduction", "tax_deduction", "rate: 0 %"),
    policy("z_voucher", "compute_voucher", "rate: 0 %, budget: {amount: 1 bn CNY}"),
    policy("z_show", "demonstration_programme", "factories: 0"),
    policy("z_training", "training_grant", "cost_per_worker: 0 CNY, budget: {amount: 1 bn CNY}"),
    policy("z_fund", "domestic_chip_fund", "track: domestic, cost_per_unit: 1 m CNY, budget: {amount: 0 CNY}"),
    policy("z_levy", "automation_levy", "rate: 0 %"),
    "policies.z_words={instrument: announcement, announce: 2024-03, strength: 0}"};

TEST(Support, AnInstrumentWithoutStrengthIsNone) {
  ModelSample without, with(nothing);
  for (int month = 0; month < 24; ++month) {
    advance_month(without.model), advance_month(with.model);
    ASSERT_TRUE(same_firms(without.economy(), with.economy())) << "month " << month;
  }
}

/// Policies of some strength that are announced in 2025-01 and take effect half a year later.
std::string later(const std::string& word, const std::string& keys) {
  return "policies.z_later={instrument: " + word + ", announce: 2025-01, " + keys +
         (word == "announcement" ? "}" : ", effective: {from: 2025-07, to: 2030-12}}");
}

TEST(Support, BeforeItsAnnouncementNothingMoves) {
  const std::vector<std::string> policies{
      later("investment_grant", "rate: 50 %, budget: {amount: 900 bn CNY}"),
      later("interest_subsidy", "points: 10 %/year"),
      later("tax_deduction", "rate: 100 %"),
      later("compute_voucher", "rate: 100 %, controlled: true, budget: {amount: 900 bn CNY}"),
      later("demonstration_programme", "factories: 100000, rate: 30 %"),
      later("training_grant", "cost_per_worker: 100 k CNY, faster: 50 %, budget: {amount: 900 bn CNY}"),
      later("automation_levy", "rate: 50 %"),
      later("announcement", "strength: 10")};
  for (const std::string& policy : policies) {
    ModelSample without, with({policy});
    for (int month = 0; month < 12; ++month) advance_month(without.model), advance_month(with.model);
    EXPECT_TRUE(same_firms(without.economy(), with.economy())) << policy;
    for (int month = 12; month < 24; ++month) advance_month(without.model), advance_month(with.model);
    EXPECT_FALSE(same_firms(without.economy(), with.economy())) << policy << " moves nothing: the test shows nothing";
  }
}

// --- waiting
// ----------------------------------------------------------------------------------------------------------

const std::string half_price = "rate: 50 %, budget: {amount: 900 bn CNY}, target: {technology: [automation]}";

TEST(Waiting, AFirmWaitsWhenTheDiscountedNetValueWithSupportIsLarger) {
  SupportSample sample({"policies.equipment_grant=null", later("investment_grant", half_price)});
  sample.advance_to(Month::of(2025, 1));
  const double kept = math::exp(-sample.economy().environment.loan_rate / 2);
  ASSERT_LT(kept, 1);
  // (V - I/2) kept = V - I
  const double indifferent = 10 * (1 - kept / 2) / (1 - kept);
  EXPECT_EQ(worth_waiting_for(sample.model, sample.application(0, 0.99 * indifferent, {})), Month::of(2025, 7));
  EXPECT_FALSE(worth_waiting_for(sample.model, sample.application(0, 1.01 * indifferent, {})));
}

TEST(Waiting, SupportThatIsThereTodayToTheSameExtentLeavesNothingToWaitFor) {
  SupportSample sample({"policies.equipment_grant=null", later("investment_grant", half_price),
                        policy("now", "investment_grant", half_price)});
  sample.advance_to(Month::of(2025, 1));
  Application application = sample.application(0, 20, {});
  EXPECT_TRUE(worth_waiting_for(sample.model, application));
  apply_for_support(sample.model, application);
  EXPECT_FALSE(worth_waiting_for(sample.model, application));
}

std::int64_t started(SupportSample& sample, Month from, Month to) {
  std::int64_t projects = 0;
  sample.advance_to(from + -1);
  while (sample.economy().environment.month < to) {
    advance_month(sample.model);
    const auto& flows = sample.economy().flows;
    for (std::size_t c = 0; c < flows.projects_started.second(); ++c)
      projects += flows.projects_started.at(automation, c);
  }
  return projects;
}

TEST(Waiting, ProjectsMoveFromBeforeTheEffectToItsFirstMonth) {
  const std::string grant = later("investment_grant", half_price);
  SupportSample waits({grant}), impatient({grant, "policies.z_later.wait=false"});
  const Month announce = Month::of(2025, 1), effect = Month::of(2025, 7);
  EXPECT_LT(started(waits, announce, effect + -1), started(impatient, announce, effect + -1));
  EXPECT_GT(started(waits, effect, effect), started(impatient, effect, effect));
}

TEST(Waiting, WhoWaitedReviewsAgainWhenTheSupportIsThere) {
  SupportSample sample({later("investment_grant", half_price)});
  sample.advance_to(Month::of(2025, 6));
  std::vector<std::size_t> waiting;
  const auto month = static_cast<std::int16_t>(sample.economy().environment.elapsed + 1);
  for (std::size_t i = 0; i < sample.firms().count(); ++i) {
    if (sample.firms().technology[automation].resume[i] == month && sample.firms().project[i] == no_project)
      waiting.push_back(i);
  }
  ASSERT_GT(waiting.size(), 3U);
  advance_month(sample.model);
  std::size_t started_now = 0;
  for (const std::size_t i : waiting) {
    EXPECT_EQ(sample.firms().technology[automation].resume[i], 0) << "firm " << i << " was not asked again";
    started_now += sample.firms().project[i] != no_project && sample.firms().project_review[i] == month ? 1 : 0;
  }
  EXPECT_GT(started_now, waiting.size() / 2);
}

TEST(Waiting, SupportThatIsNotYetAnnouncedIsNotReckonedWith) {
  const std::string small = later("investment_grant", "rate: 1 %, budget: {amount: 900 bn CNY}");
  const std::string secret = "policies.z_secret={instrument: investment_grant, announce: 2025-04, " + half_price +
                             ", effective: {from: 2025-07, to: 2030-12}}";
  SupportSample sample({"policies.equipment_grant=null", small, secret});
  sample.advance_to(Month::of(2025, 1));
  const Application application = sample.application(0, 50, {});
  EXPECT_FALSE(worth_waiting_for(sample.model, application)) << "1 % of the price is not worth half a year";
  sample.advance_to(Month::of(2025, 4));
  EXPECT_TRUE(worth_waiting_for(sample.model, application));
}

TEST(Waiting, WithoutItNothingMovesBeforeTheEffect) {
  SupportSample without, with({later("investment_grant", half_price), "policies.z_later.wait=false"});
  without.advance_to(Month::of(2025, 6)), with.advance_to(Month::of(2025, 6));
  EXPECT_TRUE(same_firms(without.economy(), with.economy()));
  advance_month(without.model), advance_month(with.model);
  EXPECT_FALSE(same_firms(without.economy(), with.economy()));
}

// --- training, demonstration, levies, the fund
// ------------------------------------------------------------------------

TEST(Training, ATrainedFirmClosesTheGapFaster) {
  SupportSample sample({policy("training", "training_grant", "cost_per_worker: 1 CNY, budget: {amount: 1 bn CNY}")});
  advance_month(sample.model);
  auto& columns = sample.firms().technology[ai];
  for (const std::size_t i : {0U, 1U}) {
    columns.promised_gain[i] = 0.1, columns.realised_gain[i] = -0.2, columns.level[i] = 0;
    sample.firms().achievable[i] = 1, sample.firms().project[i] = no_project;
  }
  columns.training[1] = static_cast<std::uint8_t>(sample.instrument("training") + 1);
  sample.for_all(install_and_scrap);
  const double usual = sample.model.technology(ai).time_constant;
  EXPECT_DOUBLE_EQ(columns.realised_gain[0], -0.2 + 0.3 * theory::monthly_step(usual));
  EXPECT_DOUBLE_EQ(columns.realised_gain[1], -0.2 + 0.3 * theory::monthly_step(0.75 * usual));
}

TEST(Training, WhereNobodyIsTrainedEveryBitIsTheUsualOne) {
  ModelSample without, with({policy("z", "training_grant",
                                    "cost_per_worker: 50 k CNY, budget: {amount: 0 CNY}, "
                                    "target: {technology: [ai], size: [large]}")});
  // A budget of nothing changes who applies, so that only the recovery of the first month can be compared.
  without.economy().flows.clear(), with.economy().flows.clear();
  advance_environment(without.model), advance_environment(with.model);
  ASSERT_TRUE(with.model.trains);
  without.for_all(install_and_scrap), with.for_all(install_and_scrap);
  EXPECT_TRUE(same_firms(without.economy(), with.economy()));
}

TEST(Training, AnAwardTrainsTheFirmAndItsSuccessorIsUntrained) {
  SupportSample sample({policy("training", "training_grant",
                               "cost_per_worker: 5 k CNY, combine: add, "
                               "budget: {amount: 900 bn CNY}")});
  sample.advance_to(Month::of(2026, 1));
  int trained = 0;
  for (std::size_t i = 0; i < sample.firms().count(); ++i) {
    const bool is_trained = sample.firms().technology[ai].training[i] != 0;
    trained += is_trained ? 1 : 0;
    const bool is_new = sample.firms().birth[i] == sample.economy().environment.month.index;
    EXPECT_FALSE(is_new && is_trained) << "firm " << i;
  }
  EXPECT_GT(trained, 0);
}

TEST(Demonstration, ChosenFactoriesDrawAttentionInTheirSectorThatFades) {
  SupportSample sample({policy("show", "demonstration_programme",
                               "factories: 100000, visibility: 10, half_life: 12 months, target: {technology: [ai]}")});
  sample.advance_to(Month::of(2024, 4));
  const std::uint8_t show = sample.instrument("show");
  sample.firms().project[0] = no_project;
  Application application = sample.application(0, 100, {{.instrument = show, .places = policies::places_per_factory}});
  application.technology = ai;
  const std::size_t sector = sample.firms().sector[0], sectors = sample.economy().sectors.size();
  auto& visible = sample.ledger("show").visible;
  std::fill(visible.begin(), visible.end(), 0);
  const double before = policy_attention(sample.model, Month::of(2024, 4), ai, sector);
  sample.model.blocks[0].applications = {application};
  allocate_support(sample.model);
  EXPECT_EQ(visible[ai * sectors + sector], 1);
  const double firms = static_cast<double>(sample.economy().closing.firms[sector]);
  const auto added = [&](std::size_t j, std::size_t s) {
    return policy_attention(sample.model, Month::of(2024, 4), j, s) - before;
  };
  EXPECT_NEAR(added(ai, sector), 10 / firms, 1e-12);
  EXPECT_NEAR(added(ai, (sector + 1) % sectors), 0, 1e-12);
  for (int month = 0; month < 12; ++month) allocate_support(sample.model);
  EXPECT_NEAR(added(ai, sector), 5 / firms, 1e-12);
}

TEST(Demonstration, AsManyFactoriesAsThereArePlaces) {
  // 5000 of 480 000 firms: six and a quarter places a year.
  SupportSample sample({policy("show", "demonstration_programme", "factories: 600")});
  std::map<int, std::int64_t> chosen;
  for (int month = 0; month < 48; ++month) {
    advance_month(sample.model);
    chosen[sample.economy().environment.month.year()] += sample.ledger("show").awards;
  }
  EXPECT_EQ(chosen, (std::map<int, std::int64_t>{{2024, 6}, {2025, 6}, {2026, 6}, {2027, 7}}));
}

TEST(Levy, RevenueIsWhatFirmsPayAndTheAccountsClose) {
  SupportSample sample({policy("levy", "automation_levy", "rate: 10 %")});
  sample.advance_to(Month::of(2024, 3));
  EXPECT_GT(sample.ledger("levy").revenue, 0);
  sample.advance_to_accounts();
  std::int64_t owed = 0;
  BlockOutput noted;
  double paid = 0;
  for (std::size_t i = 0; i < sample.firms().count(); ++i) paid += collect_levies(sample.model, i, noted);
  owed = noted.levies[sample.instrument("levy")];
  sample.for_all(settle_accounts), sample.for_all(enter_and_exit);
  sample.close();
  EXPECT_EQ(sample.ledger("levy").revenue, owed);
  EXPECT_NEAR(paid, static_cast<double>(owed) / policies::cents_per_million, 1e-6);
  EXPECT_LT(std::abs(from_fixed<sum_scale>(accounts_residual(sample.economy().flows))), 1e-2);
}

TEST(Levy, TakesItsRateOfTheNetSavingOfOneFirm) {
  SupportSample sample({policy("levy", "automation_levy", "rate: 10 %")});
  sample.advance_to(Month::of(2024, 3));
  for (auto& columns : sample.firms().technology) columns.saved[0] = 0;
  sample.firms().technology[automation].saved[0] = 0.2;
  BlockOutput noted;
  const double workers = sample.economy().sectors[sample.firms().sector[0]].labour_coefficient *
                         sample.firms().output[0] * sample.economy().environment.detrend;  // what its output would need
  const double expected = 0.1 * 0.2 * workers * sample.economy().environment.labour_cost *
                          (1 - sample.model.technology(automation).running_cost_share);
  EXPECT_NEAR(collect_levies(sample.model, 0, noted), expected, 1e-8);
  EXPECT_DOUBLE_EQ(expected_levy(sample.model, 0, automation), 0.1);
}

TEST(Levy, SlowsAutomation) {
  SupportSample without, with({policy("levy", "automation_levy", "rate: 40 %")});
  EXPECT_GT(started(without, Month::of(2024, 3), Month::of(2025, 12)),
            started(with, Month::of(2024, 3), Month::of(2025, 12)));
}

TEST(ChipFund, IsSpentMonthByMonthWithoutAnyApplication) {
  SupportSample sample(
      {policy("fund", "domestic_chip_fund", "track: domestic, cost_per_unit: 2 m CNY, budget: {amount: 960 m CNY}")});
  sample.advance_to(Month::of(2024, 2));
  EXPECT_EQ(sample.ledger("fund").spending, 0);
  for (int month = 3; month <= 12; ++month) {
    advance_month(sample.model);
    EXPECT_EQ(sample.ledger("fund").spending, 100'000'000) << "a tenth of a year's ten million";
    EXPECT_EQ(sample.ledger("fund").applications, 0);
  }
  EXPECT_EQ(sample.ledger("fund").spent, sample.ledger("fund").budget);
}

}  // namespace
}  // namespace millwright
