#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <set>

#include "unit/report/studies.hpp"

// Parts of a page are left out where their numbers are missing, and never shown empty.
namespace millwright::report::studies {
namespace {

/// Whether a chart shows at least one number in every part that it has.
bool has_numbers(const charts::Chart& chart) {
  const auto any = [](const std::vector<double>& values) {
    return std::ranges::any_of(values, [](double value) { return std::isfinite(value); });
  };
  if (const auto* panels = std::get_if<charts::PanelChart>(&chart)) {
    return !panels->panels.empty() && std::ranges::all_of(panels->panels, [&](const auto& panel) {
      return !panel.curves.empty() && std::ranges::all_of(panel.curves, [&](const auto& c) { return any(c.y); });
    });
  }
  if (const auto* intervals = std::get_if<charts::IntervalChart>(&chart)) {
    return !intervals->categories.empty() &&
           std::ranges::any_of(intervals->groups, [&](const auto& group) { return any(group.value); });
  }
  if (const auto* map = std::get_if<charts::HeatMap>(&chart)) return any(map->values);
  return true;
}

/// Whether a number that is not known was written as if it were one.
bool has_nan(const std::string& text) {
  static const std::regex not_a_number(R"((^|[^a-z])-?(nan|inf)([^a-z]|$))");
  return std::regex_search(text, not_a_number);
}

void expect_sound(const charts::Page& page, const std::string& without) {
  std::set<std::string> ids;
  for (const auto& section : page.sections) {
    EXPECT_FALSE(section.blocks.empty()) << "without " << without << ": " << section.id;
    EXPECT_TRUE(ids.insert(section.id).second) << section.id;
  }
  for (const charts::Figure* figure : figures_of(page)) {
    EXPECT_TRUE(ids.insert(figure->id).second) << figure->id;
    EXPECT_TRUE(has_numbers(figure->chart)) << "without " << without << ": " << figure->id;
    EXPECT_FALSE(figure->title.empty() || figure->caption.empty() || figure->definition.empty()) << figure->id;
    EXPECT_FALSE(has_nan(figure->caption)) << "without " << without << ": " << figure->caption;
  }
  EXPECT_FALSE(has_nan(words_of(page))) << "without " << without << ": " << words_of(page);
}

TEST(Page, APartIsLeftOutWhereItsVariableIsMissing) {
  const results::Result whole = full_run(3);
  const std::size_t all = figures_of(page_of(material_of({whole}))).size();
  EXPECT_GE(all, 10u);
  for (std::size_t k = 0; k < whole.series.size(); ++k) {
    results::Result part = whole;
    const std::string name = part.series[k].variable.name;
    part.series.erase(part.series.begin() + static_cast<std::ptrdiff_t>(k));
    const auto page = page_of(material_of({std::move(part)}));
    expect_sound(page, name);
    EXPECT_LE(figures_of(page).size(), all) << name;
  }
}

TEST(Page, APartIsLeftOutWhereItsValuesAreNotDefined) {
  const results::Result whole = full_run(3);
  for (std::size_t k = 0; k < whole.series.size(); ++k) {
    results::Result part = whole;
    std::ranges::fill(part.series[k].values, std::nan(""));
    expect_sound(page_of(material_of({std::move(part)})), "values of " + whole.series[k].variable.name);
  }
}

TEST(Page, OfAResultWithoutVariablesOnlyItsOriginIsTold) {
  const auto page = page_of(material_of({empty_run()}));
  EXPECT_TRUE(figures_of(page).empty());
  EXPECT_EQ(page.sections.back().id, "provenance");
  EXPECT_EQ(page.title, "A study");
}

TEST(Page, RunsOfOneMonthHaveAPage) {
  auto run = full_run(2);
  const std::size_t months = run.months.size();
  for (auto& series : run.series) {
    const std::size_t width = series.values.size() / months / 2;
    std::vector<double> first(series.values.begin(), series.values.begin() + static_cast<std::ptrdiff_t>(width));
    first.insert(first.end(), series.values.begin() + static_cast<std::ptrdiff_t>(months * width),
                 series.values.begin() + static_cast<std::ptrdiff_t>((months + 1) * width));
    series.values = first;
  }
  run.months.resize(1);
  expect_sound(page_of(material_of({std::move(run)})), "later months");
}

TEST(Page, NamesOfOtherScriptsDoNotMakeTwoFiguresOne) {
  auto run = full_run();
  for (auto& dimension : run.dimensions)
    if (dimension.name == "technology") dimension.labels = {"机器人", "人工智"};
  const auto page = page_of(material_of({std::move(run)}));
  expect_sound(page, "Latin names");
  std::size_t maps = 0;
  for (const charts::Figure* figure : figures_of(page)) maps += std::holds_alternative<charts::HeatMap>(figure->chart);
  EXPECT_EQ(maps, 2u);
}

TEST(Page, WhatIsMissingIsSaidAtTheTop) {
  auto material = material_of({full_run()});
  material.missing = {"run1 does not hold single firms."};
  const auto page = page_of(material);
  const auto* last = std::get_if<charts::Paragraph>(&page.sections.at(0).blocks.back());
  ASSERT_NE(last, nullptr);
  EXPECT_EQ(last->text, material.missing[0]);
}

TEST(Page, TheSameMaterialGivesTheSameBytes) {
  const auto once = charts::html_of(page_of(material_of({full_run(3)})));
  EXPECT_EQ(once, charts::html_of(page_of(material_of({full_run(3)}))));
}

}  // namespace
}  // namespace millwright::report::studies
