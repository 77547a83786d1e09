#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

using namespace support;

TEST(AutomationLevy, IsPaidInItsWindowAtTheRateOfTheMonth) {
  const auto made = programme("automation_levy", "rate: {2024-07: 5 %, 2025-01: 10 %}");
  EXPECT_TRUE(made->levies());
  EXPECT_EQ(made->levy(applicant(), Month::of(2024, 6)), 0);
  EXPECT_DOUBLE_EQ(made->levy(applicant(), Month::of(2024, 7)), 0.05);
  EXPECT_DOUBLE_EQ(made->levy(applicant(), Month::of(2025, 12)), 0.10);
  EXPECT_EQ(made->levy(applicant(), Month::of(2026, 1)), 0);
}

TEST(AutomationLevy, FirmsReckonWithItFromItsAnnouncementOn) {
  const auto made = programme("automation_levy", "rate: 5 %");
  EXPECT_EQ(made->expected_levy(applicant(), Month::of(2024, 2)), 0);
  EXPECT_DOUBLE_EQ(made->expected_levy(applicant(), Month::of(2024, 3)), 0.05);
  EXPECT_DOUBLE_EQ(made->expected_levy(applicant(), Month::of(2025, 12)), 0.05);
  EXPECT_EQ(made->expected_levy(applicant(), Month::of(2026, 1)), 0);
}

TEST(AutomationLevy, TakesFromItsTargetOnly) {
  const auto made = programme("automation_levy", "rate: 5 %, target: {technology: [automation], size: [large]}");
  EXPECT_EQ(made->levy(applicant(), inside), 0);  // a small firm
  Applicant large = applicant();
  large.size = large_firm;
  EXPECT_DOUBLE_EQ(made->levy(large, inside), 0.05);
  EXPECT_DOUBLE_EQ(made->expected_levy(large, inside), 0.05);
  large.technology = ai;
  EXPECT_EQ(made->levy(large, inside), 0);
}

TEST(AutomationLevy, SupportsNoProject) {
  EXPECT_EQ(programme("automation_levy", "rate: 5 %")->terms(), nullptr);
}

}  // namespace
}  // namespace millwright::policies
