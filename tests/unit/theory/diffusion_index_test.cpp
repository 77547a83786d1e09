#include "theory/diffusion_index.hpp"

#include <gtest/gtest.h>

namespace millwright::theory {
namespace {

TEST(DiffusionIndex, IsPerCentBetterPlusHalfOfPerCentSame) {
  Answers answers;
  for (int i = 0; i < 30; ++i) answers.add(2, 1);    // better
  for (int i = 0; i < 50; ++i) answers.add(0.5, 1);  // same
  for (int i = 0; i < 20; ++i) answers.add(-2, 1);   // worse
  EXPECT_NEAR(answers.index(), 30 + 0.5 * 50, 1e-12);
  EXPECT_EQ(Answers{}.index(), 50);
}

TEST(PurchasingManagersIndex, FastDeliveriesCountAgainstIt) {
  EXPECT_NEAR(purchasing_managers_index({50, 50, 50, 50, 50}), 50, 1e-12);
  // By hand: 0.30 x 52 + 0.25 x 53 + 0.20 x 48 + 0.15 x (100 - 49) + 0.10 x 47 = 50.8
  EXPECT_NEAR(purchasing_managers_index({52, 53, 48, 49, 47}), 50.8, 1e-12);
}

}  // namespace
}  // namespace millwright::theory
