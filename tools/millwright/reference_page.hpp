#pragma once

#include <string>

#include "scenario/reference.hpp"

namespace millwright::tool {

/// The page of all keys and of the columns of all tables, in Markdown: scenarios/REFERENCE.md.
std::string reference_page(const scenario::Reference& reference);

}  // namespace millwright::tool
