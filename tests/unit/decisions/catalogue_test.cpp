#include <gtest/gtest.h>

#include "support/rules.hpp"

namespace millwright::decisions {
namespace {

TEST(RuleCatalogue, EveryWordMakesARuleFromItsDefaults) {
  ASSERT_EQ(rule_catalogue().size(), 5u);
  for (const auto& entry : rule_catalogue()) {
    const auto judgement = support::make_rule(entry.word)->judge(support::plain_prospect(), 0);
    EXPECT_TRUE(judgement.value > 0 || judgement.verdict != Verdict::by_value) << entry.word;
    EXPECT_FALSE(entry.meaning.empty()) << entry.word;
  }
}

TEST(RuleCatalogue, AWordThatIsNoneIsRefusedWithTheOnesThereAre) {
  scenario::Decision decision;
  decision.rules = {{"pay_back", 1.0}};
  const auto problems = support::problems_of([&] { make_rules(decision); });
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].what.find("'pay_back'"), std::string::npos);
  EXPECT_NE(problems[0].help.find("payback_period"), std::string::npos);
}

TEST(RuleCatalogue, ValuesOutsideTheirRangeAreRefused) {
  EXPECT_THROW(support::make_rule("payback_period", "{limit: 50 years}"), UserError);
  EXPECT_THROW(support::make_rule("real_option", "{sigma: 0 %}"), UserError);
  EXPECT_THROW(support::make_rule("net_present_value", "{required: 10 %/year}"), UserError);
}

}  // namespace
}  // namespace millwright::decisions
