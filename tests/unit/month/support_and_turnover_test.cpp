#include "core/fixed_point.hpp"
#include "unit/month/model_sample.hpp"

namespace millwright {
namespace {

TEST(Chips, DeliveriesNeverExceedTheSupply) {
  ModelSample sample({"chips.tracks.foreign.supply=300 /month", "chips.tracks.domestic.supply=600 /month"});
  bool bound = false;
  for (int month = 0; month < 24; ++month) {
    advance_month(sample.model);
    for (const TrackLedger& track : sample.economy().tracks) {
      EXPECT_GE(track.delivered, 0);
      EXPECT_LE(track.delivered, track.supply) << "month " << month;
      bound = bound || track.demanded > track.supply;
    }
  }
  EXPECT_TRUE(bound) << "supply never bound: the test shows nothing";
}

TEST(Chips, ProjectsOfTheMonthHoldWhatWasDelivered) {
  ModelSample sample({"chips.tracks.foreign.supply=3 k/month", "chips.tracks.domestic.supply=2 k/month"});
  std::int64_t delivered = 0;
  for (int month = 0; month < 12; ++month) {
    sample.advance_to_accounts();
    const Economy& economy = sample.economy();
    const auto& firms = sample.firms();
    std::vector<std::int64_t> buyers(economy.tracks.size(), 0);
    for (std::size_t i = 0; i < firms.count(); ++i) {
      if (firms.project[i] == no_project || firms.project_track[i] == no_track || firms.project_review[i] != month)
        continue;
      buyers[firms.project_track[i]] += 1;
    }
    for (std::size_t k = 0; k < buyers.size(); ++k) {
      EXPECT_EQ(buyers[k] > 0, economy.tracks[k].delivered > 0) << "month " << month << ", track " << k;
      delivered += economy.tracks[k].delivered;
    }
    sample.for_all(settle_accounts);
    sample.for_all(enter_and_exit);
    sample.close();
  }
  EXPECT_GT(delivered, 0);
}

/// What identifies a firm and must outlive every month but that of its exit.
struct Identity {
  std::uint32_t id;
  std::int32_t birth;
  std::uint8_t sector, rule;
  float management, cost, achievable;
  bool operator==(const Identity&) const = default;
};

std::vector<Identity> identities(const Firms& firms) {
  std::vector<Identity> all;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    all.push_back({firms.id[i], firms.birth[i], firms.sector[i], firms.rule[i], firms.management[i], firms.cost[i],
                   firms.achievable[i]});
  }
  return all;
}

TEST(Turnover, ReplacedFirmsAreBornInTheMonthAndOthersKeepTheirTraits) {
  ModelSample sample;
  std::int64_t exits = 0;
  for (int month = 0; month < 24; ++month) {
    const auto before = identities(sample.firms());
    advance_month(sample.model);
    const auto after = identities(sample.firms());
    const Economy& economy = sample.economy();
    std::int64_t replaced = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
      ASSERT_EQ(after[i].id, before[i].id);
      ASSERT_EQ(after[i].sector, before[i].sector) << "firm " << i;
      if (after[i].birth == before[i].birth) {
        ASSERT_EQ(after[i], before[i]) << "firm " << i;
      } else {
        ASSERT_EQ(after[i].birth, economy.environment.month.index) << "firm " << i;
        ASSERT_EQ(sample.firms().project[i], no_project) << "firm " << i;
        replaced += 1;
      }
    }
    EXPECT_EQ(sum(economy.flows.exits), replaced) << "month " << month;
    EXPECT_EQ(sum(economy.flows.entries), replaced) << "month " << month;
    exits += replaced;
  }
  EXPECT_GT(exits, 0);
}

TEST(Turnover, EveryInsolventFirmLeavesInItsMonth) {
  // Little cash and no credit make insolvencies frequent enough to be seen.
  ModelSample sample({"finance.initial_cash=0.01", "finance.leverage=0.02"});
  std::int64_t insolvencies = 0;
  for (int month = 0; month < 24; ++month) {
    sample.advance_to_accounts();
    sample.for_all(settle_accounts);
    std::vector<std::size_t> insolvent;
    for (std::size_t i = 0; i < sample.firms().count(); ++i) {
      if (sample.firms().cash[i] < 0) insolvent.push_back(i);
    }
    sample.for_all(enter_and_exit);
    for (const std::size_t i : insolvent) {
      EXPECT_EQ(sample.firms().birth[i], sample.economy().environment.month.index) << "firm " << i;
      EXPECT_GE(sample.firms().cash[i], 0) << "firm " << i;
    }
    EXPECT_EQ(sum(sample.economy().flows.insolvencies), static_cast<std::int64_t>(insolvent.size()))
        << "month " << month;
    insolvencies += static_cast<std::int64_t>(insolvent.size());
    sample.close();
  }
  EXPECT_GT(insolvencies, 0) << "nobody became insolvent: the test shows nothing";
}

}  // namespace
}  // namespace millwright
