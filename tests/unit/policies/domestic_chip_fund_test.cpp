#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

using namespace support;

std::unique_ptr<const Instrument> fund(const std::string& keys = "") {
  return programme("domestic_chip_fund", "track: any, cost_per_unit: 2 m CNY, build_time: 3 months, " + keys +
                                             "budget: {amount: {2024: 12 m CNY, 2025: 24 m CNY}}");
}

TEST(DomesticChipFund, AddsWhatItPaidForOnceItIsBuilt) {
  const auto made = fund();  // six months of 2024 and twelve of 2025 at two million each: a chip a month
  EXPECT_EQ(made->chip_capacity(Month::of(2024, 7), 0), 0);
  EXPECT_EQ(made->chip_capacity(Month::of(2024, 10), 0), 0);
  EXPECT_DOUBLE_EQ(made->chip_capacity(Month::of(2024, 11), 0), 1);
  EXPECT_DOUBLE_EQ(made->chip_capacity(Month::of(2025, 2), 0), 4);
  EXPECT_DOUBLE_EQ(made->chip_capacity(Month::of(2026, 4), 0), 18);
  EXPECT_DOUBLE_EQ(made->chip_capacity(Month::of(2035, 1), 0), 18);  // what is built stays
  EXPECT_EQ(made->chip_capacity(Month::of(2035, 1), 1), 0);          // of another track
}

TEST(DomesticChipFund, SpendsEachYearsMoneyToTheCentAndNoMore) {
  for (const char* amounts : {"{2024: 12 m CNY, 2025: 24 m CNY}", "{2024: 1 CNY, 2025: 7777777.77 CNY}"}) {
    const auto made = programme("domestic_chip_fund",
                                std::string("track: any, cost_per_unit: 2 m CNY, budget: {amount: ") + amounts + "}");
    for (const int year : {2023, 2024, 2025, 2026}) {
      std::int64_t spent = 0;
      for (int month = 1; month <= 12; ++month) spent += made->scheduled_spending(Month::of(year, month));
      EXPECT_EQ(spent, made->yearly_budget(year, 123)) << amounts << " " << year;
    }
    EXPECT_EQ(made->yearly_budget(2026, 0), 0) << "no month of 2026 lies in the window";
  }
  EXPECT_EQ(fund()->yearly_budget(2024, 0), quarter_of(12));
}

TEST(DomesticChipFund, SupportsNoProject) {
  EXPECT_EQ(fund()->terms(), nullptr);
  EXPECT_FALSE(offered(*fund()).made());
}

TEST(DomesticChipFund, TheTrackMustExist) {
  const auto problems = problems_of(
      [] { programme("domestic_chip_fund", "track: moon, cost_per_unit: 2 m CNY, budget: {amount: 1 m CNY}"); });
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].what.find("policies.made.track: there is no track 'moon'"), std::string::npos);
  EXPECT_EQ(problems[0].help, "tracks are any");
}

}  // namespace
}  // namespace millwright::policies
