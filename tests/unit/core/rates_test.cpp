#include "core/rates.hpp"

#include <cmath>

namespace millwright {
namespace {

TEST(Rates, TwelveMonthsGrowAsMuchAsTheYear) {
  for (const double rate : {-0.9, -0.25, -0.001, 0.001, 0.031, 0.06, 0.5, 3.0}) {
    const MonthlyRate per_month = monthly(AnnualRate{rate});
    EXPECT_NEAR(std::exp(12 * per_month.value), 1 + rate, 1e-15 * (1 + rate) * 4) << rate;
  }
}

TEST(Rates, NoGrowthStaysExactlyNone) {
  EXPECT_EQ(monthly(AnnualRate{0}).value, 0);
}

TEST(Rates, TheDefaultIsNoGrowth) {
  EXPECT_EQ(AnnualRate{}.value, 0);
  EXPECT_EQ(MonthlyRate{}.value, 0);
}

}  // namespace
}  // namespace millwright
