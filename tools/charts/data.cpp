// The numbers of a figure as a table.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "charts/draw.hpp"
#include "charts/scale.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

using Row = std::vector<std::string>;

void add_column(DataTable& table, const std::string& name, bool numeric = true) {
  table.columns.push_back(name);
  table.numeric.push_back(numeric);
}

/// The name of a column: "panel: curve (unit), low".
std::string column_name(const Axis& axis, const std::string& name, const std::string& part) {
  Axis named = axis;
  if (!name.empty()) named.title += (axis.title.empty() ? "" : ": ") + name;
  return axis_title(named) + (part.empty() ? "" : ", " + part);
}

std::string or_else(const std::string& text, const char* otherwise) {
  return text.empty() ? otherwise : text;
}

DataTable table_of(const PanelChart& chart) {
  DataTable table;
  add_column(table, or_else(axis_title(chart.x), chart.x.scale == Scale::month ? "Month" : "x"),
             chart.x.scale != Scale::month);
  for (const double x : chart.xs) table.rows.push_back({value_text(chart.x, x)});
  const auto add = [&](const Axis& axis, const std::string& name, const char* part, const std::vector<double>& values) {
    if (values.empty() && *part != '\0') return;
    add_column(table, column_name(axis, name, part));
    for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].push_back(value_text(axis, value_at(values, i)));
  };
  for (const Panel& panel : chart.panels) {
    for (const Curve& curve : panel.curves) {
      add(panel.y, curve.name, "", curve.y);
      add(panel.y, curve.name, "low", curve.low);
      add(panel.y, curve.name, "high", curve.high);
    }
  }
  return table;
}

DataTable table_of(const IntervalChart& chart) {
  DataTable table;
  add_column(table, "Category", false);
  for (const std::string& category : chart.categories) table.rows.push_back({category});
  for (const Estimates& group : chart.groups) {
    for (const auto& [part, values] : {std::pair{"", &group.value}, {"low", &group.low}, {"high", &group.high}}) {
      if (values->empty() && *part != '\0') continue;
      add_column(table, column_name(chart.x, group.name, part));
      for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i].push_back(value_text(chart.x, value_at(*values, i)));
    }
  }
  return table;
}

DataTable table_of(const HeatMap& map) {
  DataTable table{
      {or_else(map.row_title, "Row"), or_else(map.column_title, "Column"), or_else(axis_title(map.colour), "Value")},
      {false, false, true},
      {}};
  for (std::size_t r = 0; r < map.rows.size(); ++r) {
    for (std::size_t c = 0; c < map.columns.size(); ++c) {
      table.rows.push_back(
          {map.rows[r], map.columns[c], value_text(map.colour, value_at(map.values, r * map.columns.size() + c))});
    }
  }
  return table;
}

DataTable table_of(const ScatterChart& chart) {
  DataTable table{{or_else(axis_title(chart.x), "x"), or_else(axis_title(chart.y), "y")}, {true, true}, {}};
  const bool marks = !chart.marked.empty();
  if (marks) add_column(table, or_else(chart.marked_name, "Marked"), false);
  for (std::size_t i = 0; i < chart.xs.size(); ++i) {
    table.rows.push_back({value_text(chart.x, chart.xs[i]), value_text(chart.y, value_at(chart.ys, i))});
    if (marks) table.rows.back().push_back(i < chart.marked.size() && chart.marked[i] ? "yes" : "no");
  }
  return table;
}

DataTable table_of(const NetworkChart& chart) {
  DataTable table{{"Node", "Group", "Size"}, {false, false, true}, {}};
  for (const auto& frame : chart.frames) add_column(table, frame.name, false);
  for (std::size_t n = 0; n < chart.nodes.size(); ++n) {
    table.rows.push_back({chart.nodes[n].name, chart.nodes[n].group, plain_number(chart.nodes[n].size)});
    for (const auto& frame : chart.frames) {
      const bool filled = n < frame.filled.size() && frame.filled[n];
      table.rows.back().push_back(filled ? or_else(chart.filled_name, "yes") : or_else(chart.empty_name, "no"));
    }
  }
  return table;
}

}  // namespace

DataTable data_of(const Figure& figure) {
  return std::visit([](const auto& chart) { return table_of(chart); }, figure.chart);
}

}  // namespace millwright::charts
