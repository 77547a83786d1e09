#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace millwright {

/// What a sector is, read once from the sector table.
struct Sector {
  std::string name;
  double firm_share = 0, employment_share = 0;  // [1], each adding up to one over sectors
  double value_added_share = 0;                 // [1] of output
  double labour_share = 0;                      // [1] of value added
  double labour_coefficient = 0;                // [worker month/m currency] baseline workers per sales, at trend 0
  double export_share = 0;                      // [1] of sales
  double metals_exposure = 0;                   // [1] elasticity of material cost to non-ferrous prices
  double overhead_share = 0;                    // [1] of output: what neither labour nor profit takes of value added
  std::vector<double> potential;                // [1] by technology
  std::vector<double> equipment_supply;         // [1] by technology: share of its equipment that the sector makes
};

/// Reads the sector table. Shares within 0.5 % of one are normalised. Throws UserError naming row and column.
std::vector<Sector> read_sectors(const scenario::Scenario& scenario);

/// Reads the square matrix of direct requirements, row supplies column, in the order of `sectors`. Throws UserError.
std::vector<double> read_input_output(const scenario::Scenario& scenario, const std::vector<Sector>& sectors);

}  // namespace millwright
