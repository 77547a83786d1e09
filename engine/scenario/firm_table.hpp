#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

// The user's own firms and links, from the tables of a scenario into columns.
namespace millwright::scenario {

/// Reads `population.table` into `population.roster`: every firm of the table, and for each simulated firm the one that
/// it stands for. Firms are cloned systematically in proportion to their weights until there are `population.firms`.
/// `sectors` are the names of the sector table. What will be drawn because it is missing is told in `notes`.
/// Throws UserError with all problems.
FirmRoster read_firm_table(const Scenario& scenario, const std::vector<std::string>& sectors,
                           std::vector<std::string>& notes);

/// Reads `network.file` into links of simulated firms, ascending, each once. Clones of a firm share its partners'
/// clones evenly. What is left out is told in `notes`. Throws UserError with all problems.
std::vector<FirmLink> read_firm_links(const Scenario& scenario, std::vector<std::string>& notes);

}  // namespace millwright::scenario
