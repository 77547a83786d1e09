#include "core/fingerprint.hpp"

#include <array>
#include <cstring>

#include "core/clones.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"

namespace millwright {
namespace {

constexpr std::size_t width = sizeof(std::uint64_t);

/// Adds `count` words, of which the first is word `first` of the whole.
MILLWRIGHT_CLONES
void add_words(const std::byte* bytes, std::size_t first, std::size_t count, Fingerprint& sum) {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio: the step of SplitMix64
  std::uint64_t sum_first = 0, sum_second = 0;
  for (std::size_t w = 0; w < count; ++w) {
    std::uint64_t word;
    std::memcpy(&word, bytes + width * w, width);
    const std::uint64_t place = golden * (first + w + 1);
    sum_first += scramble(word ^ scramble(place));
    sum_second += scramble(word + place);
  }
  sum.first += sum_first, sum.second += sum_second;
}

}  // namespace

Fingerprint fingerprint(std::span<const std::byte> bytes) {
  const std::size_t whole = bytes.size() / width, left = bytes.size() % width;
  Fingerprint sum = sum_over_blocks(whole, Fingerprint{}, [&](Block block, Fingerprint& local) {
    add_words(bytes.data() + width * block.begin, block.begin, block.end - block.begin, local);
  });
  if (left > 0) {
    std::array<std::byte, width> last{};
    std::memcpy(last.data(), bytes.data() + width * whole, left);
    add_words(last.data(), whole, 1, sum);
  }
  sum.first += bytes.size();
  return sum;
}

}  // namespace millwright
