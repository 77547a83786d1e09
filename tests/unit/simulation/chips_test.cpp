#include "unit/simulation/runs.hpp"

// What closing a chip track does to a whole economy, seed by seed against the same luck without the closure.
namespace millwright::runs {
namespace {

constexpr const char* closing = "chips.tracks.foreign.closed.customs.from=";

results::Result until_2026(std::vector<std::string> settings) {
  settings.insert(settings.begin(), "end=2026-12");
  return china({.settings = std::move(settings)});
}

TEST(ChipClosures, AfterTheEndOrOfNothingAreNone) {
  const auto none = until_2026({"chips.tracks.foreign.closed.customs=null"});
  const auto late = until_2026({std::string(closing) + "2027-01"});
  EXPECT_EQ(difference(none, late), "");
  EXPECT_EQ(none.state_hash, late.state_hash);
  EXPECT_NE(difference(none, until_2026({std::string(closing) + "2026-01"})), "") << "closures do nothing";
  const std::string no_supply = "chips.tracks.foreign.supply=0 /month";
  EXPECT_EQ(difference(until_2026({no_supply, "chips.tracks.foreign.closed.customs=null"}),
                       until_2026({no_supply, std::string(closing) + "2025-01"})),
            "");
}

TEST(ChipClosures, MoveNothingBeforeFirmsKnowOfThem) {
  const std::string from = std::string(closing) + "2026-01",
                    announced = "chips.tracks.foreign.closed.customs.announce=";
  constexpr std::size_t months_before = 24, months_unknown = 18;  // until 2025-12, until 2025-06
  const auto none = until_2026({"chips.tracks.foreign.closed.customs=null"});
  const auto sudden = until_2026({from}), known = until_2026({from, announced + "2025-07"});
  EXPECT_EQ(difference(none, sudden, {.months = months_before}), "");
  EXPECT_EQ(difference(none, known, {.months = months_unknown}), "");
  EXPECT_NE(difference(none, known, {.months = months_before}), "") << "no order is brought forward";
  EXPECT_EQ(difference(sudden, until_2026({from, announced + "2025-07", "chips.rush=0"})), "")
      << "without a rush an announcement says nothing";
  const std::size_t ai = place(none, "technology", "ai");
  double early = 0, usual = 0;
  for (std::size_t month = months_unknown; month < months_before; ++month) {
    early += at(known, series(known, "projects_started"), month)[ai];
    usual += at(sudden, series(sudden, "projects_started"), month)[ai];
  }
  EXPECT_GT(early, usual);
}

/// Closed against open, relative, mean over seeds, in two months.
struct Effect {
  double soon = 0, late = 0;
};

double value(const results::Result& result, const std::string& variable, const std::string& axis,
             const std::string& label, std::size_t month) {
  return at(result, series(result, variable), month)[place(result, axis, label)];
}

TEST(ChipClosures, LowerAiFirstAndStrengthenDomesticChipsLater) {
  constexpr int seeds = 5;
  constexpr std::size_t soon = 40, late = 83;  // 2027-05, 2030-12
  Effect adoption, capacity, performance;
  for (int k = 1; k <= seeds; ++k) {
    const std::string seed = "seed=" + std::to_string(k);
    const auto closed = china({.settings = {seed}});
    const auto open = china({.settings = {seed}, .scenario_name = "chips_open"});
    const auto gap = [&](const char* variable, const char* axis, const char* label, Effect& effect) {
      const auto change = [&](std::size_t month) {
        return value(closed, variable, axis, label, month) / value(open, variable, axis, label, month) - 1;
      };
      effect.soon += change(soon) / seeds;
      effect.late += change(late) / seeds;
    };
    gap("adopters", "technology", "ai", adoption);
    gap("chip_capacity", "track", "domestic", capacity);
    gap("chip_performance", "track", "domestic", performance);
  }
  EXPECT_LT(adoption.soon, -0.01);
  EXPECT_GT(adoption.late, adoption.soon) << "the loss narrows as domestic chips improve";
  EXPECT_GT(capacity.soon, 0);
  EXPECT_GT(capacity.late, capacity.soon);
  EXPECT_GT(performance.soon, 0);
  EXPECT_GT(performance.late, performance.soon);
}

TEST(ChipTracksOfARun, AreNothingWhileNobodyBuysThere) {
  // Names before, between and after those in use.
  const auto without = until_2026({});
  for (const std::string name : {"abacus", "exotic", "zero"}) {
    const auto more =
        until_2026({"chips.tracks." + name +
                    "={performance: 0.001, price: 100 bn CNY, capacity: 5 k/month, learning_rate: 10 %}"});
    EXPECT_EQ(difference(without, more, {.without = {"track"}}), "") << name;
  }
}

TEST(ChipTracksOfARun, SellWhatWasLeftOfTheLimitsOfTheMonth) {
  const auto result = until_2026({"chips.tracks.foreign.licence_probability=50 %"});
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    const auto sold = at(result, series(result, "chips_delivered"), month);
    const auto supply = at(result, series(result, "chip_supply"), month);
    const auto capacity = at(result, series(result, "chip_capacity"), month);
    const std::size_t domestic = place(result, "track", "domestic");
    EXPECT_LE(sold[domestic], supply[domestic]);
    EXPECT_NEAR(supply[domestic], 0.05 * capacity[domestic], 1) << "5 % reach factories";
  }
}

}  // namespace
}  // namespace millwright::runs
