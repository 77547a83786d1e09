// A tranche at its service life is renewed when it is worth its price, else scrapped: prices out of the ordinary, for
// firms that can borrow, decide either way for every firm.
#include <gtest/gtest.h>

#include "unit/month/model_sample.hpp"

namespace millwright {
namespace {

constexpr std::size_t automation = 1;  // technologies are sorted by name

/// Tranches of automation that reach their service life by the second month; the oldest are one month short of it at
/// the start.
std::size_t due(ModelSample& sample) {
  const auto& columns = sample.firms().technology[automation];
  const int oldest = 1 - static_cast<int>(sample.model.technology(automation).service_life);
  std::size_t count = 0;
  for (std::size_t i = 0; i < sample.firms().count(); ++i) {
    for (const std::int16_t month : columns.go_live.of(i).first(columns.level[i])) count += month <= oldest ? 1 : 0;
  }
  return count;
}

std::size_t live(ModelSample& sample) {
  std::size_t tranches_live = 0;
  for (const std::uint8_t level : sample.firms().technology[automation].level.values()) tranches_live += level;
  return tranches_live;
}

/// Runs installation alone for two months, in which nobody reviews anything.
void install_two_months(ModelSample& sample) {
  sample.economy().flows.clear();
  for (int month = 0; month < 2; ++month) {
    advance_environment(sample.model);
    form_expectations(sample.model);
    sample.for_all(install_and_scrap);
  }
}

/// What was spent on renewing automation, fixed point.
std::int64_t renewals(ModelSample& sample) {
  const Tally& spent = sample.economy().flows.replacement_investment;
  std::int64_t total = 0;
  for (std::size_t s = 0; s < spent.second(); ++s) {
    for (std::size_t z = 0; z < spent.third(); ++z) total += spent.at(automation, s, z);
  }
  return total;
}

ModelSample priced(const std::string& price) {
  return ModelSample({"technologies.automation.project_price={fixed: " + price + ", per_worker: " + price + "}",
                      "technologies.automation.initial.past_growth=0 %/year",
                      "technologies.automation.lead_time=1 months", "technologies.automation.service_life=24 months",
                      "finance.leverage=20"});
}

TEST(Renewal, NothingIsRenewedThatIsNotWorthItsPrice) {
  ModelSample sample = priced("30 m CNY");
  ASSERT_GT(due(sample), 10U) << "otherwise there is nothing to see";
  install_two_months(sample);
  EXPECT_EQ(renewals(sample), 0);
  EXPECT_EQ(due(sample), 0U) << "what is due is scrapped";
}

TEST(Renewal, EverythingIsRenewedThatCostsNextToNothing) {
  ModelSample sample = priced("1 k CNY");
  ASSERT_GT(due(sample), 10U);
  const std::size_t before = live(sample);
  install_two_months(sample);
  EXPECT_GE(live(sample), before) << "a tranche was scrapped";
  EXPECT_EQ(due(sample), 0U) << "a renewed tranche is new";
  EXPECT_GT(renewals(sample), 0);
}

}  // namespace
}  // namespace millwright
