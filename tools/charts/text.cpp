#include "charts/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace millwright::charts {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Character {
  char32_t code = replacement;
  std::size_t bytes = 1;
};

/// The character that starts at `position`; a replacement of one byte where the bytes are not UTF-8.
Character character_at(std::string_view text, std::size_t position) {
  const auto lead = static_cast<unsigned char>(text[position]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead >= 0xF5 || position + bytes > text.size()) return {};
  char32_t code = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[position + i]);
    if ((next & 0xC0U) != 0x80) return {};
    code = code << 6 | (next & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return code < smallest[bytes] || surrogate || code > 0x10FFFF ? Character{} : Character{code, bytes};
}

bool allowed(char32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n';
  if (code >= 0x7F && code < 0xA0) return false;
  const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
                     code == 0x200F || code == 0x061C;
  return !turns && (code & 0xFFFEU) != 0xFFFE && code != replacement;
}

/// [1/100 of the font size] widths of the characters from space to ~ in DejaVu Sans
constexpr std::array<std::uint8_t, 95> widths = {
    32, 40, 46, 84, 64, 95, 78, 27, 39,  39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69,  61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84};

/// In parts of the font size.
double width_of(char32_t code) {
  if (code >= 0x20 && code < 0x7F) return widths[code - 0x20] / 100.0;
  if (code >= 0x300 && code < 0x370) return 0;  // combining
  if (code >= 0x2070 && code < 0x20A0) return 0.4;
  return code < 0x1100 ? 0.65 : 1.0;
}

}  // namespace

std::string cleaned(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Character next = character_at(text, i);
    const bool line_end = next.code == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (allowed(next.code)) {
      result += text.substr(i, next.bytes);
    } else if (!line_end) {
      result += "\xEF\xBF\xBD";
    }
    i += next.bytes;
  }
  return result;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : cleaned(text)) {
    switch (c) {
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '&':
        result += "&amp;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

double text_width(std::string_view text, double font_size) {
  double sum = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character next = character_at(text, i);
    sum += width_of(next.code);
    i += next.bytes;
  }
  return sum * font_size;
}

std::string shortened(std::string_view text, double width, double font_size) {
  if (text_width(text, font_size) <= width) return std::string(text);
  double left = width / font_size - width_of(U'\u2026');
  std::size_t end = 0;
  while (end < text.size()) {
    const Character next = character_at(text, end);
    left -= width_of(next.code);
    if (left < 0) break;
    end += next.bytes;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + "\u2026";
}

std::vector<std::string> wrapped(std::string_view text, double width, double font_size) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!lines.empty() && text_width(lines.back() + " " + word, font_size) <= width) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::string px(double value) {
  if (!std::isfinite(value)) return "0";
  std::string text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string plain_number(double value, int digits) {
  if (std::isnan(value)) return "";
  return fmt::format("{:.{}g}", value == 0 ? 0.0 : value, digits);
}

std::string safe_id(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool other = (c >= '0' && c <= '9') || c == '-';
    if (result.empty() && !letter) result = "f";
    result += letter || other ? c : '-';
  }
  return result.empty() ? "f" : result;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      word = word << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      result += i + k <= bytes.size() ? digits[word >> (18 - 6 * k) & 63U] : '=';
    }
  }
  return result;
}

}  // namespace millwright::charts
