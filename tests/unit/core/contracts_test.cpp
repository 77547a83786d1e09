#include "core/contracts.hpp"

namespace millwright {
namespace {

TEST(Contracts, HoldQuietlyWhenTheConditionIsTrue) {
  int evaluations = 0;
  EXPECT(++evaluations > 0);
  EXPECT(std::vector<int>{1, 2}.size() == 2);  // a comma inside does not split the condition
#ifdef MILLWRIGHT_CONTRACTS
  EXPECT_EQ(evaluations, 1);
#else
  EXPECT_EQ(evaluations, 0) << "a build without contracts must not spend time on them";
#endif
}

#ifdef MILLWRIGHT_CONTRACTS
TEST(ContractsDeathTest, ABrokenOneNamesItsConditionAndPlace) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const int workers = -1;
  EXPECT_DEATH(EXPECT(workers >= 0), "contracts_test.cpp:[0-9]+: contract broken: workers >= 0");
}
#endif

}  // namespace
}  // namespace millwright
