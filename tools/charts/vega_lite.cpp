// A figure as a Vega-Lite 5 specification with its data inside, for those who want to restyle it in Python, R or Julia.

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "charts/draw.hpp"
#include "charts/palette.hpp"
#include "charts/scale.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

using Json = nlohmann::ordered_json;

/// A number, null where it is not finite; months become dates.
Json number(const Axis& axis, double value) {
  if (!std::isfinite(value)) return nullptr;
  if (axis.scale == Scale::month) return value_text(axis, value) + "-01";
  return axis.percent ? 100 * value : value;
}

/// Text as the other forms of a figure have it, in one line: Vega-Lite puts titles into expressions of one line.
Json text(const std::string& words) {
  std::string result = cleaned(words);
  std::replace(result.begin(), result.end(), '\n', ' ');
  return result;
}

/// How a field is put on an axis.
Json channel(const char* field, const Axis& axis) {
  Json result = {{"field", field},
                 {"type", axis.scale == Scale::month ? "temporal" : "quantitative"},
                 {"title", text(axis_title(axis))}};
  if (axis.scale == Scale::logarithmic) {
    result["scale"] = {{"type", "log"}};
  } else if (axis.scale == Scale::linear) {
    result["scale"] = {{"zero", axis.from_zero}};
  }
  return result;
}

Json nominal(const char* field, const Json& title = nullptr) {
  return {{"field", field}, {"type", "nominal"}, {"title", title}};
}

/// Names in the order in which they first occur, and what stands for each of them.
struct Names {
  std::vector<std::string> names;
  Json values = Json::array();

  void add(const std::string& name, const Json& value) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    names.push_back(name);
    values.push_back(value);
  }
};

/// A field of names whose order and marks are ours, with a legend where there is something to tell apart.
Json named(const char* field, const Names& names) {
  Json result = nominal(field);
  Json domain = Json::array();
  for (const std::string& name : names.names) domain.push_back(text(name));
  result["scale"] = {{"domain", domain}, {"range", names.values}};
  result["legend"] = names.names.size() < 2 ? Json(nullptr) : Json({{"labelLimit", 0}, {"symbolOpacity", 1}});
  return result;
}

Json colour(std::size_t index) {
  return series_colour({}, index);
}

/// The values of a panel in long form; intervals only where there are some.
Json rows_of(const PanelChart& chart, const Panel& panel) {
  Json rows = Json::array();
  for (std::size_t c = 0; c < panel.curves.size(); ++c) {
    const Curve& curve = panel.curves[c];
    for (std::size_t i = 0; i < chart.xs.size(); ++i) {
      Json row = {{"x", number(chart.x, chart.xs[i])},
                  {"curve", text(curve.name)},
                  {"y", number(panel.y, value_at(curve.y, i))}};
      if (!curve.low.empty()) row["low"] = number(panel.y, value_at(curve.low, i));
      if (!curve.high.empty()) row["high"] = number(panel.y, value_at(curve.high, i));
      if (panel.stacked) row["order"] = c;
      rows.push_back(row);
    }
  }
  return rows;
}

/// A line and, in the first panel, its label, below that of the rule before.
void add_rule(Json& layers, const PanelChart& chart, std::size_t rule, bool labelled) {
  const Json x = {{"field", "x"}, {"type", chart.x.scale == Scale::month ? "temporal" : "quantitative"}};
  const Json data = {{"values", Json::array({{{"x", number(chart.x, chart.rules[rule].x)},
                                              {"label", text(chart.rules[rule].label)}}})}};
  layers.push_back({{"data", data}, {"mark", {{"type", "rule"}, {"strokeDash", {3, 2}}}}, {"encoding", {{"x", x}}}});
  if (!labelled) return;
  layers.push_back(
      {{"data", data},
       {"mark", {{"type", "text"}, {"align", "left"}, {"dx", 3}, {"dy", 12 * rule + 2}, {"baseline", "top"}}},
       {"encoding", {{"x", x}, {"y", {{"value", 0}}}, {"text", {{"field", "label"}}}}}});
}

Json curves_of(const PanelChart& chart, const Panel& panel) {
  const std::vector<std::vector<int>> dashes = {{1, 0}, {6, 3}, {2, 2}, {9, 3, 2, 3}, {13, 4}};
  Names colours, patterns;
  bool intervals = false, one_group = true;
  for (const Curve& curve : panel.curves) one_group = one_group && curve.group == panel.curves[0].group;
  for (const Curve& curve : panel.curves) {
    const std::size_t count = colours.names.size();
    const auto group = static_cast<std::size_t>(std::abs(curve.group));
    colours.add(curve.name, colour(panel.stacked && one_group ? count : group));
    patterns.add(curve.name, dashes[count % dashes.size()]);
    intervals = intervals || !curve.low.empty();
  }
  const Json x = channel("x", chart.x), coloured = named("curve", colours);
  Json y = channel("y", panel.y);
  y["title"] = nullptr;  // it stands above the panel
  Json layers = Json::array();
  if (panel.stacked) {
    y["stack"] = "zero";
    const Json order = {{"field", "order"}, {"type", "quantitative"}};
    layers.push_back({{"mark", "area"}, {"encoding", {{"x", x}, {"y", y}, {"color", coloured}, {"order", order}}}});
    return layers;
  }
  if (intervals) {
    Json low = y;
    low["field"] = "low";
    layers.push_back({{"mark", {{"type", "area"}, {"opacity", 0.2}}},
                      {"encoding", {{"x", x}, {"y", low}, {"y2", {{"field", "high"}}}, {"color", coloured}}}});
  }
  const Json line = {{"x", x}, {"y", y}, {"color", coloured}, {"strokeDash", named("curve", patterns)}};
  layers.push_back({{"mark", "line"}, {"encoding", line}});
  return layers;
}

Json specification(const PanelChart& chart) {
  Json panels = Json::array();
  for (const Panel& panel : chart.panels) {
    const Json drawn = {{"data", {{"values", rows_of(chart, panel)}}}, {"layer", curves_of(chart, panel)}};
    Json layers = Json::array({drawn});
    for (std::size_t r = 0; r < chart.rules.size(); ++r) add_rule(layers, chart, r, panels.empty());
    const Json title = {{"text", text(axis_title(panel.y))}, {"anchor", "start"}, {"fontWeight", "normal"}};
    panels.push_back({{"title", title}, {"width", 560}, {"height", 180 * panel.height}, {"layer", layers}});
  }
  return {{"vconcat", panels}};
}

Json specification(const IntervalChart& chart) {
  Json rows = Json::array();
  Names colours;
  for (const Estimates& group : chart.groups) {
    colours.add(group.name, colour(colours.names.size()));
    for (std::size_t c = 0; c < chart.categories.size(); ++c) {
      rows.push_back({{"category", text(chart.categories[c])},
                      {"group", text(group.name)},
                      {"value", number(chart.x, value_at(group.value, c))},
                      {"low", number(chart.x, value_at(group.low, c))},
                      {"high", number(chart.x, value_at(group.high, c))}});
    }
  }
  Json y = nominal("category");
  y["sort"] = nullptr;
  y["axis"] = {{"labelLimit", 300}};
  const Json coloured = named("group", colours);
  const Json offset = {{"field", "group"}, {"scale", {{"domain", coloured["scale"]["domain"]}}}};
  const Json value = {
      {"mark", chart.bars ? Json("bar") : Json({{"type", "point"}, {"filled", true}, {"opacity", 1}})},
      {"encoding", {{"x", channel("value", chart.x)}, {"y", y}, {"yOffset", offset}, {"color", coloured}}}};
  Json interval = {
      {"mark", "rule"},
      {"encoding", {{"x", channel("low", chart.x)}, {"x2", {{"field", "high"}}}, {"y", y}, {"yOffset", offset}}}};
  if (!chart.bars) interval["encoding"]["color"] = coloured;
  return {{"data", {{"values", rows}}}, {"width", 420}, {"height", {{"step", 18}}}, {"layer", {value, interval}}};
}

/// A field of names along an axis, in the order given.
Json ordered(const char* field, const std::string& title, const std::vector<std::string>& names) {
  Json result = nominal(field, text(title));
  result["sort"] = Json::array();
  for (const std::string& name : names) result["sort"].push_back(text(name));
  return result;
}

Json specification(const HeatMap& map) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < map.rows.size() * map.columns.size(); ++i) {
    rows.push_back({{"row", text(map.rows[i / map.columns.size()])},
                    {"column", text(map.columns[i % map.columns.size()])},
                    {"value", number(map.colour, value_at(map.values, i))}});
  }
  Json column = ordered("column", map.column_title, map.columns);
  column["axis"] = {{"labelOverlap", true}};
  Json shade = channel("value", map.colour);
  shade["scale"]["scheme"] = map.diverging ? "redblue" : "viridis";
  if (map.diverging) {
    shade["scale"]["domainMid"] = 0;
    shade["scale"]["reverse"] = true;
  }
  return {{"data", {{"values", rows}}},
          {"mark", "rect"},
          {"width", 560},
          {"height", {{"step", 18}}},
          {"encoding", {{"x", column}, {"y", ordered("row", map.row_title, map.rows)}, {"color", shade}}}};
}

/// The boxes; one that has no limit ends where the points do.
Json boxes_of(const ScatterChart& chart) {
  Extent x, y;
  x.add(chart.xs);
  y.add(chart.ys);
  Json rows = Json::array();
  for (const ScatterChart::Box& box : chart.boxes) {
    rows.push_back({{"x", number(chart.x, std::max(box.x_low, x.low))},
                    {"x2", number(chart.x, std::min(box.x_high, x.high))},
                    {"y", number(chart.y, std::max(box.y_low, y.low))},
                    {"y2", number(chart.y, std::min(box.y_high, y.high))},
                    {"label", text(box.label)}});
  }
  const Json mark = {{"type", "rect"}, {"fillOpacity", 0.06}, {"fill", "black"}, {"stroke", "black"}};
  Json encoding = {{"x", channel("x", chart.x)}, {"y", channel("y", chart.y)}};
  encoding.update({{"x2", {{"field", "x2"}}}, {"y2", {{"field", "y2"}}}, {"tooltip", nominal("label")}});
  return {{"data", {{"values", rows}}}, {"mark", mark}, {"encoding", encoding}};
}

Json specification(const ScatterChart& chart) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < chart.xs.size(); ++i) {
    const bool marked = i < chart.marked.size() && chart.marked[i];
    rows.push_back({{"x", number(chart.x, chart.xs[i])},
                    {"y", number(chart.y, value_at(chart.ys, i))},
                    {"kind", text(marked ? chart.marked_name : chart.unmarked_name)}});
  }
  Names colours, shapes;
  colours.add(chart.marked_name, colour(1));
  colours.add(chart.unmarked_name, colour(0));
  shapes.add(chart.marked_name, "square");
  shapes.add(chart.unmarked_name, "circle");
  const Json points = {{"data", {{"values", rows}}},
                       {"mark", {{"type", "point"}, {"filled", true}}},
                       {"encoding",
                        {{"x", channel("x", chart.x)},
                         {"y", channel("y", chart.y)},
                         {"color", named("kind", colours)},
                         {"shape", named("kind", shapes)}}}};
  Json layers = Json::array({points});
  if (!chart.boxes.empty()) layers.push_back(boxes_of(chart));
  return {{"width", 560}, {"height", 360}, {"layer", layers}};
}

/// A place without an axis.
Json place(const char* field) {
  return {{"field", field}, {"type", "quantitative"}, {"axis", nullptr}, {"scale", {{"domain", {0, 1}}}}};
}

/// The last frame.
Json specification(const NetworkChart& chart) {
  Json nodes = Json::array(), links = Json::array();
  Names colours;
  for (const auto& node : chart.nodes) colours.add(node.group, colour(colours.names.size()));
  const auto there = [&](int node) { return node >= 0 && static_cast<std::size_t>(node) < chart.nodes.size(); };
  for (std::size_t n = 0; n < chart.nodes.size(); ++n) {
    const auto& node = chart.nodes[n];
    const bool filled = !chart.frames.empty() && n < chart.frames.back().filled.size() && chart.frames.back().filled[n];
    nodes.push_back({{"name", text(node.name)},
                     {"group", text(node.group)},
                     {"x", number({}, node.x)},
                     {"y", number({}, node.y)},
                     {"size", number({}, node.size)},
                     {"state", text(filled ? chart.filled_name : chart.empty_name)},
                     {"filled", filled}});
  }
  for (const auto& link : chart.links) {
    if (!there(link.from) || !there(link.to)) continue;
    const auto &from = chart.nodes[static_cast<std::size_t>(link.from)],
               &to = chart.nodes[static_cast<std::size_t>(link.to)];
    links.push_back(
        {{"x", number({}, from.x)}, {"y", number({}, from.y)}, {"x2", number({}, to.x)}, {"y2", number({}, to.y)}});
  }
  const Json rules = {
      {"data", {{"values", links}}},
      {"mark", {{"type", "rule"}, {"opacity", 0.25}}},
      {"encoding", {{"x", place("x")}, {"y", place("y")}, {"x2", {{"field", "x2"}}}, {"y2", {{"field", "y2"}}}}}};
  const Json size = {
      {"field", "size"}, {"type", "quantitative"}, {"legend", nullptr}, {"scale", {{"range", {10, 300}}}}};
  Json filled = named("group", colours);
  filled["test"] = "datum.filled";
  const Json points = {{"data", {{"values", nodes}}},
                       {"mark", {{"type", "point"}, {"opacity", 1}}},
                       {"encoding",
                        {{"x", place("x")},
                         {"y", place("y")},
                         {"size", size},
                         {"color", named("group", colours)},
                         {"fill", {{"condition", filled}, {"value", "white"}}},
                         {"tooltip", Json::array({nominal("name"), nominal("group"), nominal("state")})}}}};
  return {{"width", 480}, {"height", 480}, {"layer", {rules, points}}};
}

}  // namespace

std::string vega_lite_of(const Figure& figure) {
  Json result = {{"$schema", "https://vega.github.io/schema/vega-lite/v5.json"},
                 {"title", text(figure.title)},
                 {"description", text(figure.caption + (figure.definition.empty() ? "" : " " + figure.definition))},
                 {"config", {{"view", {{"stroke", nullptr}}}}}};
  result.update(std::visit([](const auto& chart) { return specification(chart); }, figure.chart));
  return result.dump(1) + "\n";
}

}  // namespace millwright::charts
