#include <unistd.h>

#include <fstream>

#include "unit/simulation/runs.hpp"

// Pairs of runs that must agree in every bit, or in a sign. The hash of the state also covers the account of every
// policy and the price of every metal, so it is compared only where both runs have the same ones.
namespace millwright::runs {
namespace {

const results::Result& until_2026() {
  static const results::Result result = china({.settings = {"end=2026-12"}});
  return result;
}

TEST(Relations, AGrantOfNothingIsNoGrant) {
  const auto nothing = china({.settings = {"end=2026-12", "policies.equipment_grant.rate=0 %"}});
  const auto none = china({.settings = {"end=2026-12"}, .scenario_name = "no_grant"});
  EXPECT_EQ(difference(none, nothing, {.without = {"instrument"}}), "");
  const std::size_t grant = place(nothing, "instrument", "equipment_grant");
  for (std::size_t month = 0; month < nothing.months.size(); ++month)
    EXPECT_EQ(at(nothing, series(nothing, "applications"), month)[grant], 0);
  EXPECT_NE(difference(none, until_2026(), {.without = {"instrument"}}), "")
      << "the grant moves nothing: the test shows nothing";
}

TEST(Relations, AnAnnouncementAfterTheEndChangesNothing) {
  const auto late =
      china({.settings = {"end=2026-12", "policies.late={instrument: announcement, announce: 2027-01, strength: 50}"}});
  EXPECT_EQ(difference(until_2026(), late, {.without = {"instrument"}}), "");
  const auto in_time =
      china({.settings = {"end=2026-12", "policies.late={instrument: announcement, announce: 2026-06, strength: 50}"}});
  EXPECT_NE(difference(until_2026(), in_time, {.without = {"instrument"}}), "");
}

TEST(Relations, AShorterRunIsTheBeginningOfALongerOne) {
  const auto shorter = china({.settings = {"end=2025-12"}});
  ASSERT_EQ(shorter.months.size(), 24U);
  EXPECT_EQ(difference(shorter, until_2026()), "");
}

TEST(Relations, AMetalThatNothingIsMadeOfChangesNothing) {
  // A name before and one after that of the metal in use.
  for (const std::string name : {"aluminium", "zinc"}) {
    const auto more = china(
        {.settings = {"end=2026-12", "climate.metals." + name + "={equipment_share: 0 %, share_of_nonferrous: 0 %}"}});
    EXPECT_EQ(difference(until_2026(), more, {.without = {"metal"}}), "") << name;
  }
}

TEST(Relations, ParametersOfARuleThatNobodyFollowsChangeNothing) {
  const auto more =
      china({.settings = {"end=2026-12", "decision.parameters.net_present_value.required_return=30 %/year"}});
  EXPECT_EQ(difference(until_2026(), more), "");
  EXPECT_EQ(until_2026().state_hash, more.state_hash);
  const auto used = china({.settings = {"end=2026-12", "decision.parameters.payback_period.limit=1 years"}});
  EXPECT_NE(difference(until_2026(), used), "");
}

TEST(Relations, BeforeItIsAnnouncedAGrantChangesNothing) {
  const auto none = china({.settings = {"end=2026-12"}, .scenario_name = "no_grant"});
  constexpr std::size_t months_before = 2;  // announced in March 2024: from then on some firms wait for July
  EXPECT_EQ(difference(none, until_2026(), {.without = {"instrument"}, .months = months_before}), "");
}

TEST(Relations, BeforeItTakesEffectAGrantThatNobodyWaitsForChangesNothing) {
  const auto none = china({.settings = {"end=2026-12"}, .scenario_name = "no_grant"});
  const auto impatient = china({.settings = {"end=2026-12", "policies.equipment_grant.wait=false"}});
  constexpr std::size_t months_before = 6;  // January to June 2024
  EXPECT_EQ(difference(none, impatient, {.without = {"instrument"}, .months = months_before}), "");
}

TEST(Relations, OutputsThatAreNotAskedForChangeNothing) {
  const auto silent = china({.settings = {"end=2026-12", "outputs.events=false"}});
  EXPECT_EQ(difference(until_2026(), silent), "");
  EXPECT_EQ(until_2026().state_hash, silent.state_hash);
  EXPECT_TRUE(silent.tables.empty());
}

/// A folder with the shipped tables, removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "millwright-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
    const auto shipped = std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "scenarios";
    std::filesystem::copy(shipped / "common.yaml", path_ / "common.yaml");
    std::filesystem::copy(shipped / "minimal", path_ / "minimal");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

constexpr const char* one_order = R"(millwright: 1
title: Order
extends: common.yaml
currency: CNY
prices: 2024-01
start: 2024-01
end: 2025-12
population: {firms: 600, represents: 960}
sectors: {table: minimal/sectors.csv}
network: {input_output: minimal/input_output.csv}
technologies:
  automation: {project_price: {fixed: 2.9 m CNY, per_worker: 336 k CNY}, initial: {share: 12 %}}
  ai: {project_price: {fixed: 2.24 m CNY, per_worker: 210 k CNY}, initial: {share: 10 %}}
climate: {metals: {copper: {}, zinc: {equipment_share: 2 %}}}
decision: {rules: {real_option: 40 %, payback_period: 60 %}}
chips:
  tracks:
    near: {performance: 1, price: 200 k CNY, supply: 400 /month}
    far: {performance: {2024-01: 0.5, 2025-01: 2}, price: 100 k CNY, supply: 200 /month}
policies:
  grant:
    instrument: investment_grant
    announce: 2024-03
    effective: {from: 2024-07, to: 2025-12}
    target: {technology: [automation]}
    rate: 15 %
    budget: {amount: {2024: 20 m CNY, 2025: 40 m CNY}}
  push: {instrument: announcement, announce: 2024-05}
)";

constexpr const char* other_order = R"(policies:
  push: {announce: 2024-05, instrument: announcement}
  grant:
    budget: {amount: {2025: 40 m CNY, 2024: 20 m CNY}}
    rate: 15 %
    target: {technology: [automation]}
    effective: {to: 2025-12, from: 2024-07}
    announce: 2024-03
    instrument: investment_grant
chips:
  tracks:
    far: {supply: 200 /month, price: 100 k CNY, performance: {2025-01: 2, 2024-01: 0.5}}
    near: {supply: 400 /month, price: 200 k CNY, performance: 1}
decision: {rules: {payback_period: 60 %, real_option: 40 %}}
climate: {metals: {zinc: {equipment_share: 2 %}, copper: {}}}
technologies:
  ai: {initial: {share: 10 %}, project_price: {per_worker: 210 k CNY, fixed: 2.24 m CNY}}
  automation: {initial: {share: 12 %}, project_price: {per_worker: 336 k CNY, fixed: 2.9 m CNY}}
network: {input_output: minimal/input_output.csv}
sectors: {table: minimal/sectors.csv}
population: {represents: 960, firms: 600}
end: 2025-12
start: 2024-01
prices: 2024-01
currency: CNY
extends: common.yaml
title: Order
millwright: 1
)";

TEST(Relations, TheOrderOfKeysChangesNothing) {
  const Folder folder;
  const auto one = run_file(folder.write("one.yaml", one_order), {});
  const auto other = run_file(folder.write("other.yaml", other_order), {});
  EXPECT_EQ(difference(one, other), "");
  EXPECT_EQ(one.state_hash, other.state_hash);
  EXPECT_EQ(one.scenario_yaml, other.scenario_yaml);
  ASSERT_EQ(one.dimensions.size(), other.dimensions.size());
  for (std::size_t d = 0; d < one.dimensions.size(); ++d)
    EXPECT_EQ(one.dimensions[d].labels, other.dimensions[d].labels);
}

double automation_adopters_at_end(const results::Result& result) {
  return at(result, series(result, "adopters"), result.months.size() - 1)[place(result, "technology", "automation")];
}

TEST(Relations, AGenerousGrantBringsMoreAutomation) {
  double with = 0, without = 0;
  for (const std::string seed : {"seed=1", "seed=2", "seed=3", "seed=4", "seed=5"}) {
    with += automation_adopters_at_end(china({.settings = {"end=2026-12", seed, "policies.equipment_grant.rate=30 %",
                                                           "policies.equipment_grant.eligible_share=100 %",
                                                           "policies.equipment_grant.budget.amount=1 tn CNY"}}));
    without += automation_adopters_at_end(china({.settings = {"end=2026-12", seed}, .scenario_name = "no_grant"}));
  }
  EXPECT_GT(with, without);
}

TEST(Relations, WithoutChipsNoFirmOrdersAi) {
  // Entrants bring their equipment from outside the market for chips; here they bring none.
  const auto closed = china({.settings = {"end=2025-12", "chips.tracks.foreign.supply=0 /month",
                                          "chips.tracks.domestic.supply=0 /month", "turnover.entrant_adoption=0 %"}});
  const std::size_t ai = place(closed, "technology", "ai"), barrier = place(closed, "barrier", "chips");
  const std::size_t barriers = 8, sizes = 3;
  double for_want_of_chips = 0, automation = 0;
  for (std::size_t month = 0; month < closed.months.size(); ++month) {
    EXPECT_EQ(at(closed, series(closed, "projects_started"), month)[ai], 0) << "month " << month;
    EXPECT_EQ(total(at(closed, series(closed, "chips_delivered"), month)), 0) << "month " << month;
    automation += at(closed, series(closed, "projects_started"), month)[1 - ai];
    const auto reasons = at(closed, series(closed, "nonadopters_by_reason"), month);
    for (std::size_t z = 0; z < sizes; ++z) for_want_of_chips += reasons[(ai * sizes + z) * barriers + barrier];
  }
  EXPECT_GT(for_want_of_chips, 0) << "the reason never appears in the ledger";
  EXPECT_GT(automation, 0) << "automation needs no chips";
}

}  // namespace
}  // namespace millwright::runs
