#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

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

/// Calls visit(i) for each i of [0, count) with flags[i] = 1; all others are 0. Eight are looked at in one step, which
/// pays where few are set.
template <class Visit>
inline void for_each_flag(const std::uint8_t* flags, std::size_t count, Visit&& visit) {
  static_assert(std::endian::native == std::endian::little, "the first flag stands in the lowest byte");
  constexpr std::size_t step = sizeof(std::uint64_t);
  std::size_t begin = 0;
  for (; begin + step <= count; begin += step) {
    std::uint64_t set;
    std::memcpy(&set, flags + begin, step);
    for (; set != 0; set &= set - 1) visit(begin + static_cast<std::size_t>(std::countr_zero(set)) / step);
  }
  for (; begin < count; ++begin) {
    if (flags[begin] != 0) visit(begin);
  }
}

}  // namespace millwright
