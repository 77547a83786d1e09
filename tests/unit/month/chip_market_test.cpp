#include <gtest/gtest.h>

#include "core/fixed_point.hpp"
#include "month/proposal.hpp"
#include "month/rationing.hpp"
#include "unit/month/model_sample.hpp"

// Chips that are scarce: who gets them, who waits, on which track the shortage is felt.
namespace millwright {
namespace {

constexpr std::size_t ai = 0;  // technologies and tracks stand in the order of their names
constexpr std::size_t domestic = 0, foreign = 1;

/// The month's verbs up to the allocation of chips and grants.
void advance_to_allocation(ModelSample& sample) {
  sample.economy().flows.clear();
  advance_environment(sample.model);
  form_expectations(sample.model);
  sample.for_all(review_investment);
  allocate_support(sample.model);
}

void finish_month(ModelSample& sample) {
  sample.for_all(install_and_scrap);
  sample.for_all(produce_and_sell);
  sample.for_all(settle_accounts);
  sample.for_all(enter_and_exit);
  sample.close();
}

std::vector<std::string> scarce(const std::string& patience) {
  return {"chips.tracks.foreign.supply=0 /month", "chips.tracks.domestic.capacity=4 k/month", "chips.rush=0",
          "chips.patience=" + patience};
}

TEST(ChipQueue, HoldsEachProjectOnceAndNoLongerThanItsPatience) {
  constexpr int patience = 3;
  ModelSample sample(scarce("3 months"));
  int dropped = 0, served = 0;
  for (int month = 0; month < 18; ++month) {
    const auto& firms = sample.firms();
    const std::vector<std::uint8_t> before(firms.queued_months.values().begin(), firms.queued_months.values().end());
    advance_to_allocation(sample);
    std::int64_t waiting = 0, backlog = 0;
    for (std::size_t i = 0; i < firms.count(); ++i) {
      const int months = firms.queued_months[i];
      ASSERT_EQ(months > 0, firms.queued_technology[i] != no_project) << "firm " << i;
      ASSERT_LE(months, patience) << "firm " << i;
      ASSERT_TRUE(months == 0 || months == before[i] + 1) << "firm " << i << " applies every month";
      if (before[i] == patience && firms.project[i] == no_project && months == 0) dropped += 1;
      if (before[i] > 0 && firms.project[i] == ai) served += 1;
      if (months == 0) continue;
      ASSERT_EQ(firms.project[i], no_project) << "firm " << i << " waits and builds";
      ASSERT_EQ(firms.technology[ai].reason[i], Reason::chips) << "firm " << i;
      const Proposal project = propose(sample.model, i, ai, firms.technology[ai].level[i], domestic);
      waiting += to_fixed<sum_scale>(project.chips);
    }
    for (const TrackLedger& track : sample.economy().tracks) backlog += track.backlog;
    EXPECT_EQ(backlog, waiting) << "month " << month;
    finish_month(sample);
  }
  EXPECT_GT(dropped, 0) << "nobody lost patience: the test shows nothing";
  EXPECT_GT(served, 0) << "nobody was served after waiting: the test shows nothing";
}

TEST(ChipQueue, WithoutPatienceNobodyWaits) {
  ModelSample sample(scarce("0 months"));
  std::int64_t unmet = 0;
  for (int month = 0; month < 12; ++month) {
    advance_month(sample.model);
    for (const TrackLedger& track : sample.economy().tracks) {
      EXPECT_EQ(track.backlog, 0);
      unmet += track.unmet;
    }
    for (const std::uint8_t technology : sample.firms().queued_technology.values()) ASSERT_EQ(technology, no_project);
  }
  EXPECT_GT(unmet, 0) << "chips were never short: the test shows nothing";
}

TEST(ChipQueue, AProjectThatWaitsIsCountedAsRefusedOnce) {
  ModelSample sample(scarce("6 months"));
  std::int64_t refusals = 0, arrivals = 0;
  for (int month = 0; month < 12; ++month) {
    advance_to_allocation(sample);
    for (std::size_t z = 0; z < sample.economy().sizes(); ++z) {
      refusals += sample.economy().flows.outcomes.at(ai, z, static_cast<std::size_t>(Outcome::chips));
    }
    for (const std::uint8_t months : sample.firms().queued_months.values()) arrivals += months == 1 ? 1 : 0;
    finish_month(sample);
  }
  EXPECT_EQ(refusals, arrivals);
  EXPECT_GT(refusals, 0);
}

/// An application of the firm for AI on the domestic track that is worth it whatever happens.
Application application_of(ModelSample& sample, std::uint32_t firm) {
  const Proposal project = propose(sample.model, firm, ai, sample.firms().technology[ai].level[firm], domestic);
  return {.firm = firm,
          .technology = ai,
          .track = domestic,
          .tranche = project.tranche,
          .value = 1e9,
          .price = project.price,
          .chips = 1,
          .available = 1e9,
          .awards = {},
          .waited = static_cast<std::uint8_t>(months_waited(sample.model, firm, ai))};
}

TEST(ChipQueue, WhoHasWaitedLongerIsServedFirst) {
  ModelSample sample({"chips.tracks.foreign.supply=0 /month"});
  advance_environment(sample.model);
  for (std::uint32_t firm = 0; firm < 40; firm += 2) {  // so many pairs that luck does not order them all
    auto& firms = sample.firms();
    leave_queue(sample.model, firm);
    firms.queued_technology[firm + 1] = ai;
    firms.queued_months[firm + 1] = 3;
    sample.economy().tracks[domestic] = {.supply = to_fixed<sum_scale>(1.5)};
    sample.model.blocks[0].applications = {application_of(sample, firm), application_of(sample, firm + 1)};
    allocate_support(sample.model);
    EXPECT_EQ(sample.economy().tracks[domestic].delivered, to_fixed<sum_scale>(1.0));
    EXPECT_EQ(sample.economy().tracks[domestic].demanded, to_fixed<sum_scale>(1.0)) << "who waits asks but once";
    EXPECT_EQ(months_waited(sample.model, firm, ai), 1);
    EXPECT_EQ(months_waited(sample.model, firm + 1, ai), 0) << "served, and still in the queue";
  }
}

TEST(ChipShortage, WhoFindsNoneOnItsTrackBuysOnAnotherThatHasSome) {
  ModelSample sample;
  advance_environment(sample.model);
  ASSERT_TRUE(sample.economy().environment.tracks[foreign].sells());
  constexpr std::uint32_t firm = 0;
  leave_queue(sample.model, firm);
  Application application = application_of(sample, firm);
  application.track = foreign;
  for (const double supply : {0.5, 1.5}) {  // too few at home as well, then enough
    sample.economy().tracks[foreign] = {.supply = to_fixed<sum_scale>(0.5)};
    sample.economy().tracks[domestic] = {.supply = to_fixed<sum_scale>(supply)};
    sample.model.blocks[0].applications = {application};
    allocate_support(sample.model);
    const bool enough = supply > application.chips;
    EXPECT_EQ(sample.economy().tracks[domestic].delivered, to_fixed<sum_scale>(enough ? application.chips : 0));
    EXPECT_EQ(sample.economy().tracks[foreign].delivered, 0);
    EXPECT_EQ(sample.economy().tracks[foreign].unmet, to_fixed<sum_scale>(enough ? 0 : application.chips));
    EXPECT_EQ(sample.firms().project[firm] == ai, enough);
  }
  EXPECT_EQ(sample.firms().project_track[firm], domestic);
}

TEST(ChipShortage, IsFeltOnTheTrackThatWouldSell) {
  // Foreign chips are better, so most projects want them; while they are closed the domestic track is what is short.
  ModelSample sample({"chips.tracks.foreign.closed.customs.from=2024-01", "chips.tracks.foreign.performance=2",
                      "chips.tracks.domestic.capacity=1 k/month"});
  std::int64_t at_home = 0, abroad = 0, wanted_abroad = 0;
  for (int month = 0; month < 12; ++month) {
    advance_month(sample.model);
    at_home += sample.economy().tracks[domestic].unmet;
    abroad += sample.economy().tracks[foreign].unmet;
    wanted_abroad += sample.economy().tracks[foreign].demanded;
    EXPECT_EQ(sample.economy().tracks[foreign].delivered, 0);
  }
  EXPECT_GT(wanted_abroad, 0);
  EXPECT_GT(at_home, abroad);
}

std::int64_t delivered_abroad(const std::string& chance) {
  ModelSample sample({"chips.tracks.foreign.licence_probability=" + chance, "chips.tracks.foreign.performance=2",
                      "chips.tracks.foreign.supply=10 m/month"});
  std::int64_t delivered = 0;
  for (int month = 0; month < 6; ++month) {
    advance_month(sample.model);
    delivered += sample.economy().tracks[foreign].delivered;
  }
  return delivered;
}

TEST(ChipLicences, DecideWhichShareOfProjectsMayBuy) {
  const std::int64_t all = delivered_abroad("100 %"), some = delivered_abroad("40 %");
  EXPECT_EQ(delivered_abroad("0 %"), 0);
  EXPECT_GT(some, all / 5);
  EXPECT_LT(some, all * 3 / 5);
}

}  // namespace
}  // namespace millwright
