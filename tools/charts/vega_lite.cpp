// A figure as a Vega-Lite 5 specification with its data inside, for those who want to restyle it in Python, R or Julia.

#include <nlohmann/json.hpp>

#include "charts/draw.hpp"
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

/// Text as the other forms of a figure have it: no control characters, valid UTF-8.
Json text(const std::string& words) {
  return cleaned(words);
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

Json colour_by(const char* field) {
  Json result = nominal(field);
  result["scale"] = {{"range", {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1a1a1a"}}};
  return result;
}

Json rows_of(const PanelChart& chart, const Panel& panel) {
  Json rows = Json::array();
  for (const Curve& curve : panel.curves) {
    for (std::size_t i = 0; i < chart.xs.size(); ++i) {
      rows.push_back({{"x", number(chart.x, chart.xs[i])},
                      {"curve", text(curve.name)},
                      {"group", curve.group},
                      {"y", number(panel.y, value_at(curve.y, i))},
                      {"low", number(panel.y, value_at(curve.low, i))},
                      {"high", number(panel.y, value_at(curve.high, i))}});
    }
  }
  return rows;
}

Json rules_of(const PanelChart& chart) {
  Json rows = Json::array();
  for (const Rule& rule : chart.rules) rows.push_back({{"x", number(chart.x, rule.x)}, {"label", text(rule.label)}});
  const Json x = {{"field", "x"}, {"type", chart.x.scale == Scale::month ? "temporal" : "quantitative"}};
  const Json line = {{"mark", {{"type", "rule"}, {"strokeDash", {3, 2}}}}, {"encoding", {{"x", x}}}};
  const Json label = {{"mark", {{"type", "text"}, {"align", "left"}, {"dx", 3}, {"baseline", "top"}}},
                      {"encoding", {{"x", x}, {"y", {{"value", 0}}}, {"text", {{"field", "label"}}}}}};
  return {{"data", {{"values", rows}}}, {"layer", {line, label}}};
}

Json specification(const PanelChart& chart) {
  Json panels = Json::array();
  for (const Panel& panel : chart.panels) {
    const Json x = channel("x", chart.x), y = channel("y", panel.y);
    Json layers = Json::array();
    if (panel.stacked) {
      Json stacked = y;
      stacked["stack"] = "zero";
      layers.push_back({{"mark", "area"}, {"encoding", {{"x", x}, {"y", stacked}, {"color", colour_by("curve")}}}});
    } else {
      Json low = y;
      low["field"] = "low";
      layers.push_back(
          {{"mark", "errorband"},
           {"encoding", {{"x", x}, {"y", low}, {"y2", {{"field", "high"}}}, {"color", colour_by("curve")}}}});
      layers.push_back(
          {{"mark", "line"},
           {"encoding", {{"x", x}, {"y", y}, {"color", colour_by("curve")}, {"strokeDash", nominal("curve")}}}});
    }
    const Json drawn = {{"data", {{"values", rows_of(chart, panel)}}}, {"layer", layers}};
    panels.push_back({{"width", 560}, {"height", 180 * panel.height}, {"layer", {drawn, rules_of(chart)}}});
  }
  return {{"vconcat", panels}};
}

Json specification(const IntervalChart& chart) {
  Json rows = Json::array();
  for (const Estimates& group : chart.groups) {
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
  const Json offset = {{"field", "group"}};
  Json low = channel("low", chart.x);
  const Json value = {
      {"mark", chart.bars ? Json("bar") : Json({{"type", "point"}, {"filled", true}})},
      {"encoding", {{"x", channel("value", chart.x)}, {"y", y}, {"yOffset", offset}, {"color", colour_by("group")}}}};
  const Json interval = {{"mark", "rule"},
                         {"encoding", {{"x", low}, {"x2", {{"field", "high"}}}, {"y", y}, {"yOffset", offset}}}};
  return {{"data", {{"values", rows}}}, {"width", 420}, {"height", {{"step", 22}}}, {"layer", {value, interval}}};
}

Json specification(const HeatMap& map) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < map.rows.size() * map.columns.size(); ++i) {
    rows.push_back({{"row", text(map.rows[i / map.columns.size()])},
                    {"column", text(map.columns[i % map.columns.size()])},
                    {"value", number(map.colour, value_at(map.values, i))}});
  }
  Json row = nominal("row", text(map.row_title)), column = nominal("column", text(map.column_title));
  row["sort"] = column["sort"] = nullptr;
  Json colour = channel("value", map.colour);
  colour["scale"]["scheme"] = map.diverging ? "redblue" : "viridis";
  if (map.diverging) {
    colour["scale"]["domainMid"] = 0;
    colour["scale"]["reverse"] = true;
  }
  return {{"data", {{"values", rows}}},
          {"mark", "rect"},
          {"width", 560},
          {"height", {{"step", 18}}},
          {"encoding", {{"x", column}, {"y", row}, {"color", colour}}}};
}

/// One limit of a box, null where there is none: then the box reaches to the edge.
Json box_layer(const ScatterChart& chart, const ScatterChart::Box& box) {
  Json encoding = Json::object();
  const auto edge = [&](const char* name, const Axis& axis, double value, const char* end) {
    if (std::isfinite(value)) {
      encoding[name] = {{"datum", number(axis, value)}};
    } else {
      encoding[name] = {{"value", Json(end)}};
    }
  };
  edge("x", chart.x, box.x_low, "0");
  edge("x2", chart.x, box.x_high, "width");
  edge("y", chart.y, box.y_low, "height");
  edge("y2", chart.y, box.y_high, "0");
  for (const char* name : {"x", "x2", "y", "y2"}) {
    if (encoding[name].contains("value") && encoding[name]["value"] == "0") encoding[name]["value"] = 0;
  }
  return {{"data", {{"values", Json::array({Json::object()})}}},
          {"mark",
           {{"type", "rect"},
            {"fillOpacity", 0.06},
            {"fill", "black"},
            {"stroke", "black"},
            {"strokeDash", {5, 3}},
            {"tooltip", text(box.label)}}},
          {"encoding", encoding}};
}

Json specification(const ScatterChart& chart) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < chart.xs.size(); ++i) {
    const bool marked = i < chart.marked.size() && chart.marked[i];
    rows.push_back({{"x", number(chart.x, chart.xs[i])},
                    {"y", number(chart.y, value_at(chart.ys, i))},
                    {"kind", text(marked ? chart.marked_name : chart.unmarked_name)}});
  }
  const Json points = {{"data", {{"values", rows}}},
                       {"mark", "point"},
                       {"encoding",
                        {{"x", channel("x", chart.x)},
                         {"y", channel("y", chart.y)},
                         {"color", colour_by("kind")},
                         {"shape", nominal("kind")}}}};
  Json layers = Json::array({points});
  for (const ScatterChart::Box& box : chart.boxes) layers.push_back(box_layer(chart, box));
  return {{"width", 560}, {"height", 360}, {"layer", layers}};
}

/// A place without an axis.
Json place(const char* field) {
  return {{"field", field}, {"type", "quantitative"}, {"axis", nullptr}, {"scale", {{"domain", {0, 1}}}}};
}

/// The last frame.
Json specification(const NetworkChart& chart) {
  Json nodes = Json::array(), links = Json::array();
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
  const Json points = {{"data", {{"values", nodes}}},
                       {"mark", {{"type", "point"}, {"opacity", 1}}},
                       {"encoding",
                        {{"x", place("x")},
                         {"y", place("y")},
                         {"size", {{"field", "size"}, {"type", "quantitative"}, {"legend", nullptr}}},
                         {"stroke", colour_by("group")},
                         {"fill",
                          {{"condition",
                            {{"test", "datum.filled"},
                             {"field", "group"},
                             {"type", "nominal"},
                             {"legend", nullptr},
                             {"scale", colour_by("group")["scale"]}}},
                           {"value", "white"}}},
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
