#pragma once

#include <functional>
#include <string_view>

#include "results/tidy.hpp"

namespace millwright::results {

/// Hands a table to `put` piece by piece as CSV (RFC 4180, UTF-8): a header with the columns' names, months as 2026-03,
/// numbers in the shortest form that reads back as the same number, nothing where a cell is not defined. A text that a
/// spreadsheet would take for a formula, one that starts with = + - @ or a tab, gets an apostrophe before it.
void write_csv(const TidyTable& table, const std::function<void(std::string_view)>& put);

}  // namespace millwright::results
