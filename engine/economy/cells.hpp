#pragma once

#include <cstddef>

namespace millwright {

/// The finest groups by which firms are counted: every combination of sector, region, ownership and size class is a
/// cell. Verbs and observers add to cells; any coarser group is a sum of them.
struct Cells {
  std::size_t sectors = 1, regions = 1, ownerships = 1, sizes = 1;

  std::size_t count() const { return sectors * regions * ownerships * sizes; }
  std::size_t of(std::size_t sector, std::size_t region, std::size_t ownership, std::size_t size) const {
    return ((sector * regions + region) * ownerships + ownership) * sizes + size;
  }
  std::size_t sector_of(std::size_t cell) const { return cell / (regions * ownerships * sizes); }
  std::size_t region_of(std::size_t cell) const { return cell / (ownerships * sizes) % regions; }
  std::size_t ownership_of(std::size_t cell) const { return cell / sizes % ownerships; }
  std::size_t size_of(std::size_t cell) const { return cell % sizes; }
};

}  // namespace millwright
