#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

TEST(InterestSubsidy, IsWorthTheInterestSavedOnTheLoan) {
  const auto made = programme("interest_subsidy", "points: 1.5 %/year, years: 2, loan_share: 70 %");
  EXPECT_DOUBLE_EQ(offered(*made).amount, 0.015 * 2 * 0.7 * 10);
}

TEST(InterestSubsidy, DefaultsAreThoseOfTheRenewalProgramme) {
  EXPECT_DOUBLE_EQ(offered(*programme("interest_subsidy", "")).amount, 0.21);  // 2.1 % of the price
}

TEST(InterestSubsidy, ChargesTheQuotaWithTheLoanAndNotWithTheInterest) {
  const auto made = programme("interest_subsidy", "quota: {amount: 100 m CNY}");
  const Offer offer = offered(*made);
  EXPECT_NEAR(offer.amount * offer.per_amount, 7, 1e-12);
  EXPECT_EQ(made->yearly_budget(2024, 0), quarter_of(100));
}

TEST(InterestSubsidy, AProjectAtTheCapTakesLessOfTheQuotaToo) {
  const Offer offer = offered(*programme("interest_subsidy", "cap_per_firm: 105 k CNY"));
  EXPECT_NEAR(offer.amount * offer.per_amount, 3.5, 1e-12);  // half of the loan
}

TEST(InterestSubsidy, PointsMayChangeInTime) {
  const auto made = programme("interest_subsidy", "points: {2024-07: 1 %/year, 2025-01: 2 %/year}");
  EXPECT_DOUBLE_EQ(2 * offered(*made, applicant(), Month::of(2024, 12)).amount,
                   offered(*made, applicant(), Month::of(2025, 1)).amount);
}

TEST(InterestSubsidy, NoPointsNoYearsOrNoLoanIsNoOffer) {
  for (const char* keys : {"points: 0 %/year", "years: 0", "loan_share: 0 %"}) {
    EXPECT_FALSE(offered(*programme("interest_subsidy", keys)).made()) << keys;
  }
}

}  // namespace
}  // namespace millwright::policies
