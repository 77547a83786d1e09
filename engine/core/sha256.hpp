#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace millwright {

/// SHA-256 (FIPS 180-4) of bytes given in pieces.
class Sha256 {
 public:
  void update(std::string_view bytes);

  /// The digest of everything given so far, as 64 lower-case hexadecimal digits; more may be given afterwards.
  std::string hex() const;

 private:
  void absorb(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> pending_ = {};  // the bytes after the last whole block
  std::uint64_t length_ = 0;                    // [bytes] given so far
};

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace millwright
