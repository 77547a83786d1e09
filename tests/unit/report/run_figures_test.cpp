#include <gtest/gtest.h>

#include <cmath>

#include "unit/report/studies.hpp"

// What figures of runs show, against numbers told by hand.
namespace millwright::report::studies {
namespace {

using charts::HeatMap;
using charts::IntervalChart;
using charts::PanelChart;

charts::Page page_of_one(int replicates = 1) {
  return page_of(material_of({full_run(replicates)}));
}

TEST(RunFigures, SharesOfAdoptersAreMeansWithQuantilesOverReplicates) {
  const auto page = page_of_one(5);
  const auto& chart = chart_of<PanelChart>(page, "adoption");
  EXPECT_EQ(chart.xs.size(), 24u);
  EXPECT_EQ(chart.xs.front(), Month::of(2024, 1).index);
  const auto& ai = curve_of(chart, "ai");
  ASSERT_EQ(ai.y.size(), 24u);
  // Replicates lie at 0.10, 0.12 ... 0.18 in the first month: 5 % of the way through four steps is 0.104.
  EXPECT_NEAR(ai.y[0], 0.14, 1e-12);
  EXPECT_NEAR(ai.low.at(0), 0.104, 1e-12);
  EXPECT_NEAR(ai.high.at(0), 0.176, 1e-12);
  EXPECT_NEAR(ai.y[23], 0.14 + 0.23, 1e-12);
}

TEST(RunFigures, OneReplicateHasNoBandsAndTheHeadlineSaysThatItIsOneDraw) {
  const auto page = page_of_one();
  for (const charts::Figure* figure : figures_of(page)) {
    if (const auto* chart = std::get_if<PanelChart>(&figure->chart)) {
      for (const auto& panel : chart->panels) {
        for (const auto& curve : panel.curves) EXPECT_TRUE(curve.low.empty()) << figure->id << " " << curve.name;
      }
    }
    if (const auto* chart = std::get_if<IntervalChart>(&figure->chart)) {
      for (const auto& group : chart->groups) {
        for (const double limit : group.low) EXPECT_TRUE(std::isnan(limit)) << figure->id;
      }
    }
  }
  EXPECT_NE(words_of(page).find("one draw of luck"), std::string::npos);
  EXPECT_EQ(words_of(page_of_one(2)).find("one draw of luck"), std::string::npos);
  EXPECT_EQ(find(page, "convergence"), nullptr) << "one replicate cannot settle";
}

TEST(RunFigures, TheClimateStandsBelowAdoptersOnTheSameAxis) {
  const auto page = page_of_one();
  const auto& chart = chart_of<PanelChart>(page, "adoption");
  ASSERT_EQ(chart.panels.size(), 4u);
  EXPECT_NEAR(curve_of(chart, "PMI of the scenario").y[10], 51, 1e-12);
  EXPECT_NEAR(curve_of(chart, "steel").y[0], 100, 1e-12);
  EXPECT_NEAR(curve_of(chart, "steel").y[2], 150, 1e-12) << "12 relative to 8";
  EXPECT_NEAR(chart.panels[3].curves.at(0).y[0], 2, 1e-12) << "2000 chips, in thousand";
}

TEST(RunFigures, PolicyDatesWithinTheMonthsAreRules) {
  auto material = material_of({full_run()});
  material.runs[0].result.scenario_yaml =
      "policies:\n  grant:\n    announce: 2024-03\n    effective: {from: 2024-05, to: 2024-12}\n"
      "  late:\n    announce: 2031-01\n    effective: {from: 2031-02, to: 2031-03}\n";
  const auto page = page_of(material);
  const auto& rules = chart_of<PanelChart>(page, "adoption").rules;
  ASSERT_EQ(rules.size(), 3u);
  EXPECT_EQ(rules[0].x, Month::of(2024, 3).index);
  EXPECT_EQ(rules[1].x, Month::of(2024, 5).index);
  EXPECT_EQ(rules[2].x, Month::of(2025, 1).index) << "the month after the last one of support";
  const std::string key = find(page, "adoption")->definition;
  EXPECT_NE(key.find("2024-03, grant announced"), std::string::npos) << key;
  EXPECT_EQ(key.find("late"), std::string::npos) << key;
}

TEST(RunFigures, ReasonsAndAdoptersAddUpToAllFirms) {
  const auto page = page_of_one(2);
  const auto& chart = chart_of<PanelChart>(page, "why-not-yet");
  ASSERT_EQ(chart.panels.size(), 2u) << "one for each technology";
  for (const auto& panel : chart.panels) {
    EXPECT_TRUE(panel.stacked);
    double sum = 0;
    for (const auto& curve : panel.curves) sum += curve.y.back();
    EXPECT_NEAR(sum, 1, 1e-12);
  }
  EXPECT_NEAR(chart.panels[0].curves.at(0).y[5], 0.25, 1e-12) << "users of ai";
  EXPECT_NEAR(chart.panels[0].curves.at(1).y[5], 0.75 * 0.8, 1e-12) << "who doubt it";
}

TEST(RunFigures, AMapHoldsTheLastMonthOfEachQuarter) {
  const auto page = page_of_one(2);
  const auto& map = chart_of<HeatMap>(page, "sectors-ai");
  EXPECT_EQ(map.rows, (std::vector<std::string>{"food", "metal"}));
  ASSERT_EQ(map.columns.size(), 8u);
  EXPECT_EQ(map.columns.front(), "2024 Q1");
  ASSERT_EQ(map.values.size(), 16u);
  EXPECT_NEAR(map.values[0], 0.02 + 0.1, 1e-12) << "food in March 2024";
  EXPECT_NEAR(map.values[15], 0.23 + 0.4, 1e-12) << "metal in December 2025";
  const std::string caption = find(page, "sectors-ai")->caption;
  EXPECT_NE(caption.find("most common in metal (63.0 % of firms)"), std::string::npos) << caption;
}

TEST(RunFigures, CellsThatAreNotToldAreBlankAndSaidToBe) {
  auto run = full_run();
  auto& series = *std::ranges::find_if(run.series,
                                       [](const auto& one) { return one.variable.name == "adoption_share_by_sector"; });
  for (std::size_t k = 0; k < series.values.size(); k += 4) series.values[k] = std::nan("");  // ai in food
  const auto page = page_of(material_of({run}));
  EXPECT_TRUE(std::isnan(chart_of<HeatMap>(page, "sectors-ai").values[0]));
  EXPECT_NE(find(page, "sectors-ai")->definition.find("Blank"), std::string::npos);
  EXPECT_EQ(find(page, "sectors-robots")->definition.find("Blank"), std::string::npos);
}

TEST(RunFigures, SizesAreShownAtTheStartAndAtTheEnd) {
  const auto page = page_of_one();
  const auto& chart = chart_of<IntervalChart>(page, "by-size");
  EXPECT_EQ(chart.categories, (std::vector<std::string>{"small", "large"}));
  ASSERT_EQ(chart.groups.size(), 4u);
  EXPECT_EQ(chart.groups[1].name, "ai, 2025-12");
  EXPECT_NEAR(chart.groups[0].value[1], 0.5, 1e-12);
  EXPECT_NEAR(chart.groups[1].value[1], 0.73, 1e-12);
}

TEST(RunFigures, MoneyAddsUpAndTheMonthInWhichItRanOutIsARule) {
  const auto page = page_of_one(3);
  const auto& chart = chart_of<PanelChart>(page, "instruments");
  const auto& curves = chart.panels.at(0).curves;
  ASSERT_EQ(curves.size(), 1u) << "an instrument that never pays is left out";
  EXPECT_EQ(curves[0].name, "grant");
  // 3, 4 and 5 m CNY a month: 4 on average, 96 m CNY over all months, shown in million.
  EXPECT_NEAR(curves[0].y[0], 4, 1e-9);
  EXPECT_NEAR(curves[0].y[23], 96, 1e-9);
  ASSERT_EQ(chart.rules.size(), 1u);
  EXPECT_EQ(chart.rules[0].x, (Month::of(2024, 1) + 7).index) << "the middle of months 6, 7 and 8";
  const std::string words = words_of(page);
  EXPECT_NE(words.find("2024-07 to 2024-09, in 3 of 3 replicates"), std::string::npos) << words;
}

TEST(RunFigures, ProductivityIsRelativeToTheFirstYear) {
  const auto page = page_of_one();
  const auto& chart = chart_of<PanelChart>(page, "jobs");
  const auto& productivity = curve_of(chart, "value added per worker");
  EXPECT_TRUE(std::isnan(productivity.y[10])) << "a year is not over";
  EXPECT_NEAR(productivity.y[11], 100, 1e-9);
  EXPECT_NEAR(productivity.y[23], 150, 1e-9);
  EXPECT_NEAR(curve_of(chart, "workers").y[0], 5, 1e-9) << "in million";
}

TEST(RunFigures, PartsOfProductivityGrowthAreMeansOfWholeYears) {
  const auto page = page_of_one();
  const auto& chart = chart_of<IntervalChart>(page, "productivity-parts");
  ASSERT_EQ(chart.groups.size(), 3u);
  EXPECT_NEAR(chart.groups[0].value[1], 12 * 0.002, 1e-12) << "within firms, metal";
  EXPECT_NEAR(chart.groups[2].value[0], 12 * -0.0005, 1e-12) << "entry and exit, food";
}

TEST(RunFigures, MeansSettleAsReplicatesAreAdded) {
  const auto page = page_of_one(4);
  const auto& chart = chart_of<PanelChart>(page, "convergence");
  EXPECT_EQ(chart.xs, (std::vector<double>{2, 3, 4}));
  const auto& ai = curve_of(chart, "ai");
  EXPECT_NEAR(ai.y[0], 0.33 + 0.01, 1e-12) << "of the first two replicates";
  EXPECT_NEAR(ai.y[2], 0.33 + 0.03, 1e-12);
  EXPECT_LE(ai.low.at(2), ai.y[2]);
  EXPECT_GE(ai.high.at(2), ai.y[2]);
}

TEST(RunFigures, TheHeadlineHasOneSentencePerRowAndAnIntervalOverReplicates) {
  const auto page = page_of_one(5);
  const charts::TableBlock* table = nullptr;
  for (const auto& block : page.sections.at(0).blocks)
    if (table == nullptr) table = std::get_if<charts::TableBlock>(&block);
  ASSERT_NE(table, nullptr);
  for (const auto& row : table->table.rows) {
    ASSERT_EQ(row.size(), 3u);
    EXPECT_TRUE(row[2].ends_with(".")) << row[0] << ": " << row[2];
  }
  EXPECT_EQ(table->table.rows.at(0)[1], "37.0 % [33.4 % to 40.6 %]");
}

TEST(RunFigures, SeveralScenariosStandSideBySide) {
  auto other = full_run();
  for (auto& series : other.series) {
    if (series.variable.name == "adoption_share")
      std::ranges::transform(series.values, series.values.begin(), [](double v) { return v / 2; });
  }
  other.seed = 8;  // its luck is another one, so that it is not compared
  auto material = material_of({other, full_run()});
  compare_runs(material);
  const auto page = page_of(material);
  const auto& chart = chart_of<PanelChart>(page, "adoption");
  EXPECT_NEAR(curve_of(chart, "ai, run1").y[0], 0.05, 1e-12);
  EXPECT_NEAR(curve_of(chart, "ai, run2").y[0], 0.1, 1e-12);
  EXPECT_EQ(curve_of(chart, "ai, run1").group, curve_of(chart, "ai, run2").group) << "one colour, other dashes";
  EXPECT_NE(words_of(page).find("run2 is not compared with run1"), std::string::npos);
  EXPECT_EQ(find(page, "differences"), nullptr);
}

}  // namespace
}  // namespace millwright::report::studies
