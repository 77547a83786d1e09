#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

TEST(TrainingGrant, PaysForEachAffectedWorker) {
  const auto made = programme("training_grant", "cost_per_worker: 10 k CNY, budget: {amount: 8 m CNY}");
  EXPECT_DOUBLE_EQ(offered(*made).amount, 0.2);  // 20 workers
  EXPECT_DOUBLE_EQ(made->faster(), 0.25);
  EXPECT_EQ(made->yearly_budget(2024, 0), quarter_of(8));
}

TEST(TrainingGrant, WithoutMoneyNobodyIsTrained) {
  EXPECT_FALSE(offered(*programme("training_grant", "cost_per_worker: 0 CNY, budget: {amount: 8 m CNY}")).made());
}

}  // namespace
}  // namespace millwright::policies
