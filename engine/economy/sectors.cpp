#include "economy/sectors.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/errors.hpp"

namespace millwright {
namespace {

constexpr double share_tolerance = 0.005;  // share tables are rounded; beyond this they are wrong

double share_cell(const scenario::CsvTable& table, std::size_t row, const std::string& column, double low,
                  double high) {
  const double value = table.number(row, column);
  if (!(value >= low && value <= high)) {
    throw UserError({table.where(row, column), fmt::format("{} must lie between {} and {}", column, low, high),
                     "write a share as a plain number, 0.25 for 25 %"});
  }
  return value;
}

void normalise(std::vector<Sector>& sectors, double Sector::*share, const scenario::CsvTable& table,
               const char* column) {
  double total = 0;
  for (const auto& sector : sectors) total += sector.*share;
  if (std::abs(total - 1) > share_tolerance) {
    throw UserError({table.where(0, column),
                     fmt::format("{} adds up to {:.4f} over the sectors, not to 1", column, total),
                     "a share table may be off by rounding (0.5 %), not more"});
  }
  for (auto& sector : sectors) sector.*share /= total;
}

}  // namespace

std::vector<Sector> read_sectors(const scenario::Scenario& scenario) {
  const auto& table = scenario.sectors.table;
  if (table.rows() == 0 || table.rows() > 255) {
    throw UserError(
        {"", fmt::format("the sector table has {} rows; it needs 1 to 255", table.rows()), "one row per sector"});
  }
  constexpr double months_per_year = 12;
  const auto& wages = scenario.climate.wages;
  const double labour_cost = wages.level * wages.labour_cost_multiplier / months_per_year;
  std::vector<Sector> sectors;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Sector sector;
    sector.name = table.text(row, "sector");
    sector.firm_share = share_cell(table, row, "firm_share", 0, 1);
    sector.employment_share = share_cell(table, row, "employment_share", 0, 1);
    sector.value_added_share = share_cell(table, row, "value_added_share_of_output", 0.01, 1);
    sector.labour_share = share_cell(table, row, "labour_share_of_value_added", 0.01, 1);
    sector.labour_coefficient = sector.labour_share * sector.value_added_share / labour_cost;
    sector.metals_exposure = share_cell(table, row, "nonferrous_price_exposure", 0, 1);
    if (table.has("export_share")) sector.export_share = share_cell(table, row, "export_share", 0, 1);
    sector.overhead_share = sector.value_added_share * (1 - sector.labour_share) - scenario.finance.net_margin;
    for (const auto& technology : scenario.technologies) {
      sector.potential.push_back(share_cell(table, row, technology.name + "_potential", 0, 1));
      const std::string supply = technology.name + "_supply";
      sector.equipment_supply.push_back(table.has(supply) ? share_cell(table, row, supply, 0, 1) : 0.0);
    }
    sectors.push_back(std::move(sector));
  }
  normalise(sectors, &Sector::firm_share, table, "firm_share");
  normalise(sectors, &Sector::employment_share, table, "employment_share");
  return sectors;
}

std::vector<double> read_input_output(const scenario::Scenario& scenario, const std::vector<Sector>& sectors) {
  const auto& table = scenario.network.input_output;
  const std::size_t count = sectors.size();
  if (table.rows() != count) {
    throw UserError({"", fmt::format("the input-output table has {} rows for {} sectors", table.rows(), count),
                     "one row and one column per sector, named as in the sector table"});
  }
  std::vector<double> matrix(count * count);
  const std::string& names = table.columns().front();
  for (std::size_t row = 0; row < count; ++row) {
    if (table.text(row, names) != sectors[row].name) {
      throw UserError({table.where(row, names), fmt::format("expected the row of sector '{}'", sectors[row].name),
                       "rows and columns stand in the order of the sector table"});
    }
    for (std::size_t column = 0; column < count; ++column) {
      matrix[row * count + column] = share_cell(table, row, sectors[column].name, 0, 10);
    }
  }
  return matrix;
}

}  // namespace millwright
