#include <gtest/gtest.h>

#include "support/observations.hpp"

namespace millwright::statistics {
namespace {

using namespace support;

constexpr double scale = Eve::firms_per_simulated;

double of_reason(const Observations& all, std::size_t technology, std::size_t size, Reason reason) {
  return values(all,
                "nonadopters_by_reason")[(technology * 3 + size) * reason_count + static_cast<std::size_t>(reason)];
}

/// Spreads the firms without the technology over all reasons, so that no row of the ledger is empty by accident.
void scatter_reasons(Eve& eve) {
  for (auto& columns : eve.economy.firms.technology) {
    for (std::size_t i = 0; i < eve.economy.firms.count(); ++i)
      columns.reason[i] = static_cast<Reason>(i % reason_count);
  }
}

TEST(ReasonsObserver, AdoptersAndNonAdoptersAddUpToTheFirmsOfEachSize) {
  Eve eve;
  scatter_reasons(eve);
  const auto all = eve.observe();
  for (const std::size_t j : {ai, automation}) {
    for (const std::size_t z : {small_firm, medium_firm, large_firm}) {
      double sum = values(all, "adopters_by_size")[j * 3 + z];
      for (std::size_t k = 0; k < reason_count; ++k) sum += of_reason(all, j, z, static_cast<Reason>(k));
      EXPECT_NEAR(sum, values(all, "firms_by_size")[z], 1e-9) << j << " " << z;
    }
  }
}

TEST(ReasonsObserver, EachReasonIsThatOfAPlainCount) {
  Eve eve;
  scatter_reasons(eve);
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < firms.count(); ++i) firms.project[i] = no_project;
  const auto all = eve.observe();
  for (std::size_t k = 0; k < reason_count; ++k) {
    for (const std::size_t z : {small_firm, medium_firm, large_firm}) {
      const double count = eve.national([&](std::size_t i) {
        return firms.technology[ai].level[i] == 0 && firms.size[i] == z && i % reason_count == k;
      });
      EXPECT_NEAR(of_reason(all, ai, z, static_cast<Reason>(k)), count, 1e-9) << k << " " << z;
    }
  }
}

TEST(ReasonsObserver, AProjectUnderWayCountsAsInstallingWhateverTheLastReviewSaid) {
  Eve eve;
  auto& firms = eve.economy.firms;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    firms.technology[automation].level[i] = 0;
    firms.technology[automation].reason[i] = Reason::unprofitable;
    firms.project[i] = i < 10 ? static_cast<std::uint8_t>(automation) : no_project;
  }
  const auto all = eve.observe();
  double installing = 0, unprofitable = 0;
  for (const std::size_t z : {small_firm, medium_firm, large_firm}) {
    installing += of_reason(all, automation, z, Reason::installing);
    unprofitable += of_reason(all, automation, z, Reason::unprofitable);
  }
  EXPECT_NEAR(installing, 10 * scale, 1e-9);
  EXPECT_NEAR(unprofitable, 190 * scale, 1e-9);
}

TEST(ReasonsObserver, AnAdopterHasNoReason) {
  Eve eve;
  for (std::size_t i = 0; i < eve.economy.firms.count(); ++i) eve.economy.firms.technology[ai].level[i] = 1;
  const auto all = eve.observe();
  for (std::size_t k = 0; k < reason_count; ++k) {
    EXPECT_EQ(of_reason(all, ai, small_firm, static_cast<Reason>(k)), 0) << k;
  }
}

TEST(ReasonsObserver, OutcomesOfTheMonthAreNationalAndInTheirCell) {
  Eve eve;
  eve.economy.flows.outcomes.at(automation, large_firm, static_cast<std::size_t>(Outcome::doubt)) = 7;
  const auto all = eve.observe();
  const std::size_t place = (automation * 3 + large_firm) * outcome_count + static_cast<std::size_t>(Outcome::doubt);
  const auto& outcomes = values(all, "reviews_by_outcome");
  for (std::size_t k = 0; k < outcomes.size(); ++k) EXPECT_DOUBLE_EQ(outcomes[k], k == place ? 7 * scale : 0.0) << k;
}

TEST(ReasonsObserver, LabelsStandInTheOrderOfTheCodes) {
  const Eve eve;
  for (const auto& dimension : dimensions_of(eve.economy)) {
    if (dimension.name == "barrier") {
      ASSERT_EQ(dimension.labels.size(), reason_count);
      EXPECT_EQ(dimension.labels[static_cast<std::size_t>(Reason::installing)], "installing");
      EXPECT_EQ(dimension.labels[static_cast<std::size_t>(Reason::unprofitable)], "unprofitable");
      EXPECT_EQ(dimension.labels[static_cast<std::size_t>(Reason::chips)], "chips");
    } else if (dimension.name == "outcome") {
      ASSERT_EQ(dimension.labels.size(), outcome_count);
      EXPECT_EQ(dimension.labels[static_cast<std::size_t>(Outcome::invested)], "invested");
      EXPECT_EQ(dimension.labels[static_cast<std::size_t>(Outcome::postponed)], "postponed");
    }
  }
}

TEST(ReasonsObserver, DeclaresWhatItReports) {
  const Eve eve;
  const auto all = eve.observe();
  expect_variable(eve, all, "nonadopters_by_reason", {"technology", "size", "barrier"}, "1", "time: point");
  expect_variable(eve, all, "reviews_by_outcome", {"technology", "size", "outcome"}, "1", "time: sum");
}

}  // namespace
}  // namespace millwright::statistics
