#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

using namespace support;

/// The grant of scenarios/minimal with other keys: 15 %, 2024-07 to 2025-12, for automation; a quarter of all firms.
std::unique_ptr<const Instrument> grant(const std::string& keys = "") {
  return make_instrument(changed_scenario("population: {represents: 800}\npolicies: {grant: {" + keys + "}}\n"),
                         "grant");
}

double paid(const Instrument& made, const Applicant& who, Month month = inside, double price = 10) {
  return offered(made, who, month, {.price = price}).amount;
}

TEST(InvestmentGrant, PaysItsShareOfThePrice) {
  const auto made = grant("rate: 15 %");
  EXPECT_DOUBLE_EQ(paid(*made, applicant(), inside, 10), 1.5);
  EXPECT_DOUBLE_EQ(paid(*made, applicant(), inside, 4), 0.6);
  EXPECT_EQ(paid(*made, applicant(), inside, 0), 0);
}

TEST(InvestmentGrant, RateMayChangeInTime) {
  const auto made = grant("rate: {2024-07: 10 %, 2025-01: 20 %}");
  EXPECT_DOUBLE_EQ(paid(*made, applicant(), Month::of(2024, 12)), 1);
  EXPECT_DOUBLE_EQ(paid(*made, applicant(), Month::of(2025, 1)), 2);
}

TEST(InvestmentGrant, CapBindsLargeProjectsOnly) {
  const auto made = grant("cap_per_firm: 1 m CNY");
  EXPECT_DOUBLE_EQ(paid(*made, applicant(), inside, 100), 1);
  EXPECT_DOUBLE_EQ(paid(*made, applicant(), inside, 4), 0.6);
}

TEST(InvestmentGrant, PaysFromTheFirstToTheLastMonthAndNotBetweenAnnouncementAndEffect) {
  const auto made = grant();
  EXPECT_EQ(paid(*made, applicant(), Month::of(2024, 3)), 0);  // announced only
  EXPECT_EQ(paid(*made, applicant(), Month::of(2024, 6)), 0);
  EXPECT_GT(paid(*made, applicant(), Month::of(2024, 7)), 0);
  EXPECT_GT(paid(*made, applicant(), Month::of(2025, 12)), 0);
  EXPECT_EQ(paid(*made, applicant(), Month::of(2026, 1)), 0);
}

TEST(InvestmentGrant, PaysItsTargetOnly) {
  const auto made = grant("target: {technology: [ai], sector: [electronics, food], size: [large]}");
  for (const std::size_t technology : {ai, automation}) {
    for (const std::size_t sector : {food, machinery, electronics}) {
      for (const std::size_t size : {small_firm, medium_firm, large_firm}) {
        const bool meant = technology == ai && sector != machinery && size == large_firm;
        EXPECT_EQ(paid(*made, {7, 24000, technology, sector, size}), meant ? 1.5 : 0.0);
      }
    }
  }
}

TEST(InvestmentGrant, AMissingTargetMeansEverybody) {
  const auto made = grant("target: null");
  for (const std::size_t technology : {ai, automation}) {
    EXPECT_DOUBLE_EQ(paid(*made, {7, 24000, technology, electronics, large_firm}), 1.5);
  }
}

TEST(InvestmentGrant, EligibleShareHoldsOverManyFirmsAndForGood) {
  const auto made = grant("eligible_share: 30 %");
  constexpr std::uint32_t firms = 20000;
  int eligible = 0, changed = 0;
  for (std::uint32_t firm = 0; firm < firms; ++firm) {
    const bool now = paid(*made, applicant(firm)) > 0;
    eligible += now ? 1 : 0;
    changed += (paid(*made, applicant(firm), Month::of(2025, 12)) > 0) != now ? 1 : 0;
  }
  EXPECT_NEAR(eligible / static_cast<double>(firms), 0.3, 0.013);  // four standard deviations
  EXPECT_EQ(changed, 0);                                           // drawn once, not every month
}

TEST(InvestmentGrant, EligibilityIsDrawnAnewForAnotherFirmLuckAndProgramme) {
  const std::string other =
      "policies: {grant: {eligible_share: 50 %}, loan: {instrument: investment_grant, announce: 2024-03, "
      "effective: {from: 2024-07, to: 2025-12}, rate: 15 %, budget: {amount: 1 m CNY}, eligible_share: 50 %}}\n";
  const auto scenario = changed_scenario(other);
  const auto one = make_instrument(scenario, "grant"), two = make_instrument(scenario, "loan");
  int by_birth = 0, by_luck = 0, by_programme = 0;
  for (std::uint32_t firm = 0; firm < 1000; ++firm) {
    const bool now = paid(*one, applicant(firm)) > 0;
    Applicant successor = applicant(firm);  // a firm that enters takes the place of one that left
    successor.birth += 30;
    by_birth += (paid(*one, successor) > 0) != now ? 1 : 0;
    by_luck += (offer_of(*one, applicant(firm), plain_project, inside, {1, 1}).made()) != now ? 1 : 0;
    by_programme += (paid(*two, applicant(firm)) > 0) != now ? 1 : 0;
  }
  // Independent draws at one half differ for half of the firms; four standard deviations are 63.
  for (const int differing : {by_birth, by_luck, by_programme}) EXPECT_NEAR(differing, 500, 64);
}

TEST(InvestmentGrant, NobodyOrEverybodyIsEligibleAtTheEnds) {
  const auto nobody = grant("eligible_share: 0 %"), everybody = grant("eligible_share: 100 %");
  for (std::uint32_t firm = 0; firm < 500; ++firm) {
    EXPECT_EQ(paid(*nobody, applicant(firm)), 0);
    EXPECT_GT(paid(*everybody, applicant(firm)), 0);
  }
}

TEST(InvestmentGrant, BudgetIsThatOfTheYearScaledToTheSimulatedFirms) {
  const auto made = grant();  // 200 of 800 firms: a quarter of 20 and 40 million, in cents
  EXPECT_EQ(made->yearly_budget(2024, 0), 500'000'000);
  EXPECT_EQ(made->yearly_budget(2025, 0), 1'000'000'000);
  EXPECT_EQ(made->yearly_budget(2023, 0), 0);
  EXPECT_EQ(made->yearly_budget(2026, 0), 0);
}

TEST(InvestmentGrant, YearsNotListedMayHaveABudget) {
  const auto made = grant("budget: {unlisted_years: 3 m CNY}");
  EXPECT_EQ(made->yearly_budget(2026, 0), 75'000'000);
  EXPECT_EQ(made->yearly_budget(2024, 0), 500'000'000);
}

TEST(InvestmentGrant, WhatIsLeftIsCarriedOverOnlyWhereTheScenarioSaysSo) {
  EXPECT_EQ(grant()->yearly_budget(2025, 123), 1'000'000'000);
  const auto carrying = grant("budget: {carry_over: true}");
  EXPECT_EQ(carrying->yearly_budget(2025, 123), 1'000'000'123);
  EXPECT_EQ(carrying->yearly_budget(2030, 123), 123);
}

TEST(InvestmentGrant, APlainAmountHoldsInEveryYear) {
  const auto made = grant("budget: {amount: 8 m CNY}");
  for (const int year : {2024, 2025, 2040}) EXPECT_EQ(made->yearly_budget(year, 0), 200'000'000);
}

TEST(InvestmentGrant, BudgetIsRoundedDownSoThatTheCountryNeverPaysMore) {
  const auto made = make_instrument(minimal_scenario(), "grant");  // 20 million x 200 / 960
  EXPECT_EQ(made->yearly_budget(2024, 0), 416'666'666);
}

TEST(InvestmentGrant, ServesInTheOrderTheScenarioNames) {
  EXPECT_EQ(grant()->terms()->allocation(), Allocation::first_come);
  EXPECT_EQ(grant("allocation: lottery")->terms()->allocation(), Allocation::lottery);
  EXPECT_EQ(grant("allocation: smallest_first")->terms()->allocation(), Allocation::smallest_first);
  EXPECT_EQ(grant("allocation: largest_first")->terms()->allocation(), Allocation::largest_first);
}

TEST(InvestmentGrant, DrawsNoAttentionOfItsOwn) {
  EXPECT_EQ(grant()->attention(inside, automation, food), 0);
}

void expect_refused(const std::string& keys, const std::string& what, const std::string& help) {
  const auto problems = problems_of([&] { grant(keys); });
  ASSERT_EQ(problems.size(), 1u) << keys;
  EXPECT_NE(problems[0].what.find(what), std::string::npos) << problems[0].what;
  EXPECT_NE(problems[0].help.find(help), std::string::npos) << problems[0].help;
  EXPECT_NE(problems[0].where.find(".yaml:"), std::string::npos) << problems[0].where;
}

TEST(InvestmentGrant, CannotTakeEffectBeforeItIsAnnounced) {
  expect_refused("effective: {from: 2024-02}", "policies.grant takes effect before it is announced",
                 "`effective.from`");
  EXPECT_NO_THROW(grant("effective: {from: 2024-03}"));  // in the same month it may
}

TEST(InvestmentGrant, CannotEndBeforeItBegins) {
  expect_refused("effective: {to: 2024-06}", "policies.grant.effective ends before it begins", "`from`");
  EXPECT_NO_THROW(grant("effective: {to: 2024-07}"));
}

TEST(InvestmentGrant, UnknownNamesOfATargetAreRefusedWithASuggestion) {
  expect_refused("target: {technology: [automaton]}", "there is no technology 'automaton'",
                 "did you mean 'automation'?");
  expect_refused("target: {sector: [electronic]}", "there is no sector 'electronic'", "did you mean 'electronics'?");
  expect_refused("target: {size: [lage]}", "there is no size class 'lage'", "did you mean 'large'?");
  expect_refused("target: {size: [xyzzyxyzzy]}", "there is no size class", "names are small, medium, large");
}

}  // namespace
}  // namespace millwright::policies
