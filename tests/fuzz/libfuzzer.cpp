#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "target.hpp"

// A target under libFuzzer: clang++ -fsanitize=fuzzer.

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  millwright::fuzz::take({reinterpret_cast<const char*>(data), size});
  return 0;
}

/// Now and then begins anew from one of the target's own seeds, which thus need no files that grow stale.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  constexpr unsigned seldom = 64;
  static const auto seeds = millwright::fuzz::seeds();
  if (size <= 1 || seed % seldom == 0) {
    const std::string& chosen = seeds[seed / seldom % seeds.size()];
    size = std::min(chosen.size(), most);
    std::memcpy(data, chosen.data(), size);
  }
  return LLVMFuzzerMutate(data, size, most);
}
