#include <gtest/gtest.h>

#include <cmath>

#include "unit/report/studies.hpp"

// What a page shows of a comparison, against numbers set by hand.
namespace millwright::report::studies {
namespace {

using charts::IntervalChart;
using experiments::AdoptionClass;
using experiments::Comparison;

void set(experiments::ClassCounts& counts, AdoptionClass one, std::int64_t firms) {
  counts.firms.at(static_cast<std::size_t>(one)) = firms;
}

/// Two replicates: 10 and 20 firms that adopt only with the grant, 30 and 40 that would have anyway; 5 of the country
/// each.
Comparison grant() {
  Comparison one;
  one.base = "none", one.policy = "grant";
  one.policy_from.engine_version = "1.0";
  one.replicates = 2, one.represents = 5, one.discount_rate = 0.03, one.horizon = 23;
  for (int month = 0; month < 24; ++month) one.months.push_back(Month::of(2024, 1) + month);
  one.instruments = {"grant"};
  experiments::Group all;
  for (const std::int64_t luck : {0, 10}) {
    auto& counts = all.replicates.emplace_back();
    set(counts, AdoptionClass::additional, 10 + luck), set(counts, AdoptionClass::windfall, 30 + luck);
    set(counts, AdoptionClass::unaffected, 1000);
    counts.recipients = 40 + 2 * luck;
  }
  one.technologies.push_back({"ai", {std::move(all)}, {0, 1}});
  one.cost.unit = "m CNY";
  one.cost.gross = {30, 20, 40}, one.cost.net = {12, 10, 14};
  one.cost.per = {{"additional_adopter", {75, 50, 100}, true, {0.4, 0.3, 0.5}, {0.16, 0.1, 0.2}},
                  {"worker", {3, -5, 9}, false, {1, 1, 1}, {1, 1, 1}}};
  one.dimensions = {{"technology", {"ai"}}};
  experiments::SeriesDifference shares{{"adoption_share_difference", {"technology"}, "1", "", "time: point"}, {}};
  for (int month = 0; month < 24; ++month) shares.values.push_back({0.001 * month, 0, 0.001 * month, 0.002 * month});
  one.differences.push_back(std::move(shares));
  return one;
}

Material material_of(Comparison comparison) {
  Material material;
  material.comparisons.push_back(std::move(comparison));
  material.comparison_files.push_back({"grant.h5", "sha"});
  return material;
}

TEST(ComparisonFigures, ClassesAreFirmsOfTheCountry) {
  const auto page = page_of(material_of(grant()));
  const auto& chart = chart_of<IntervalChart>(page, "classes-ai");
  ASSERT_EQ(chart.categories.size(), 2u) << "classes without firms, and unaffected ones, are left out";
  EXPECT_TRUE(chart.categories[0].starts_with("additional"));
  EXPECT_NEAR(chart.groups.at(0).value[0], 5 * 15, 1e-9);
  EXPECT_NEAR(chart.groups.at(0).low[0], 5 * 10.5, 1e-9) << "5 % of the way from 10 to 20";
  EXPECT_NEAR(chart.groups.at(0).value[1], 5 * 35, 1e-9);
  const std::string caption = find(page, "classes-ai")->caption;
  EXPECT_NE(caption.find("of 250 firms"), std::string::npos) << caption;
  EXPECT_NE(caption.find("30.0 % adopt only with it"), std::string::npos) << caption;
}

TEST(ComparisonFigures, ACostThatIsUndeterminedIsSaidToBeAndNotDrawn) {
  const auto page = page_of(material_of(grant()));
  const auto& chart = chart_of<IntervalChart>(page, "cost");
  ASSERT_FALSE(chart.groups.empty());
  const auto& gross = chart.groups[0];
  EXPECT_EQ(std::ranges::count_if(gross.value, [](double value) { return !std::isnan(value); }), 1);
  EXPECT_NEAR(gross.value[0], 0.4, 1e-12);
  EXPECT_NEAR(gross.low[0], 0.3, 1e-12);
  const std::string words = words_of(page);
  EXPECT_NE(words.find("undetermined"), std::string::npos) << words;
  EXPECT_NE(words.find("400.0 k CNY [300.0 k CNY to 500.0 k CNY]"), std::string::npos) << words;
}

TEST(ComparisonFigures, NumbersThatAreNotToldAreBlank) {
  Comparison one = grant();
  one.min_cell = 3;
  set(one.technologies[0].groups[0].replicates[1], AdoptionClass::additional, experiments::not_told);
  const auto page = page_of(material_of(std::move(one)));
  const auto& chart = chart_of<IntervalChart>(page, "classes-ai");
  ASSERT_TRUE(chart.categories[0].starts_with("additional"));
  EXPECT_TRUE(std::isnan(chart.groups[0].value[0]));
  EXPECT_NEAR(chart.groups[0].value[1], 175, 1e-9);
  EXPECT_NE(find(page, "classes-ai")->definition.find("fewer than 3 firms"), std::string::npos);
}

TEST(ComparisonFigures, DifferencesOverTimeAreThoseOfTheComparison) {
  const auto page = page_of(material_of(grant()));
  const auto& curve = curve_of(chart_of<charts::PanelChart>(page, "differences"), "ai");
  EXPECT_NEAR(curve.y[23], 0.023, 1e-12);
  EXPECT_NEAR(curve.high.at(23), 0.046, 1e-12);
}

TEST(ComparisonFigures, PoliciesStandSideBySide) {
  Material material = material_of(grant());
  Comparison loan = grant();
  loan.policy = "loan";
  set(loan.technologies[0].groups[0].replicates[0], AdoptionClass::accelerated, 4);
  material.comparisons.push_back(std::move(loan));
  const auto page = page_of(material);
  const auto& chart = chart_of<IntervalChart>(page, "classes-ai");
  ASSERT_EQ(chart.groups.size(), 2u);
  EXPECT_EQ(chart.groups[0].name, "grant");
  EXPECT_EQ(chart.groups[1].name, "loan");
  EXPECT_EQ(chart.categories.size(), 3u) << "a class of either";
  EXPECT_EQ(chart.groups[0].value.at(1), 0);
  EXPECT_NEAR(chart.groups[1].value.at(1), 5 * 2, 1e-9);
}

}  // namespace
}  // namespace millwright::report::studies
