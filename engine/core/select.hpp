#pragma once

#include <cstddef>
#include <cstdint>

namespace millwright {

/// Writes the i of [begin, end) for which is(i) holds to `found`, in order, and returns how many there are; `found` has
/// room for all. No branch depends on the answer, since a processor cannot guess which firms are meant.
template <class Is>
inline std::size_t select_firms(std::size_t begin, std::size_t end, std::uint32_t* found, Is&& is) {
  std::size_t count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    found[count] = static_cast<std::uint32_t>(i);
    count += is(i) ? 1u : 0u;
  }
  return count;
}

}  // namespace millwright
