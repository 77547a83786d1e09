#include <gtest/gtest.h>

#include "economy/economy.hpp"
#include "support/whole_scenarios.hpp"

namespace millwright {
namespace {

/// Firms of which every tenth sells a hundred times as much as the others, whatever its staff.
Firms unequal_firms(double unit) {
  Firms firms;
  firms.resize(20000, 0);
  for (std::uint32_t i = 0; i < firms.count(); ++i) {
    firms.id[i] = i, firms.birth[i] = 0;
    firms.sales[i] = unit * (i % 10 == 0 ? 100 : 1);
    firms.employment[i] = i % 10 == 0 ? 1 : 1000;
  }
  return firms;
}

TEST(SurveyPanel, FirmsAreDrawnInProportionToSales) {
  const Firms firms = unequal_firms(1);
  const SurveyPanel panel = draw_panel(firms, {1, 0});
  std::size_t large = 0;
  for (const std::uint32_t firm : panel.firm) large += firm % 10 == 0 ? 1 : 0;
  EXPECT_NEAR(static_cast<double>(panel.firm.size()), 3200, 200);
  // All 2000 large firms reach a chance of one; 1200 places are left for the 18 000 small ones.
  EXPECT_EQ(large, 2000U);
}

TEST(SurveyPanel, TheUnitOfSalesDoesNotMatter) {
  const auto tiny = draw_panel(unequal_firms(0x1p-12), {1, 0}), plain = draw_panel(unequal_firms(1), {1, 0});
  EXPECT_EQ(tiny.firm, plain.firm);
}

}  // namespace
}  // namespace millwright
