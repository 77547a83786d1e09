#pragma once
// A fingerprint of arrays: 128 bits that differ when any bit of the array does, as good as surely. Fast and the same on
// any number of threads, because it is a sum over words, each mixed with its place. Not for use against forgers.

#include <cstddef>
#include <cstdint>
#include <span>

namespace millwright {

struct Fingerprint {
  std::uint64_t first = 0, second = 0;

  Fingerprint& operator+=(const Fingerprint& other) {
    first += other.first, second += other.second;
    return *this;
  }
  bool operator==(const Fingerprint&) const = default;
};

/// The fingerprint of `bytes`, taken as words of eight; the last word is filled up with zeros.
Fingerprint fingerprint(std::span<const std::byte> bytes);

}  // namespace millwright
