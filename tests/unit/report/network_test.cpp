#include <gtest/gtest.h>

#include <set>

#include "unit/report/studies.hpp"
#include "unit/simulation/runs.hpp"

// The supply network of a simulated run: fixed places, and firms filled that the tables of the run say use a
// technology.
namespace millwright::report::studies {
namespace {

using charts::NetworkChart;

const results::Result& run() {
  static const auto result = runs::china({.settings = {"end=2025-06"}, .replicates = 1});
  return result;
}

const charts::Figure& figure_of(const charts::Page& page) {
  for (const charts::Figure* one : figures_of(page))
    if (std::holds_alternative<NetworkChart>(one->chart)) return *one;
  throw std::runtime_error("the page has no network");
}

const std::vector<std::int32_t>& column(const std::string& table, const std::string& name) {
  const auto found = std::ranges::find(run().tables, table, &results::Table::name);
  return std::ranges::find(found->columns, name, &results::TableColumn::name)->integers;
}

/// Firms of the start by identity that use a technology before the first month, told from the table of lives.
std::set<std::int32_t> users_at_start(int technology) {
  std::set<std::int32_t> users;
  const auto &live = column("lives", "live_at_start_" + std::to_string(technology)), &firm = column("lives", "firm");
  for (std::size_t row = 0; row < live.size(); ++row)
    if (live[row] == 1) users.insert(firm[row]);
  return users;
}

TEST(Network, HasTheLargestFirmsAtFixedPlacesWithinTheSquare) {
  const auto page = page_of(material_of({run()}));
  const auto& chart = std::get<NetworkChart>(figure_of(page).chart);
  EXPECT_EQ(chart.nodes.size(), 200u);
  EXPECT_FALSE(chart.links.empty());
  std::set<std::pair<double, double>> places;
  for (std::size_t k = 0; k < chart.nodes.size(); ++k) {
    const auto& node = chart.nodes[k];
    EXPECT_TRUE(node.x >= 0 && node.x <= 1 && node.y >= 0 && node.y <= 1) << node.name;
    EXPECT_TRUE(places.insert({node.x, node.y}).second) << node.name << " lies on another firm";
    if (k == 0) continue;
    EXPECT_GE(chart.nodes[k - 1].size, node.size) << "largest first";
  }
  for (const auto& link : chart.links) {
    EXPECT_TRUE(link.from >= 0 && link.from < 200 && link.to >= 0 && link.to < 200 && link.from != link.to);
  }
  const auto again = page_of(material_of({run()}));
  const charts::Style style;
  EXPECT_EQ(charts::svg_of(figure_of(page), style), charts::svg_of(figure_of(again), style));
}

TEST(Network, FillsUsersYearByYear) {
  const auto page = page_of(material_of({run()}));
  const auto& chart = std::get<NetworkChart>(figure_of(page).chart);
  ASSERT_EQ(chart.frames.size(), 3u) << "before the start, at the end of 2024, in the last month";
  EXPECT_EQ(chart.frames[1].name, "2024-12");
  EXPECT_EQ(chart.frames[2].name, "2025-06");
  const auto technologies = tool::ResultView(run()).labels("technology");
  const auto technology = std::ranges::find_if(
      technologies, [&](const std::string& name) { return (" " + chart.filled_name).ends_with(" " + name); });
  ASSERT_NE(technology, technologies.end()) << chart.filled_name;
  const auto users = users_at_start(static_cast<int>(technology - technologies.begin()));
  std::size_t filled = 0;
  for (std::size_t k = 0; k < chart.nodes.size(); ++k) {
    const std::string& name = chart.nodes[k].name;  // "firm 12, food, 3,400 workers"
    const int firm = std::stoi(name.substr(name.find(' ') + 1));
    EXPECT_EQ(chart.frames[0].filled[k], users.contains(firm)) << name;
    filled += chart.frames[0].filled[k];
  }
  EXPECT_GT(filled, 0u);
  EXPECT_LT(filled, 200u);
  EXPECT_NE(chart.frames[0].filled, chart.frames[2].filled);
}

TEST(Network, OfARunWithoutSingleFirmsThereIsNone) {
  results::Result totals = run();
  totals.tables.clear();
  for (const charts::Figure* one : figures_of(page_of(material_of({std::move(totals)}))))
    EXPECT_FALSE(std::holds_alternative<NetworkChart>(one->chart)) << one->id;
}

TEST(Network, AScenarioOfOtherFirmsIsNotDrawn) {
  results::Result other = run();
  const auto at = other.scenario_yaml.find("firms: 3000");
  ASSERT_NE(at, std::string::npos);
  other.scenario_yaml.replace(at, 11, "firms: 9000");
  const auto page = page_of(material_of({std::move(other)}));
  for (const charts::Figure* one : figures_of(page))
    EXPECT_FALSE(std::holds_alternative<NetworkChart>(one->chart)) << one->id;
  EXPECT_NE(words_of(page).find("another number of firms"), std::string::npos);
}

}  // namespace
}  // namespace millwright::report::studies
