// Every figure becomes a picture, a specification and a table, whatever numbers and names it holds.
#include "charts/figure.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "unit/charts/sample_figures.hpp"

namespace millwright::charts {
namespace {

std::vector<Figure> all_figures() {
  std::vector<Figure> figures = usual_figures();
  for (const auto& more : {odd_figures(), small_figures()}) figures.insert(figures.end(), more.begin(), more.end());
  return figures;
}

std::vector<Style> styles() {
  return {{}, {317, 32.0 / 3, true, false}, {360, 12, false, true}, {40, 12, false, false}};
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

/// All numbers of the attributes that hold coordinates.
std::vector<std::string> coordinates(const std::string& svg) {
  std::vector<std::string> numbers;
  const std::regex attribute(" (?:d|x|y|cx|cy|r|width|height|viewBox|transform)=\"([^\"]*)\"");
  const std::regex number("-?[0-9]+(?:\\.[0-9]+)?");
  for (std::sregex_iterator found(svg.begin(), svg.end(), attribute), end; found != end; ++found) {
    const std::string value = (*found)[1];
    for (std::sregex_iterator part(value.begin(), value.end(), number); part != end; ++part)
      numbers.push_back(part->str());
  }
  return numbers;
}

TEST(SvgOf, IsADocumentWithTitleAndDescription) {
  const std::regex no_number("=\"(?:[^\"]*[^a-z\"])?(?:nan|inf)");  // in an attribute
  for (const Figure& figure : all_figures()) {
    for (const Style& style : styles()) {
      const std::string svg = svg_of(figure, style);
      EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" ")) << figure.id;
      EXPECT_TRUE(svg.ends_with("</svg>\n")) << figure.id;
      EXPECT_EQ(count(svg, "role=\"img\""), 1U) << figure.id;
      EXPECT_GE(count(svg, "<title"), 1U) << figure.id;
      EXPECT_EQ(count(svg, "<desc "), 1U) << figure.id;
      EXPECT_FALSE(std::regex_search(svg, no_number)) << figure.id;
    }
  }
}

TEST(SvgOf, CoordinatesHaveAtMostTwoDecimals) {
  for (const Figure& figure : all_figures()) {
    for (const std::string& number : coordinates(svg_of(figure, {}))) {
      const std::size_t point = number.find('.');
      EXPECT_TRUE(point == std::string::npos || number.size() - point <= 3) << figure.id << " " << number;
    }
  }
}

TEST(SvgOf, TheLargestNumbersStayWithinTheFigure) {
  for (const Figure& figure : odd_figures()) {
    for (const std::string& number : coordinates(svg_of(figure, {})))
      EXPECT_LE(std::abs(std::stod(number)), 2000) << figure.id;
  }
}

TEST(SvgOf, NoTextOfAUserBecomesMarkup) {
  for (const Figure& figure : odd_figures()) {
    const std::string svg = svg_of(figure, {});
    EXPECT_EQ(count(svg, "<b"), 0U);
    EXPECT_EQ(count(svg, "</script"), 0U);
    for (const char c : svg) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t');
  }
}

TEST(SvgOf, TheSameFigureGivesTheSameBytes) {
  for (const Figure& figure : usual_figures()) EXPECT_EQ(svg_of(figure, {}), svg_of(figure, {}));
}

TEST(SvgOf, GreyFiguresHaveNoColours) {
  const std::regex colour("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})");
  for (const Figure& figure : usual_figures()) {
    const std::string svg = svg_of(figure, {317, 32.0 / 3, true, false});
    for (std::sregex_iterator found(svg.begin(), svg.end(), colour), end; found != end; ++found) {
      EXPECT_EQ((*found)[1].str(), (*found)[2].str()) << figure.id;
      EXPECT_EQ((*found)[2].str(), (*found)[3].str()) << figure.id;
    }
  }
}

TEST(SvgOf, CurvesDifferByMoreThanColour) {
  PanelChart chart;
  chart.xs = {0, 1};
  chart.panels = {{{"y"}, {{"a", {0, 1}, {}, {}, 0}, {"b", {1, 2}, {}, {}, 1}, {"c", {2, 3}, {}, {}, 2}}}};
  const std::string svg = svg_of({"f", "t", "", "", chart}, {});
  std::set<std::string> patterns;
  const std::regex dashes("stroke-dasharray=\"([^\"]*)\"");
  for (std::sregex_iterator found(svg.begin(), svg.end(), dashes), end; found != end; ++found)
    patterns.insert((*found)[1]);
  EXPECT_EQ(patterns.size(), 2U) << "the first is solid";
}

TEST(SvgOf, CurvesOfOneGroupHaveOneColour) {
  PanelChart chart;
  chart.xs = {0, 1};
  chart.panels = {{{"y"}, {{"a", {0, 1}, {}, {}, 2}, {"b", {1, 2}, {}, {}, 2}}}};
  const std::string svg = svg_of({"f", "t", "", "", chart}, {});
  EXPECT_EQ(count(svg, "stroke=\"#009e73\""), 4U) << "two curves and their entries in the legend";
}

TEST(SvgOf, AGapIsNotDrawnOver) {
  PanelChart chart;
  chart.xs = {0, 1, 2, 3, 4};
  chart.panels = {{{"y"}, {{"a", {0, 1, std::nan(""), 1, 0}, {}, {}, 0}}}};
  const std::string svg = svg_of({"f", "t", "", "", chart}, {});
  const std::regex curve("d=\"M[^M\"]*M[^M\"]*\" fill=\"none\" stroke=\"#0072b2\"");
  EXPECT_TRUE(std::regex_search(svg, curve)) << "two pieces";
}

TEST(SvgOf, ManyCellsAreOnePicture) {
  HeatMap map;
  map.rows.assign(80, "r");
  map.columns.assign(80, "c");
  map.values.assign(6400, 1.0);
  const std::string svg = svg_of({"f", "t", "", "", map}, {});
  EXPECT_EQ(count(svg, "data:image/png;base64,"), 1U);
  EXPECT_LT(svg.size(), 20000U);
}

TEST(SvgOf, FramesLieOnEachOtherOnAPageAndSideBySideOnPaper) {
  const Figure network = small_figures().back();
  EXPECT_EQ(count(svg_of(network, {720, 13, false, true}), "class=\"frame f"), 2U);
  const std::string paper = svg_of(network, {});
  EXPECT_EQ(count(paper, "class=\"frame f"), 0U);
  EXPECT_EQ(count(paper, ">2026</text>") + count(paper, ">2027</text>"), 2U);
}

TEST(SvgOf, ACutNameIsToldInFull) {
  const std::string name(200, 'w');
  const std::string svg = svg_of({"f", "t", "", "", IntervalChart{{"x"}, {name}, {{"", {1}, {}, {}}}, false}}, {});
  EXPECT_EQ(count(svg, "<title>" + name + "</title>"), 1U);
}

TEST(DataOf, HoldsARowPerXCategoryCellPointAndNode) {
  std::map<std::string, DataTable> tables;
  for (const Figure& figure : small_figures()) tables[figure.id] = data_of(figure);
  using Rows = std::vector<std::vector<std::string>>;
  EXPECT_EQ(tables["panels"].columns,
            (std::vector<std::string>{"Month", "Share: a (%)", "Share: a (%), low", "Share: a (%), high",
                                      "Share: b (%)", "Jobs: a", "Jobs: b"}));
  EXPECT_EQ(tables["panels"].rows, (Rows{{"2024-01", "10", "0", "20", "20", "1", "2"},
                                         {"2024-02", "20", "10", "30", "", "2", "-1"},
                                         {"2024-03", "40", "30", "50", "30", "3", "1"}}));
  EXPECT_EQ(tables["intervals"].columns,
            (std::vector<std::string>{"Category", "Effect (m CNY)", "Effect (m CNY), low", "Effect (m CNY), high"}));
  EXPECT_EQ(tables["intervals"].rows, (Rows{{"one", "1", "0.5", "1.5"}, {"two", "-2", "-3", ""}}));
  EXPECT_EQ(tables["map"].rows, (Rows{{"r1", "c1", "1"}, {"r1", "c2", "-2"}, {"r2", "c1", ""}, {"r2", "c2", "4"}}));
  EXPECT_EQ(tables["scatter"].rows, (Rows{{"1", "2", "yes"}, {"2", "4", "no"}, {"3", "8", "yes"}}));
  EXPECT_EQ(tables["network"].rows, (Rows{{"n1", "g", "1", "yes", "yes"}, {"n2", "h", "4", "no", "yes"}}));
}

TEST(DataOf, EveryRowHasEveryColumn) {
  for (const Figure& figure : all_figures()) {
    const DataTable table = data_of(figure);
    EXPECT_EQ(table.columns.size(), table.numeric.size()) << figure.id;
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << figure.id;
  }
}

TEST(VegaLiteOf, IsJsonWithItsDataInside) {
  for (const Figure& figure : all_figures()) {
    const auto json = nlohmann::json::parse(vega_lite_of(figure));
    EXPECT_EQ(json["$schema"], "https://vega.github.io/schema/vega-lite/v5.json");
    EXPECT_EQ(json.dump().find("\"url\""), std::string::npos) << figure.id;
  }
}

TEST(VegaLiteOf, HoldsPanelsLayersAndValues) {
  std::map<std::string, nlohmann::json> specifications;
  for (const Figure& figure : small_figures()) specifications[figure.id] = nlohmann::json::parse(vega_lite_of(figure));
  const auto& first = specifications["panels"]["vconcat"][0];
  EXPECT_EQ(specifications["panels"]["vconcat"].size(), 2U);
  const auto& curves = first["layer"][0]["layer"];
  EXPECT_EQ(curves[0]["encoding"]["y2"]["field"], "high");
  EXPECT_EQ(curves[1]["mark"], "line");
  EXPECT_EQ(curves[1]["encoding"]["color"]["scale"]["domain"], (nlohmann::json{"a", "b"})) << "in their order";
  EXPECT_EQ(first["layer"][0]["data"]["values"][0]["x"], "2024-01-01");
  EXPECT_EQ(first["layer"][0]["data"]["values"][0]["y"], 10);
  EXPECT_TRUE(first["layer"][0]["data"]["values"][4]["y"].is_null());
  EXPECT_EQ(first["layer"][1]["data"]["values"][0]["label"], "start");
  EXPECT_EQ(specifications["intervals"]["data"]["values"].size(), 2U);
  EXPECT_EQ(specifications["map"]["mark"], "rect");
  EXPECT_EQ(specifications["scatter"]["layer"].size(), 2U);
  EXPECT_EQ(specifications["scatter"]["layer"][1]["data"]["values"][0]["x2"], 3) << "no limit: where the points end";
  EXPECT_EQ(specifications["map"]["encoding"]["y"]["sort"], (nlohmann::json{"r1", "r2"})) << "in their order";
  EXPECT_EQ(specifications["network"]["layer"][1]["data"]["values"][1]["filled"], true) << "the last frame";
}

}  // namespace
}  // namespace millwright::charts
