#include "economy/size_classes.hpp"

#include <algorithm>

#include "core/clones.hpp"

namespace millwright {

std::vector<double> lower_bounds(const scenario::SizeClasses& classes) {
  std::vector<double> least;
  for (const auto& one : classes.classes) least.push_back(static_cast<double>(one.least));
  return least;
}

MILLWRIGHT_CLONES
void find_classes(const double* workers, std::span<const double> least, std::size_t count, std::uint8_t* size) {
  std::fill_n(size, count, std::uint8_t{0});
  for (std::size_t z = 1; z < least.size(); ++z) {
    const double bound = least[z];
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) size[i] = static_cast<std::uint8_t>(size[i] + (workers[i] >= bound));
  }
}

}  // namespace millwright
