#include "theory/learning_curve.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace millwright::theory {
namespace {

TEST(LearningCurve, EachDoublingCutsThePriceByTheLearningRate) {
  for (const double rate : {0.0, 0.06, 0.2, 0.5}) {
    const double exponent = learning_exponent(rate);
    EXPECT_NEAR(experience_index(200, 100, exponent), 1 - rate, 1e-14);
    EXPECT_NEAR(experience_index(800, 100, exponent), std::pow(1 - rate, 3), 1e-14);
  }
}

TEST(LearningCurve, TextbookExponents) {
  EXPECT_NEAR(learning_exponent(0.2), 0.3219, 5e-5);  // the "80 % curve" of Wright's aircraft
  EXPECT_NEAR(learning_exponent(0.5), 1, 1e-14);
  EXPECT_EQ(learning_exponent(0), 0);
}

TEST(LearningCurve, SlopeInLogarithmsIsTheExponent) {
  const double exponent = learning_exponent(0.06);
  for (const double quantity : {1.3e5, 2e6, 4e7}) {
    EXPECT_NEAR(std::log(experience_index(quantity, 1.3e5, exponent)), -exponent * std::log(quantity / 1.3e5), 1e-13);
  }
}

TEST(LearningCurve, StartsAtOneAndANegativeExponentGrows) {
  EXPECT_EQ(experience_index(5, 5, 0.4), 1);
  EXPECT_NEAR(experience_index(16, 1, -0.1), std::pow(16, 0.1), 1e-14);  // performance of a chip track
}

}  // namespace
}  // namespace millwright::theory
