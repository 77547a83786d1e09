#pragma once
// A fingerprint of arrays: 128 bits that differ when any bit of the array does, as good as surely. Fast and the same on
// any number of threads, because it is a sum over words, each mixed with its place. Not for use against forgers.

#include <cstdint>
#include <cstring>
#include <span>

#include "core/parallel.hpp"
#include "core/random.hpp"

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
inline Fingerprint fingerprint(std::span<const std::byte> bytes) {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio: the step of SplitMix64
  const std::size_t words = (bytes.size() + 7) / 8;
  Fingerprint sum = sum_over_blocks(words, Fingerprint{}, [&](Block block, Fingerprint& local) {
    for (std::size_t w = block.begin; w < block.end; ++w) {
      std::uint64_t word = 0;
      const std::size_t left = bytes.size() - 8 * w;
      std::memcpy(&word, bytes.data() + 8 * w, left < 8 ? left : 8);
      const std::uint64_t place = golden * (w + 1);
      local.first += scramble(word ^ scramble(place));
      local.second += scramble(word + place);
    }
  });
  sum.first += bytes.size();
  return sum;
}

}  // namespace millwright
