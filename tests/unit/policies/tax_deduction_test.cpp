#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

TEST(TaxDeduction, IsWorthTheTaxOnWhatIsDeducted) {
  const auto made = programme("tax_deduction", "rate: 50 %");
  EXPECT_DOUBLE_EQ(offered(*made).amount, 0.5 * 0.25 * 10);  // profits tax: 25 %
}

TEST(TaxDeduction, OnlyFirmsWithProfitsHaveAnythingToDeductFrom) {
  const auto made = programme("tax_deduction", "rate: 100 %");
  Applicant who = applicant();
  who.profit = 0;
  EXPECT_FALSE(offered(*made, who).made());
  who.profit = -1;
  EXPECT_FALSE(offered(*made, who).made());
  who.profit = 1e-9;
  EXPECT_TRUE(offered(*made, who).made());
}

TEST(TaxDeduction, CostsRevenueAndNotMoney) {
  EXPECT_EQ(programme("tax_deduction", "rate: 100 %")->purse(), Purse::forgone_revenue);
}

TEST(TaxDeduction, NothingDeductedIsNoOffer) {
  EXPECT_FALSE(offered(*programme("tax_deduction", "rate: 0 %")).made());
}

}  // namespace
}  // namespace millwright::policies
