#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

TEST(ComputeVoucher, PaysItsShareOfCommodityComputing) {
  const auto made = programme("compute_voucher", "rate: 40 %, budget: {amount: 8 m CNY}");
  EXPECT_DOUBLE_EQ(offered(*made).amount, 0.4 * 0.5);
  EXPECT_EQ(made->yearly_budget(2024, 0), quarter_of(8));
}

TEST(ComputeVoucher, PaysForControlledChipsWhereItSaysSo) {
  const auto made = programme("compute_voucher", "rate: 40 %, controlled: true, budget: {amount: 8 m CNY}");
  EXPECT_DOUBLE_EQ(offered(*made).amount, 0.4 * 1.5);
}

TEST(ComputeVoucher, AProjectWithoutComputingGetsNone) {
  const auto made = programme("compute_voucher", "rate: 40 %, controlled: true, budget: {amount: 8 m CNY}");
  EXPECT_FALSE(offered(*made, applicant(), inside, {.price = 10, .affected_workers = 20}).made());
}

TEST(ComputeVoucher, AShareOfNothingIsNoOffer) {
  EXPECT_FALSE(offered(*programme("compute_voucher", "rate: 0 %, budget: {amount: 8 m CNY}")).made());
}

}  // namespace
}  // namespace millwright::policies
