#pragma once

#include <string>

#include "results/arrays.hpp"
#include "results/result.hpp"

namespace millwright::results {

/// What makes this result impossible to write, or "" when nothing does: sizes that contradict each other, names that
/// readers cannot use, units that readers would turn into time spans.
std::string contradiction(const Result& result);
/// The same of the arrays of a comparison.
std::string contradiction(const Arrays& arrays);

/// Whether text is valid UTF-8 without NUL bytes, so that every reader gets back exactly what was written.
bool is_text(const std::string& text);

}  // namespace millwright::results
