// Rules without a value inside the month, placebo partners, and firms that foresee the J-curve.
#include <gtest/gtest.h>

#include "month/proposal.hpp"
#include "theory/present_value.hpp"
#include "unit/month/model_sample.hpp"

namespace millwright {
namespace {

constexpr std::size_t ai = 0, automation = 1;  // technologies are sorted by name

std::int64_t outcomes(const Flows& flows, std::size_t technology, Outcome outcome) {
  std::int64_t count = 0;
  for (std::size_t z = 0; z < flows.outcomes.second(); ++z)
    count += flows.outcomes.at(technology, z, static_cast<std::size_t>(outcome));
  return count;
}

std::int64_t outcomes(const Flows& flows, Outcome outcome) {
  return outcomes(flows, ai, outcome) + outcomes(flows, automation, outcome);
}

TEST(Imitation, ReviewsEndInAdoptionOrWaitingAndNeverInAVerdictOnValue) {
  ModelSample sample({"decision.rules={bass: 100 %}", "decision.parameters.bass={innovation: 20 %}"});
  advance_month(sample.model);
  const Flows& flows = sample.economy().flows;
  EXPECT_GT(outcomes(flows, Outcome::invested), 0);
  EXPECT_GT(outcomes(flows, Outcome::waiting), outcomes(flows, Outcome::invested));
  EXPECT_EQ(outcomes(flows, Outcome::doubt) + outcomes(flows, Outcome::unprofitable), 0);
}

TEST(Imitation, FundsStillApply) {
  const std::string eager = "decision.parameters.bass={innovation: 100 %}";
  ModelSample poor({"decision.rules={bass: 100 %}", eager, "finance.leverage=0", "finance.initial_cash=0"});
  advance_month(poor.model);
  EXPECT_EQ(outcomes(poor.economy().flows, Outcome::invested), 0);
  EXPECT_GT(outcomes(poor.economy().flows, Outcome::finance), 0);
  EXPECT_EQ(outcomes(poor.economy().flows, Outcome::waiting), 0) << "everybody would adopt";
}

TEST(Imitation, NoPriceIsTooHighAndNoNoiseMatters) {
  const auto invested = [](const std::string& noise, const std::string& price) {
    ModelSample sample({"decision.rules={threshold: 100 %}", "decision.parameters.threshold.mean=5 %", noise,
                        "finance.leverage=20",
                        "technologies.automation.project_price={fixed: 1 CNY, per_worker: " + price + "}"});
    advance_month(sample.model);
    return outcomes(sample.economy().flows, automation, Outcome::waiting);
  };
  const auto waiting = invested("decision.choice_noise=0", "1 CNY");
  EXPECT_GT(waiting, 0);
  EXPECT_EQ(invested("decision.choice_noise=0", "100 k CNY"), waiting);
  EXPECT_EQ(invested("decision.choice_noise=2", "1 CNY"), waiting);
}

TEST(Imitation, AThresholdSeesPartnersAndTheirStrength) {
  ModelSample sample({"decision.rules={threshold: 100 %}"});
  ModelSample deaf({"decision.rules={threshold: 100 %}", "peers.strength=0"});
  advance_month(sample.model);
  advance_month(deaf.model);
  EXPECT_GT(outcomes(sample.economy().flows, Outcome::invested), 0);
  EXPECT_EQ(outcomes(deaf.economy().flows, Outcome::invested), 0) << "no partner counts, so no threshold is passed";
}

TEST(Placebo, KeepsDegreesAndSwitchesOff) {
  ModelSample plain, off({"peers.rewire=false"}), placebo({"peers.rewire=true"});
  EXPECT_EQ(plain.economy().network->partners, off.economy().network->partners);
  EXPECT_EQ(plain.economy().network->offsets, placebo.economy().network->offsets);
  EXPECT_NE(plain.economy().network->partners, placebo.economy().network->partners);
  EXPECT_EQ(fault_of(*placebo.economy().network), "");
}

TEST(ForeseenJCurve, LowersTheValueOfWhatDipsAndNotThatOfRenewing) {
  ModelSample blind({"decision.rules={net_present_value: 100 %}", "decision.parameters.net_present_value={}"});
  ModelSample foreseeing({"decision.rules={net_present_value: 100 %}", "decision.parameters.net_present_value={}",
                          "decision.anticipate_j_curve=true"});
  for (auto* sample : {&blind, &foreseeing}) advance_environment(sample->model);
  const auto& technology = blind.model.technology(ai);
  for (const std::size_t firm : {0U, 17U, 4999U}) {
    const Proposal before = propose(blind.model, firm, ai, 0, 0), after = propose(foreseeing.model, firm, ai, 0, 0);
    EXPECT_LT(after.value, before.value);
    EXPECT_EQ(after.value_if_renewed, before.value) << "a renewal has no dip to foresee";
    const double required = 0.15 + 0.05 * static_cast<double>(blind.firms().rule_trait[firm]);
    const double discount = required + technology.depreciation.value - blind.economy().environment.trend_growth;
    const double factor = theory::foreseen_j_curve_factor(technology.dip, discount, technology.time_constant);
    EXPECT_NEAR(after.value / before.value, factor, 1e-12);
    const Proposal robots = propose(blind.model, firm, automation, 0, no_track);
    EXPECT_EQ(propose(foreseeing.model, firm, automation, 0, no_track).value, robots.value) << "robots do not dip";
  }
}

}  // namespace
}  // namespace millwright
