#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/parallel.hpp"

namespace millwright {

/// Firms per loop over columns: its work arrays stay in the first-level cache.
constexpr std::size_t chunk_size = block_size / 2;

template <class T>
using Chunk = std::array<T, chunk_size>;

/// Consecutive firms of one sector, at most chunk_size.
struct SectorRun {
  std::size_t begin, count, sector;
};

/// Calls body(SectorRun) for all firms of a block, in order. Firms are stored by sector, so nearly every run is as long
/// as it may be, and what holds for a sector is a constant of the loop over its firms.
template <class F>
void for_each_run(const std::uint8_t* sector, Block block, F&& body) {
  for (std::size_t begin = block.begin; begin < block.end;) {
    const std::uint8_t* own = sector + begin;
    std::size_t count = std::min(chunk_size, block.end - begin);
    if (std::memcmp(own, own + 1, count - 1) != 0)
      count = static_cast<std::size_t>(std::find_if(own, own + count, [&](std::uint8_t s) { return s != *own; }) - own);
    body(SectorRun{begin, count, *own});
    begin += count;
  }
}

}  // namespace millwright
