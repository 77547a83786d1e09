#include <gtest/gtest.h>

#include <cmath>

#include "core/fixed_point.hpp"
#include "unit/month/model_sample.hpp"

// What is carried from month to month must equal what a fresh count of the same columns gives.
namespace millwright {
namespace {

constexpr int months = 30;

void expect_partners_recounted(const Economy& economy) {
  for (const auto& columns : economy.firms.technology) {
    for (std::size_t i = 0; i < economy.firms.count(); ++i) {
      std::uint32_t live = 0;
      for (const std::uint32_t partner : economy.network->partners_of(i)) live += columns.level[partner] > 0 ? 1U : 0U;
      ASSERT_EQ(columns.live_partners[i], live) << "firm " << i;
    }
  }
}

TEST(Recount, LivePartnersAreThePartnersWithALiveTranche) {
  // Short lives and many exits make partners' counts fall as well as rise.
  ModelSample sample({"turnover.exit_rate=30 %/year", "technologies.ai.service_life=24 months"});
  std::int64_t exits = 0;
  for (int month = 0; month < months; ++month) {
    advance_month(sample.model);
    exits += sum(sample.economy().flows.exits);
    expect_partners_recounted(sample.economy());
    if (HasFatalFailure()) FAIL() << "in month " << month;
  }
  EXPECT_GT(exits, 0);
}

/// Levels, ages and sums of one firm and technology against its tranches.
void expect_tranches_recounted(const Economy& economy, std::size_t j, std::size_t i) {
  const auto& technology = economy.scenario.technologies[j].value;
  const auto& columns = economy.firms.technology[j];
  const std::size_t level = columns.level[i];
  ASSERT_LE(level, static_cast<std::size_t>(technology.levels));
  double effects = 0, robots = 0;
  for (std::size_t slot = 0; slot < level; ++slot) {
    const int age = economy.environment.elapsed - columns.go_live.of(i)[slot];
    ASSERT_GE(age, 0) << "live before its go-live, firm " << i;
    ASSERT_LT(age, technology.service_life) << "beyond its service life, firm " << i;
    ASSERT_GE(columns.effect.of(i)[slot], 0.0F);
    ASSERT_GE(columns.robots.of(i)[slot], 0.0F);
    effects += static_cast<double>(columns.effect.of(i)[slot]);
    robots += static_cast<double>(columns.robots.of(i)[slot]);
  }
  ASSERT_EQ(columns.robots_in_use[i], robots) << "firm " << i;
  const bool saves = technology.effect == scenario::Effect::saves_labour;
  ASSERT_NEAR(columns.saved[i], saves ? effects : 0, 1e-12) << "firm " << i;
  ASSERT_NEAR(columns.promised_gain[i], saves ? 0 : effects, 1e-12) << "firm " << i;
  if (level == 0) {
    ASSERT_EQ(columns.saved[i], 0);
    ASSERT_EQ(columns.promised_gain[i], 0);
    ASSERT_EQ(columns.realised_gain[i], 0);
  }
}

void expect_adopters_recounted(const Economy& economy, std::size_t j) {
  std::vector<std::int64_t> adopters(economy.sectors.size(), 0);
  for (std::size_t i = 0; i < economy.firms.count(); ++i) {
    adopters[economy.firms.sector[i]] += economy.firms.technology[j].level[i] > 0 ? 1 : 0;
  }
  for (std::size_t s = 0; s < adopters.size(); ++s)
    EXPECT_EQ(economy.closing.adopters.at(j, s), adopters[s]) << "sector " << s;
}

TEST(Recount, LevelsAndSumsFollowFromTheTranches) {
  ModelSample sample({"technologies.ai.service_life=24 months"});
  for (int month = 0; month < months; ++month) {
    advance_month(sample.model);
    const Economy& economy = sample.economy();
    for (std::size_t j = 0; j < economy.technologies(); ++j) {
      for (std::size_t i = 0; i < economy.firms.count(); ++i) {
        expect_tranches_recounted(economy, j, i);
        if (HasFatalFailure()) FAIL() << "in month " << month;
      }
      expect_adopters_recounted(economy, j);
    }
  }
}

TEST(Recount, EventsAreTheGoLivesOfTheMonth) {
  ModelSample sample;
  std::size_t all = 0;
  for (int month = 0; month < months; ++month) {
    advance_month(sample.model);
    const Economy& economy = sample.economy();
    std::vector<std::int64_t> first(economy.technologies(), 0);
    for (const GoLive& event : economy.events) {
      EXPECT_EQ(event.month, month);
      EXPECT_LE(event.review, event.month);
      EXPECT_GE(event.level, 1);
      EXPECT_GE(event.price, event.grant);
      first[event.technology] += event.level == 1 ? 1 : 0;
    }
    all += economy.events.size();
    for (std::size_t j = 0; j < first.size(); ++j) {
      std::int64_t booked = 0;
      for (std::size_t cell = 0; cell < economy.cells().count(); ++cell)
        booked += economy.flows.new_adopters.at(j, cell);
      EXPECT_EQ(booked, first[j]) << "month " << month;
    }
  }
  EXPECT_GT(all, 0U);
}

TEST(Recount, FirmsStayWithinTheirBounds) {
  ModelSample sample;
  for (int month = 0; month < months; ++month) {
    advance_month(sample.model);
    const Economy& economy = sample.economy();
    const auto& firms = sample.firms();
    for (std::size_t i = 0; i < firms.count(); ++i) {
      ASSERT_GT(firms.sales[i], 0) << "firm " << i;
      ASSERT_GT(firms.employment[i], 0) << "firm " << i;
      ASSERT_GT(firms.value_added[i], 0) << "firm " << i;
      ASSERT_TRUE(std::isfinite(firms.cash[i]) && std::isfinite(firms.debt[i]) && std::isfinite(firms.surplus[i]))
          << "firm " << i;
      ASSERT_GE(firms.debt[i], 0) << "firm " << i;
      ASSERT_EQ(firms.size[i], class_above(lower_bounds(economy.scenario.size_classes), firms.employment[i]))
          << "firm " << i;
      if (firms.project[i] != no_project) {
        ASSERT_LT(firms.project[i], economy.technologies());
        ASSERT_GT(firms.project_months[i], 0);
        ASSERT_LE(firms.project_months[i], economy.scenario.technologies[firms.project[i]].value.lead_time);
      }
    }
  }
}

}  // namespace
}  // namespace millwright
