#include "unit/policies/programme_sample.hpp"

// What all programmes share, whatever they offer. The keys of window, target, eligibility and budget are tested with
// investment_grant.
namespace millwright::policies {
namespace {

using namespace support;

/// Every word with keys that make it offer something to a plain applicant.
const std::vector<std::pair<std::string, std::string>> words{
    {"investment_grant", "rate: 15 %, budget: {amount: 1 m CNY}"},
    {"interest_subsidy", ""},
    {"tax_deduction", ""},
    {"compute_voucher", "budget: {amount: 1 m CNY}"},
    {"demonstration_programme", "factories: 4"},
    {"training_grant", "cost_per_worker: 10 k CNY, budget: {amount: 1 m CNY}"}};

TEST(Programme, OffersInItsWindowOnly) {
  for (const auto& [word, keys] : words) {
    const auto made = programme(word, keys);
    EXPECT_FALSE(offered(*made, applicant(), Month::of(2024, 3)).made()) << word;  // announced only
    EXPECT_FALSE(offered(*made, applicant(), Month::of(2024, 6)).made()) << word;
    EXPECT_TRUE(offered(*made, applicant(), Month::of(2024, 7)).made()) << word;
    EXPECT_TRUE(offered(*made, applicant(), Month::of(2025, 12)).made()) << word;
    EXPECT_FALSE(offered(*made, applicant(), Month::of(2026, 1)).made()) << word;
  }
}

TEST(Programme, OffersToItsTargetOnly) {
  for (const auto& [word, keys] : words) {
    const auto made =
        programme(word, keys + (keys.empty() ? "" : ", ") +
                            "target: {technology: [automation], sector: [food, machinery], size: [small]}");
    Applicant who = applicant();
    EXPECT_TRUE(offered(*made, who).made()) << word;
    who.sector = electronics;
    EXPECT_FALSE(offered(*made, who).made()) << word;
    who = applicant(), who.technology = ai;
    EXPECT_FALSE(offered(*made, who).made()) << word;
    who = applicant(), who.size = large_firm;
    EXPECT_FALSE(offered(*made, who).made()) << word;
  }
}

TEST(Programme, ThoseMarkedAsEligibleAreThoseWhomItReaches) {
  // Firms far apart and of several births, more than a vector has room for, and some that are marked already.
  for (const std::string share : {"0 %", "30 %", "100 %"}) {
    const auto made = programme("tax_deduction", "eligible_share: " + share);
    std::vector<std::uint32_t> id;
    std::vector<std::int32_t> birth;
    std::vector<std::uint8_t> eligible;
    for (std::uint32_t k = 0; k < 203; ++k) {
      id.push_back(k * 977), birth.push_back(24000 + static_cast<std::int32_t>(k % 5));
      eligible.push_back(k % 50 == 0 ? 1 : 0);
    }
    made->terms()->mark_eligible({id, birth}, luck, eligible.data());
    for (std::size_t k = 0; k < id.size(); ++k) {
      Applicant who = applicant(id[k]);
      who.birth = birth[k];
      const bool before = k % 50 == 0;
      EXPECT_EQ(eligible[k], before || made->terms()->reaches(who, inside, luck) ? 1 : 0) << share << ", firm " << k;
    }
  }
}

TEST(Programme, RegionsAndTypesOfOwnershipCanBeTargets) {
  const auto made = make_instrument(
      changed_scenario("regions: {coast: {share: 60 %}, inland: {share: 40 %}}\n"
                       "ownership: {private: {share: 70 %}, state: {share: 30 %}}\n"
                       "policies: {made: {instrument: tax_deduction, effective: {from: 2024-07, to: 2025-12}, "
                       "target: {region: [inland], ownership: [state]}}}\n"),
      "made");
  for (const std::size_t region : {0U, 1U}) {
    for (const std::size_t ownership : {0U, 1U}) {
      Applicant who = applicant();
      who.region = region, who.ownership = ownership;
      EXPECT_EQ(offered(*made, who).made(), region == 1 && ownership == 1);
    }
  }
}

TEST(Programme, NoOfferExceedsItsCap) {
  for (const auto& [word, keys] : words) {
    const auto made = programme(word, keys + (keys.empty() ? "" : ", ") + "cap_per_firm: 10 k CNY");
    EXPECT_LE(offered(*made).amount, 0.01) << word;
    EXPECT_TRUE(offered(*made).made()) << word;
  }
}

TEST(Programme, IsKnownFromItsAnnouncementAndWithoutOneFromItsEffect) {
  const auto made = programme("tax_deduction", "rate: 100 %");
  EXPECT_FALSE(made->terms()->announced(Month::of(2024, 2)));
  EXPECT_TRUE(made->terms()->announced(Month::of(2024, 3)));
  const auto silent = make_instrument(
      changed_scenario("policies: {made: {instrument: tax_deduction, effective: {from: 2024-07, to: 2025-12}}}\n"),
      "made");
  EXPECT_FALSE(silent->terms()->announced(Month::of(2024, 6)));
  EXPECT_TRUE(silent->terms()->announced(Month::of(2024, 7)));
}

TEST(Programme, WithoutABudgetThereIsNoLimitAndABudgetOfNothingIsOne) {
  EXPECT_FALSE(programme("tax_deduction", "rate: 100 %")->terms()->limited());
  const auto none = programme("tax_deduction", "budget: {amount: 0 CNY}");
  EXPECT_TRUE(none->terms()->limited());
  EXPECT_EQ(none->yearly_budget(2024, 0), 0);
}

TEST(Programme, PrioritySectorsComeInTheirOrderAndTheOthersAfterThem) {
  const auto made = programme("tax_deduction", "allocation: priority_sectors, priority: [electronics, food]");
  EXPECT_EQ(made->terms()->priority(electronics), 0U);
  EXPECT_EQ(made->terms()->priority(food), 1U);
  EXPECT_EQ(made->terms()->priority(machinery), 2U);
}

void expect_refused(const std::string& keys, const std::string& what, const std::string& help) {
  const auto problems = problems_of([&] { programme("tax_deduction", keys); });
  ASSERT_EQ(problems.size(), 1U) << keys;
  EXPECT_NE(problems[0].what.find(what), std::string::npos) << problems[0].what;
  EXPECT_NE(problems[0].help.find(help), std::string::npos) << problems[0].help;
}

TEST(Programme, AScenarioWithoutRegionsHasNoneToName) {
  expect_refused("target: {region: [inland]}", "there is no region 'inland'", "declares no region of its own");
}

TEST(Programme, PrioritySectorsMustBeNamed) {
  expect_refused("allocation: priority_sectors", "policies.made.priority names no sector", "list the sectors");
  expect_refused("priority: [food]", "policies.made.priority has no effect", "`allocation: priority_sectors`");
  expect_refused("allocation: priority_sectors, priority: [foot]", "policies.made.priority: there is no sector 'foot'",
                 "did you mean 'food'?");
}

}  // namespace
}  // namespace millwright::policies
