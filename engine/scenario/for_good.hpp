#pragma once

#include <limits>

#include "core/month.hpp"

namespace millwright::scenario {

/// The end of what has none.
constexpr Month for_good{std::numeric_limits<std::int32_t>::max()};

}  // namespace millwright::scenario
