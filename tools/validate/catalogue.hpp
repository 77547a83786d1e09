#pragma once

#include <vector>

#include "validate/evidence.hpp"

namespace millwright::evidence {

/// All rows there are, in the order of the table. To add one: one file in rows/, one word in catalogue.cpp; ctest runs
/// every file of rows/ by its name.
const std::vector<Row>& row_catalogue();

}  // namespace millwright::evidence
