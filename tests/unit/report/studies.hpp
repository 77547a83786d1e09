#pragma once
// Small results made by hand, of which a report's numbers can be told without the code under test.

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "report/catalogue.hpp"

namespace millwright::report::studies {

/// Where a value stands: replicate, month, and the places of its labels.
struct At {
  int replicate = 0, month = 0;
  std::size_t first = 0, second = 0;
};
using Value = std::function<double(const At&)>;

/// A run of 24 months from 2024-01 without variables, with the dimensions that figures know.
inline results::Result empty_run(int replicates = 1) {
  results::Result result;
  result.title = "A study", result.scenario_name = "study";
  result.engine_version = "1.0", result.git_hash = "abc", result.state_hash = "def";
  result.seed = 7, result.replicates = replicates;
  for (int month = 0; month < 24; ++month) result.months.push_back(Month::of(2024, 1) + month);
  result.dimensions = {{"technology", {"ai", "robots"}},   {"sector", {"food", "metal"}}, {"size", {"small", "large"}},
                       {"barrier", {"doubt", "finance"}},  {"track", {"domestic"}},       {"metal", {"steel"}},
                       {"instrument", {"grant", "credit"}}};
  return result;
}

inline std::size_t length_of(const results::Result& result, const std::string& dimension) {
  const auto found = std::ranges::find(result.dimensions, dimension, &statistics::Dimension::name);
  return found == result.dimensions.end() ? 0 : found->labels.size();
}

/// Adds a variable of up to two dimensions.
inline void add(results::Result& result, const std::string& name, const std::vector<std::string>& dimensions,
                const std::string& unit, const Value& value) {
  results::Series series{{name, dimensions, unit, name, "time: point"}, {}};
  const std::size_t rows = dimensions.empty() ? 1 : length_of(result, dimensions[0]);
  const std::size_t columns = dimensions.size() < 2 ? 1 : length_of(result, dimensions[1]);
  for (int replicate = 0; replicate < result.replicates; ++replicate) {
    for (int month = 0; month < static_cast<int>(result.months.size()); ++month) {
      for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column)
          series.values.push_back(value({replicate, month, row, column}));
      }
    }
  }
  result.series.push_back(std::move(series));
}

inline double number(int whole) {
  return static_cast<double>(whole);
}

/// The value of the first label, or that of the others.
inline double pick(std::size_t label, double first, double others) {
  return label == 0 ? first : others;
}

/// Adoption, the climate it happens in, and chips.
inline void add_climate(results::Result& result) {
  add(result, "adoption_share", {"technology"}, "1",
      [](const At& at) { return pick(at.first, 0.1, 0.3) + 0.01 * number(at.month) + 0.02 * number(at.replicate); });
  add(result, "pmi_input", {}, "1", [](const At& at) { return 50 + 0.1 * number(at.month); });
  add(result, "pmi_model", {}, "1", [](const At& at) { return 49 + number(at.replicate); });
  add(result, "metal_price", {"metal"}, "1", [](const At& at) { return 8 + 2 * number(at.month); });
  add(result, "chip_supply", {"track"}, "chip", [](const At& at) { return 2000 * (1 + number(at.month)); });
  add(result, "chips_demanded", {"track"}, "chip", [](const At&) { return 300.0; });
  add(result, "chips_delivered", {"track"}, "chip", [](const At&) { return 200.0; });
  add(result, "chip_backlog", {"track"}, "chip", [](const At& at) { return 100 * number(at.month); });
}

/// Who adopts and who does not.
inline void add_firms(results::Result& result) {
  add(result, "firms", {}, "firm", [](const At&) { return 1000.0; });
  add(result, "adopters", {"technology"}, "firm", [](const At& at) { return pick(at.first, 250.0, 400.0); });
  add(result, "nonadopters_by_reason", {"technology", "barrier"}, "firm",
      [](const At& at) { return pick(at.first, 750.0, 600.0) * pick(at.second, 0.8, 0.2); });
  add(result, "adoption_share_by_sector", {"technology", "sector"}, "1",
      [](const At& at) { return 0.01 * number(at.month) + pick(at.second, 0.1, 0.4); });
  add(result, "adoption_share_by_size", {"technology", "size"}, "1",
      [](const At& at) { return 0.01 * number(at.month) + pick(at.second, 0.2, 0.5); });
}

/// An instrument that pays, and one that does not.
inline void add_money(results::Result& result) {
  add(result, "spending", {"instrument"}, "m CNY",
      [](const At& at) { return pick(at.first, 3 + number(at.replicate), 0.0); });
  add(result, "forgone_revenue", {"instrument"}, "m CNY", [](const At&) { return 0.0; });
  add(result, "applications", {"instrument"}, "1", [](const At& at) { return pick(at.first, 5.0, 0.0); });
  add(result, "awards", {"instrument"}, "1", [](const At& at) { return pick(at.first, 4.0, 0.0); });
  add(result, "refusals", {"instrument"}, "1", [](const At& at) { return pick(at.first, 1.0, 0.0); });
  add(result, "budget_left", {"instrument"}, "m CNY", [](const At& at) { return pick(at.first, 9.0, 0.0); });
  add(result, "exhausted_on", {"instrument"}, "month",
      [](const At& at) { return at.month >= 6 ? pick(at.first, 6 + number(at.replicate), -1) : -1; });
}

/// Jobs and productivity.
inline void add_economy(results::Result& result) {
  add(result, "employment", {}, "worker",
      [](const At& at) { return 5e6 * (1 + 0.01 * number(at.month)) + 1e6 * number(at.replicate); });
  add(result, "workers_displaced", {}, "worker", [](const At& at) { return 1000 * number(at.month); });
  add(result, "labour_productivity", {}, "m CNY worker-1 year-1",
      [](const At& at) { return at.month < 12 ? 0.2 : 0.3; });
  add(result, "tfp_index", {}, "1", [](const At& at) { return 100 + number(at.month); });
  add(result, "labour_share", {}, "1", [](const At&) { return 0.45; });
  for (const auto& [name, part] : {std::pair("tfp_within_by_sector", 0.001),
                                   {"tfp_between_by_sector", 0.002},
                                   {"tfp_entry_exit_by_sector", -0.0005}}) {
    add(result, name, {"sector"}, "1/month", [part = part](const At& at) { return part * pick(at.first, 1.0, 2.0); });
  }
}

/// A run with a value of everything that a figure of one run shows. Replicates differ by 0, 1, 2 ... of something.
inline results::Result full_run(int replicates = 1) {
  results::Result result = empty_run(replicates);
  add_climate(result), add_firms(result), add_money(result), add_economy(result);
  return result;
}

inline Material material_of(std::vector<results::Result> results) {
  Material material;
  for (results::Result& result : results) {
    const std::string name = "run" + std::to_string(material.runs.size() + 1);
    material.runs.push_back({name, name + ".h5", "sha", std::move(result)});
  }
  return material;
}

/// A figure of the page; nullptr if it has none of that name.
inline const charts::Figure* find(const charts::Page& page, const std::string& id) {
  for (const charts::Figure* figure : figures_of(page)) {
    if (figure->id == id) return figure;
  }
  return nullptr;
}

/// The chart of a figure that has to be there, with its kind.
template <class Chart>
const Chart& chart_of(const charts::Page& page, const std::string& id) {
  const charts::Figure* figure = find(page, id);
  if (figure == nullptr) throw std::runtime_error("the page has no figure " + id);
  return std::get<Chart>(figure->chart);
}

/// The curve of that name in any panel.
inline const charts::Curve& curve_of(const charts::PanelChart& chart, const std::string& name) {
  for (const auto& panel : chart.panels) {
    for (const auto& curve : panel.curves)
      if (curve.name == name) return curve;
  }
  throw std::runtime_error("the chart has no curve " + name);
}

/// The cells of a table row by row.
inline std::string cells_of(const charts::DataTable& table) {
  std::string words;
  for (const auto& row : table.rows) {
    for (const auto& cell : row) words += cell + " | ";
    words += "\n";
  }
  return words;
}

/// All texts of blocks that are not figures: paragraphs, and tables row by row.
inline std::string words_of(const charts::Page& page) {
  std::string words;
  for (const auto& section : page.sections) {
    for (const auto& block : section.blocks) {
      if (const auto* paragraph = std::get_if<charts::Paragraph>(&block)) words += paragraph->text + "\n";
      if (const auto* table = std::get_if<charts::TableBlock>(&block)) words += cells_of(table->table);
    }
  }
  return words;
}

}  // namespace millwright::report::studies
