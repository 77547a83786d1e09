#include "core/fingerprint.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "core/parallel.hpp"

namespace millwright {
namespace {

Fingerprint of(const std::vector<std::uint8_t>& bytes) {
  return fingerprint(std::as_bytes(std::span(bytes)));
}

std::vector<std::uint8_t> sample(std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(31 * i + i / 7);
  return bytes;
}

TEST(Fingerprint, AnyBitThatChangesChangesIt) {
  const auto bytes = sample(101);
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto other = bytes;
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (1u << (bit % 8)));
    EXPECT_NE(of(other), of(bytes)) << "bit " << bit;
  }
}

TEST(Fingerprint, WordsThatChangePlacesChangeIt) {
  auto bytes = sample(64), other = bytes;
  std::swap_ranges(other.begin(), other.begin() + 8, other.begin() + 24);
  EXPECT_NE(of(other), of(bytes));
}

TEST(Fingerprint, ZerosAtTheEndCount) {
  EXPECT_NE(of(std::vector<std::uint8_t>(7)), of(std::vector<std::uint8_t>(8)));
  EXPECT_NE(of({}), of(std::vector<std::uint8_t>(8)));
}

TEST(Fingerprint, TheNumberOfThreadsCannotBeSeen) {
  const auto bytes = sample(3'000'000);
  const ThreadLimit one(1);
  const Fingerprint alone = of(bytes);
  for (const int threads : {2, 3, 7}) {
    const ThreadLimit limit(threads);
    EXPECT_EQ(of(bytes), alone) << threads;
  }
}

}  // namespace
}  // namespace millwright
