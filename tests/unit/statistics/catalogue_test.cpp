#include <gtest/gtest.h>

#include <set>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

TEST(ObserverCatalogue, EveryVariableIsNamedOnceAndFillsItsDimensions) {
  const Eve eve("policies: {speech: {instrument: announcement, announce: 2024-06}}\n");
  const auto all = eve.observe();
  std::set<std::string> names;
  for (const auto& one : all) {
    EXPECT_TRUE(names.insert(one.variable.name).second) << one.variable.name;
    const std::string& method = one.variable.cell_methods;
    EXPECT_TRUE(method == "time: point" || method == "time: sum" || method == "time: mean") << one.variable.name;
    // A reader of the file takes these units for durations and turns the numbers into dates.
    EXPECT_TRUE(one.variable.unit != "days" && one.variable.unit != "hours") << one.variable.name;
    expect_variable(eve, all, one.variable.name, one.variable.dimensions, one.variable.unit, method);
  }
}

TEST(ObserverCatalogue, LookingChangesNothing) {
  const Eve eve;
  const auto first = eve.observe(), second = eve.observe();
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t v = 0; v < first.size(); ++v) {
    for (std::size_t k = 0; k < first[v].values.size(); ++k) {
      const double one = first[v].values[k], other = second[v].values[k];
      EXPECT_TRUE(one == other || (std::isnan(one) && std::isnan(other))) << first[v].variable.name;
    }
  }
}

TEST(ObserverCatalogue, MoneyNamesTheCurrencyOfTheScenario) {
  Eve eve;
  eve.scenario.currency = "EUR";
  EXPECT_EQ(observed(eve.observe(), "output").variable.unit, "m EUR");
}

}  // namespace
}  // namespace millwright::statistics
