#include "charts/png.hpp"

#include <algorithm>
#include <string_view>

namespace millwright::charts {
namespace {

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

/// The checksum of PNG's chunks: CRC-32 (ISO 3309).
std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

/// The checksum of a zlib stream (RFC 1950).
std::uint32_t adler32(std::string_view bytes) {
  std::uint32_t a = 1, b = 0;
  for (const char byte : bytes) {
    a = (a + static_cast<unsigned char>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

std::string chunk(const std::string& type, const std::string& content) {
  const std::string both = type + content;
  return big_endian(static_cast<std::uint32_t>(content.size())) + both + big_endian(crc32(both));
}

/// A zlib stream of stored blocks (RFC 1951, 3.2.4).
std::string stored(std::string_view bytes) {
  std::string result = "\x78\x01";
  constexpr std::size_t longest = 65535;
  for (std::size_t start = 0; start == 0 || start < bytes.size(); start += longest) {
    const std::string_view block = bytes.substr(start, longest);
    const auto length = static_cast<std::uint32_t>(block.size());
    result += start + longest >= bytes.size() ? '\1' : '\0';
    for (const std::uint32_t word : {length, ~length}) {
      result += static_cast<char>(word & 0xFFU);
      result += static_cast<char>(word >> 8 & 0xFFU);
    }
    result += block;
  }
  return result + big_endian(adler32(bytes));
}

}  // namespace

std::string png_of(std::size_t width, const std::vector<int>& pixels, const std::vector<std::string>& palette) {
  std::string rows;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (i % width == 0) rows += '\0';  // no filter
    rows += static_cast<char>(pixels[i] + 1);
  }
  std::string colours("\0\0\0", 3);  // index 0: transparent
  for (const std::string& colour : palette) {
    const unsigned long value = std::stoul(colour.substr(1), nullptr, 16);
    for (int shift = 16; shift >= 0; shift -= 8) colours += static_cast<char>(value >> shift & 0xFFU);
  }
  const auto height = static_cast<std::uint32_t>(pixels.size() / std::max<std::size_t>(1, width));
  const std::string header =
      big_endian(static_cast<std::uint32_t>(width)) + big_endian(height) + std::string("\x08\x03\0\0\0", 5);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("PLTE", colours) + chunk("tRNS", std::string(1, '\0')) +
         chunk("IDAT", stored(rows)) + chunk("IEND", "");
}

}  // namespace millwright::charts
