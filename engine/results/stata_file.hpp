#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "results/tidy.hpp"

namespace millwright::results {

/// Hands a table to `put` piece by piece as a file of Stata 14 and later. Labels are value labels counted from 1,
/// months are %tm, what is not defined is missing; so is a number beyond Stata's range, +-8.9e307. Variables carry
/// long name and unit as their label, the file its title and the notes. Texts are cut at 80 characters where Stata cuts
/// them. The same table and notes give the same bytes, in every time zone. @throws UserError with ExitCode::io
void write_stata(const TidyTable& table, const std::vector<std::string>& notes,
                 const std::function<void(std::string_view)>& put);

/// Names as Stata takes them: at most 32 letters, digits and underscores, none of its own words, no name twice.
std::vector<std::string> stata_names(const std::vector<std::string>& names);

/// The first 80 characters; none is cut in two.
std::string stata_label(const std::string& text);

}  // namespace millwright::results
