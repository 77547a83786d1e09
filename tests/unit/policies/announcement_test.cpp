#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

using namespace support;

std::unique_ptr<const Instrument> speech(const std::string& keys) {
  return make_instrument(
      changed_scenario("policies: {speech: {instrument: announcement, announce: 2024-06, " + keys + "}}\n"), "speech");
}

TEST(Announcement, HasItsStrengthInItsMonthAndHalfOfItAfterEachHalfLife) {
  const auto made = speech("strength: 0.8, half_life: 6 months");
  const Month announce = Month::of(2024, 6);
  EXPECT_DOUBLE_EQ(made->attention(announce, ai, food), 0.8);
  EXPECT_DOUBLE_EQ(made->attention(announce + 6, ai, food), 0.4);
  EXPECT_DOUBLE_EQ(made->attention(announce + 12, ai, food), 0.2);
  EXPECT_DOUBLE_EQ(made->attention(announce + 60, ai, food), 0.8 / 1024);
}

TEST(Announcement, NobodyKnowsItBefore) {
  const auto made = speech("strength: 0.8");
  EXPECT_EQ(made->attention(Month::of(2024, 5), ai, food), 0);
  EXPECT_EQ(made->attention(Month::of(2020, 1), ai, food), 0);
}

TEST(Announcement, FadesEveryMonthAndNeverBelowZero) {
  const auto made = speech("strength: 1");
  double before = 2;
  for (int age = 0; age < 120; ++age) {
    const double now = made->attention(Month::of(2024, 6) + age, automation, machinery);
    EXPECT_LT(now, before);
    EXPECT_GT(now, 0);
    before = now;
  }
}

TEST(Announcement, ReachesItsTargetOnly) {
  const auto made = speech("strength: 0.5, target: {technology: [ai], sector: [electronics]}");
  const Month announce = Month::of(2024, 6);
  for (const std::size_t technology : {ai, automation}) {
    for (const std::size_t sector : {food, machinery, electronics}) {
      const bool meant = technology == ai && sector == electronics;
      EXPECT_EQ(made->attention(announce, technology, sector), meant ? 0.5 : 0.0) << technology << " " << sector;
    }
  }
}

TEST(Announcement, CostsNothing) {
  const auto made = speech("strength: 1");
  EXPECT_FALSE(offered(*made, applicant(), Month::of(2024, 6)).made());
  EXPECT_EQ(made->yearly_budget(2024, 500), 0);
}

TEST(Announcement, SuggestsTheNameThatWasMeant) {
  const auto problems = problems_of([] { speech("target: {sector: [machinry]}"); });
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].what.find("policies.speech.target: there is no sector 'machinry'"), std::string::npos);
  EXPECT_EQ(problems[0].help, "did you mean 'machinery'?");
  EXPECT_NE(problems[0].where.find("/case.yaml:3:"), std::string::npos) << problems[0].where;
}

}  // namespace
}  // namespace millwright::policies
