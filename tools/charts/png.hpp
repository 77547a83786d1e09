#pragma once
// A picture of coloured cells as PNG, for maps of too many cells to be drawn one by one.

#include <cstdint>
#include <string>
#include <vector>

namespace millwright::charts {

/// A PNG of `width` pixels per row, in the colours "#rrggbb" of `palette` (at most 255), by index; -1 is transparent.
/// Not compressed, so that the bytes do not depend on a library. `pixels` holds whole rows from the top.
std::string png_of(std::size_t width, const std::vector<int>& pixels, const std::vector<std::string>& palette);

}  // namespace millwright::charts
