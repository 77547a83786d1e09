#include "unit/charts/sample_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace millwright::charts {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double january_2024 = 12 * 2024;

/// Numbers between -1 and 1 without a pattern to the eye.
double noise(std::size_t i) {
  return std::sin(static_cast<double>(i * i % 977) * 12.9898 + static_cast<double>(i));
}

std::vector<double> months(std::size_t count) {
  std::vector<double> xs;
  for (std::size_t i = 0; i < count; ++i) xs.push_back(january_2024 + static_cast<double>(i));
  return xs;
}

/// An adoption curve that reaches `top`, with its interval.
Curve adoption(const std::string& name, double top, double middle, int group, std::size_t count) {
  Curve curve{name, {}, {}, {}, group};
  for (std::size_t i = 0; i < count; ++i) {
    const double value = top / (1 + std::exp((middle - static_cast<double>(i)) / 12));
    const double half = 0.02 + 0.12 * value * (1 - value);
    curve.y.push_back(value);
    curve.low.push_back(std::max(0.0, value - half));
    curve.high.push_back(value + half);
  }
  return curve;
}

Curve waves(const std::string& name, double level, double size, int group, std::size_t count) {
  Curve curve{name, {}, {}, {}, group};
  for (std::size_t i = 0; i < count; ++i)
    curve.y.push_back(level + size * std::sin(static_cast<double>(i) / 9 + group));
  return curve;
}

Figure fan() {
  constexpr std::size_t count = 96;
  PanelChart chart;
  chart.x = {"", "", Scale::month};
  chart.xs = months(count);
  Panel adoption_panel{{"Firms with a live industrial robot", "1", Scale::linear, true, true}, {}};
  adoption_panel.curves = {adoption("No programme", 0.45, 60, 0, count),
                           adoption("Investment grant", 0.7, 45, 1, count),
                           adoption("Compute voucher and training", 0.62, 50, 2, count)};
  Panel investment{{"Investment in automation", "m CNY / month"}, {}};
  investment.curves = {waves("No programme", 150000, 20000, 0, count),
                       waves("Investment grant", 210000, 30000, 1, count),
                       waves("Compute voucher and training", 180000, 25000, 2, count)};
  investment.height = 0.7;
  chart.panels = {adoption_panel, investment};
  chart.rules = {{january_2024 + 18, "Grant announced"},
                 {january_2024 + 24, "Grant in effect"},
                 {january_2024 + 30, "Export controls on chips"},
                 {january_2024 + 90, "Grant ends"}};
  return {"adoption", "Adoption and investment under three programmes",
          "The grant brings adoption forward by a year; the voucher does less.",
          "Median of 200 replicates, band from the 5th to the 95th percentile.", chart};
}

Figure stacked() {
  PanelChart chart;
  chart.x = {"Month", "", Scale::month};
  chart.xs = months(60);
  Panel panel{{"Employment by sector", "1 000 workers"}, {}, true};
  int group = 0;
  for (const char* name : {"Machinery", "Electronics", "Vehicles", "Textiles", "Food", "Chemicals"}) {
    panel.curves.push_back(waves(name, 900 - 110 * group, 120, 0, 60));
    ++group;
  }
  chart.panels = {panel};
  return {"sectors", "Employment by sector", "Electronics grows at the expense of textiles.", "One run.", chart};
}

Figure tornado() {
  IntervalChart chart;
  chart.x = {"Change of adoption in 2030", "1", Scale::linear, true};
  chart.bars = true;
  chart.categories = {"Price of robots", "Wage growth",
                      "Interest rate",   "Discount rate of small and medium-sized private firms",
                      "Peers",           "Chip supply"};
  chart.groups = {{"low value",
                   {0.121, -0.082, 0.05, 0.03, -0.02, -0.004},
                   {0.11, -0.09, 0.04, 0.02, -0.03, -0.01},
                   {0.13, -0.07, 0.06, 0.04, -0.01, 0.004}},
                  {"high value",
                   {-0.091, 0.071, -0.06, -0.02, 0.024, 0.009},
                   {-0.1, 0.06, -0.07, -0.03, 0.01, 0.002},
                   {-0.08, 0.08, -0.05, -0.01, 0.03, 0.02}}};
  return {"tornado", "What moves adoption most", "The price of robots matters more than interest.", "", chart};
}

Figure sobol() {
  IntervalChart chart;
  chart.x = {"Sobol\u2019 index", "1"};
  chart.categories = {"equipment.price_decline", "policies.grant.rate", "decision.hurdle", "peers.strength"};
  chart.groups = {{"first order", {0.41, 0.22, 0.12, nan}, {0.36, 0.17, 0.08, nan}, {0.46, 0.27, 0.17, nan}},
                  {"total", {0.52, 0.31, 0.2, 0.06}, {0.46, 0.25, 0.15, 0.02}, {0.58, 0.37, 0.26, 0.11}}};
  return {"sobol", "Sobol\u2019 indices", "Three factors explain most of the variance.",
          "Saltelli design of 4 096 points, 95 % bootstrap intervals.", chart};
}

Figure heat(const std::string& id, std::size_t rows, std::size_t columns, bool diverging) {
  HeatMap map;
  map.row_title = rows > 60 ? "" : "Sector";
  map.column_title = "Quarter";
  map.colour = {diverging ? "Difference of adoption" : "Adoption", "1", Scale::linear, true};
  map.diverging = diverging;
  for (std::size_t r = 0; r < rows; ++r) map.rows.push_back(fmt::format("Sector {}", r + 1));
  for (std::size_t c = 0; c < columns; ++c) map.columns.push_back(fmt::format("{}Q{}", 2024 + c / 4, c % 4 + 1));
  for (std::size_t i = 0; i < rows * columns; ++i) {
    const std::size_t row = i / columns, column = i % columns;
    const double r = static_cast<double>(row) / static_cast<double>(rows);
    const double c = static_cast<double>(column) / static_cast<double>(columns);
    const double value = c * (0.3 + 0.6 * r) + 0.05 * noise(i);
    map.values.push_back(i % 53 == 7 ? nan : diverging ? value - 0.3 : value);
  }
  return {id, "Adoption by sector and quarter", "Later sectors catch up.", "Share of firms with a live tranche.", map};
}

Figure size_heat() {
  HeatMap map;
  map.row_title = "Sector";
  map.column_title = "Technology";
  map.colour = {"Spending", "m CNY", Scale::logarithmic};
  map.rows = {"Machinery", "Electronics", "Vehicles"};
  map.columns = {"Industrial robots", "Machine vision", "Predictive maintenance", "Scheduling by AI",
                 "Autonomous vehicles"};
  for (std::size_t i = 0; i < 15; ++i) map.values.push_back(std::pow(10, static_cast<double>(i % 7)));
  return {"spending", "Spending by sector and technology", "", "", map};
}

Figure scatter() {
  ScatterChart chart;
  chart.x = {"Grant rate", "1", Scale::linear, true};
  chart.y = {"Cost per additional adopter", "m CNY", Scale::logarithmic};
  for (std::size_t i = 0; i < 400; ++i) {
    const double x = 0.05 + 0.45 * std::abs(noise(i));
    const double y = 2 * std::exp(3 * noise(i + 1000) * noise(i + 3000)) / x;
    chart.xs.push_back(x);
    chart.ys.push_back(y);
    chart.marked.push_back(y < 8 && x > 0.2);
  }
  chart.marked_name = "Of interest";
  chart.unmarked_name = "Other points";
  chart.boxes = {{0.2, infinity, -infinity, 8, "Box 1: density 0.93, coverage 0.8"}, {0.25, 0.4, 2, 6, "Box 2"}};
  return {"discovery", "Where support is cheap", "Grants above 20 % are cheap where prices fall fast.", "PRIM.", chart};
}

Figure network() {
  NetworkChart chart;
  for (std::size_t i = 0; i < 90; ++i) {
    const double angle = 2.399963 * static_cast<double>(i);
    const double radius = 0.5 * std::sqrt((static_cast<double>(i) + 0.5) / 90);
    chart.nodes.push_back({fmt::format("Firm {}", i),
                           i % 3 == 0   ? "Electronics"
                           : i % 3 == 1 ? "Machinery"
                                        : "Vehicles",
                           0.5 + radius * std::cos(angle), 0.5 + radius * std::sin(angle), 1 + 8 * std::abs(noise(i))});
    if (i > 0) chart.links.push_back({static_cast<int>(i), static_cast<int>(i / 2)});
    if (i > 9) chart.links.push_back({static_cast<int>(i), static_cast<int>(i - 9)});
  }
  for (int year = 2024; year <= 2031; ++year) {
    NetworkChart::Frame frame{std::to_string(year), {}};
    for (std::size_t i = 0; i < 90; ++i) frame.filled.push_back(static_cast<int>(i * 37 % 90) < 11 * (year - 2024));
    chart.frames.push_back(frame);
  }
  chart.filled_name = "adopted";
  chart.empty_name = "not yet";
  return {"network", "Adoption in the supply network", "Adoption spreads from the large firms.",
          "The 90 largest firms.", chart};
}

Figure lines(const std::string& id, std::vector<double> xs, std::vector<double> y, Axis axis, Axis x = {"x"}) {
  PanelChart chart{std::move(x), std::move(xs), {{std::move(axis), {{"curve", std::move(y), {}, {}, 0}}}}, {}};
  return {id, "Lines: " + id, "", "", chart};
}

Figure hostile_intervals() {
  IntervalChart chart;
  chart.x = {hostile_text(), hostile_text()};
  chart.categories = {hostile_text(), "", std::string(300, 'w')};
  chart.groups = {{hostile_text(), {1, nan, -infinity}, {infinity}, {}}, {"two", {}, {}, {}}};
  return {hostile_text(), hostile_text(), hostile_text(), hostile_text(), chart};
}

}  // namespace

std::string hostile_text() {
  return std::string("</script><b a='\"&amp;\x01\x1b[31m\xff\xc0\x80\xed\xa0\x80\xe2\x80\xae]]>--\0\r\n\t\xe5\xb7\xa5",
                     48);
}

std::vector<Figure> usual_figures() {
  return {fan(),
          stacked(),
          tornado(),
          sobol(),
          heat("heat", 12, 32, false),
          heat("difference", 8, 24, true),
          heat("firms", 80, 64, false),
          size_heat(),
          scatter(),
          network()};
}

std::vector<Figure> odd_figures() {
  std::vector<Figure> figures = {
      lines("gaps", {1, 2, 3, 4, 5, 6}, {1, nan, 3, 4, nan, 2}, {"y"}),
      lines("nothing", {1, 2, 3}, {nan, nan, nan}, {"y"}),
      lines("one-point", {january_2024}, {0.5}, {"y", "1", Scale::linear, true}, {"", "", Scale::month}),
      lines("constant", {0, 1, 2}, {7, 7, 7}, {"y", "m CNY"}),
      lines("zeros", {0, 1, 2}, {0, 0, 0}, {"y", "m CNY", Scale::linear, false, true}),
      lines("negative", {-2, -1, 0}, {-5, 3, -20}, {"y"}),
      lines("huge", {0, 1, 2}, {1e300, 1.7e308, -1e299}, {"y", "m CNY"}),
      lines("tiny", {0, 1e-9, 2e-9}, {1e-300, 3e-300, 2e-300}, {"y", "m CNY"}),
      lines("millions", {1e6, 2e6, 3e6}, {12e6, 15.5e6, 11e6}, {"Output", "m CNY"}),
      lines("near", {0, 1, 2}, {1000.001, 1000.002, 1000.004}, {"y"}),
      lines("decades", {1, 1e3, 1e6}, {1e-9, 1, 1e12}, {"y", "", Scale::logarithmic}, {"x", "", Scale::logarithmic}),
      lines("zeros-on-log", {1, 2, 3}, {0, -1, 0}, {"y", "", Scale::logarithmic}),
      lines("empty", {}, {}, {""}),
      hostile_intervals()};
  figures.push_back({"no-panels", "No panels", "", "", PanelChart{}});
  figures.push_back({"no-categories", "No categories", "", "", IntervalChart{}});
  figures.push_back({"no-cells", "No cells", "", "", HeatMap{}});
  figures.push_back({"no-points", "No points", "", "", ScatterChart{}});
  figures.push_back({"no-nodes", "No nodes", "", "", NetworkChart{}});
  return figures;
}

Page sample_page() {
  Page page{"Sample of figures", "Made-up numbers", {}, "Made by a test"};
  Section usual{"usual", "Usual figures", {Paragraph{"All kinds of chart. " + hostile_text()}}};
  for (const Figure& figure : usual_figures()) usual.blocks.emplace_back(figure);
  Section odd{"odd", "Odd figures", {}};
  for (const Figure& figure : odd_figures()) odd.blocks.emplace_back(figure);
  Section texts{hostile_text(), hostile_text(), {}};
  TableBlock table{"Assumptions", {{"Key", "Value", "Source"}, {false, true, false}, {}}};
  table.table.rows = {{"population.firms", "480 000", "National Bureau of Statistics"},
                      {hostile_text(), "1"},
                      {std::string(120, 'k'), "2", std::string(200, 's')}};
  texts.blocks = {table, CodeBlock{"Scenario", "millwright: 1\nextends: baseline.yaml\n" + hostile_text(), true}};
  page.sections = {usual, odd, texts};
  return page;
}

std::vector<Figure> small_figures() {
  PanelChart panels{{"", "", Scale::month}, {24288, 24289, 24290}, {}, {{24289, "start"}}};
  panels.panels = {{{"Share", "1", Scale::linear, true, true},
                    {{"a", {0.1, 0.2, 0.4}, {0, 0.1, 0.3}, {0.2, 0.3, 0.5}, 0}, {"b", {0.2, nan, 0.3}, {}, {}, 1}}},
                   {{"Jobs"}, {{"a", {1, 2, 3}, {}, {}, 0}, {"b", {2, -1, 1}, {}, {}, 1}}, true}};
  IntervalChart intervals{{"Effect", "m CNY"}, {"one", "two"}, {{"", {1, -2}, {0.5, -3}, {1.5, nan}}}, false};
  HeatMap map{"row", "column", {"r1", "r2"}, {"c1", "c2"}, {1, -2, nan, 4}, {"Value"}, true};
  ScatterChart scatter{
      {"x"}, {"y"}, {1, 2, 3}, {2, 4, 8}, {true, false, true}, "in", "out", {{1.5, infinity, 3, 9, "box"}}};
  NetworkChart network{{{"n1", "g", 0, 0, 1}, {"n2", "h", 1, 1, 4}},
                       {{0, 1}},
                       {{"2026", {true, false}}, {"2027", {true, true}}},
                       "yes",
                       "no"};
  return {{"panels", "Panels", "Caption.", "Definition.", panels},
          {"intervals", "Intervals", "", "", intervals},
          {"map", "Map", "", "", map},
          {"scatter", "Scatter", "", "", scatter},
          {"network", "Network", "", "", network}};
}

}  // namespace millwright::charts
