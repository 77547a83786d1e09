#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/scenario.hpp"

// Classes by number of workers. A firm is in the last class whose lower bound is not above its workers, in the first
// when all are.
namespace millwright {

/// Lower bounds of size classes [workers].
std::vector<double> lower_bounds(const scenario::SizeClasses& classes);

/// The class of a firm.
inline std::uint8_t class_above(std::span<const double> least, double workers) {
  unsigned found = 0;
  for (std::size_t z = 1; z < least.size(); ++z) found += workers >= least[z] ? 1u : 0u;
  return static_cast<std::uint8_t>(found);
}

/// size[i] = the class of a firm with workers[i].
void find_classes(const double* workers, std::span<const double> least, std::size_t count, std::uint8_t* size);

}  // namespace millwright
