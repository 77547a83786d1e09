#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// Adoption by sector and quarter as a heat map for each technology.
namespace millwright::report {
namespace {

/// The last month of each quarter that has begun: index of the month, and "2024 Q1".
std::vector<std::pair<int, std::string>> quarters_of(const results::Result& result) {
  constexpr int months_of_quarter = 3;
  std::vector<std::pair<int, std::string>> quarters;
  for (std::size_t m = 0; m < result.months.size(); ++m) {
    const Month month = result.months[m];
    const int quarter = (month.month_of_year() - 1) / months_of_quarter + 1;
    const std::string name = fmt::format("{} Q{}", month.year(), quarter);
    if (quarters.empty() || quarters.back().second != name) quarters.emplace_back(static_cast<int>(m), name);
    quarters.back().first = static_cast<int>(m);
  }
  return quarters;
}

std::string caption_of(const charts::HeatMap& map, const std::string& technology) {
  const std::size_t columns = map.columns.size();
  std::size_t least = map.rows.size(), most = map.rows.size();
  const auto last = [&](std::size_t row) { return map.values[row * columns + columns - 1]; };
  for (std::size_t row = 0; row < map.rows.size(); ++row) {
    if (std::isnan(last(row))) continue;
    if (most == map.rows.size() || last(row) > last(most)) most = row;
    if (least == map.rows.size() || last(row) < last(least)) least = row;
  }
  if (most == map.rows.size()) return "No sector has a value in the last quarter.";
  return fmt::format("In {}, {} is most common in {} ({} of firms) and least common in {} ({}).", map.columns.back(),
                     technology, map.rows[most], tool::percent(last(most)), map.rows[least],
                     tool::percent(last(least)));
}

std::optional<charts::Figure> figure_of(const Run& run, const std::string& technology) {
  const ResultView view(run.result);
  charts::HeatMap map;
  map.row_title = "sector", map.column_title = "quarter";
  map.colour = {"firms that use " + technology, "1", charts::Scale::linear, true, true};
  const auto quarters = quarters_of(run.result);
  for (const auto& [month, name] : quarters) map.columns.push_back(name);
  for (const std::string& sector : view.labels("sector")) {
    const auto cells = view.find("adoption_share_by_sector", {{"technology", technology}, {"sector", sector}});
    if (!cells) return {};
    map.rows.push_back(sector);
    for (const auto& [month, name] : quarters) map.values.push_back(view.in_month(cells, month).mean);
  }
  const bool any = std::ranges::any_of(map.values, [](double value) { return !std::isnan(value); });
  if (!any || map.rows.size() < 2) return {};
  const bool blanks = std::ranges::any_of(map.values, [](double value) { return std::isnan(value); });
  std::string caption = caption_of(map, technology);
  return charts::Figure{
      "sectors-" + id_part(technology), fmt::format("Firms that use {}, by sector and quarter", technology),
      std::move(caption),
      std::string("Variable adoption_share_by_sector in the last month of each quarter, mean over replicates.") +
          (blanks ? " Blank: no firm, or too few firms of a confidential table to be told." : ""),
      std::move(map)};
}

}  // namespace

Blocks sectors(const Material& material) {
  Blocks blocks;
  const Run* run = material.detail();
  if (run == nullptr) return {};
  for (const std::string& technology : ResultView(run->result).labels("technology")) {
    if (auto figure = figure_of(*run, technology)) blocks.emplace_back(std::move(*figure));
  }
  return blocks;
}

}  // namespace millwright::report
