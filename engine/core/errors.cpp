#include "core/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace millwright {
namespace {

std::string as_text(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    if (!problem.where.empty()) text += problem.where + ": ";
    text += "error: " + problem.what;
    if (!problem.help.empty()) text += "\n  help: " + problem.help;
  }
  return text;
}

/// Bytes of the character that begins with `lead`; 0 when none does (80 to bf continue one, c0 and c1 would be
/// overlong).
std::size_t length_by_lead(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/// Whether a code point of Unicode is written in as few bytes as it needs, and is not half of a surrogate pair.
bool is_proper(std::uint32_t code_point, std::size_t length) {
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  return code_point >= least[length] && code_point <= 0x10ffff && !surrogate;
}

/// Bytes of the UTF-8 character at the start of `text`, which is not empty; 0 when the bytes are no such character.
std::size_t character_length(std::string_view text, std::uint32_t& code_point) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = length_by_lead(lead);
  if (length == 0 || length > text.size()) return 0;
  code_point = length == 1 ? lead : lead & (0x7fu >> length);
  for (const char next : text.substr(1, length - 1)) {
    const auto byte = static_cast<unsigned char>(next);
    if ((byte & 0xc0) != 0x80) return 0;
    code_point = code_point << 6 | (byte & 0x3fu);
  }
  return is_proper(code_point, length) ? length : 0;
}

/// Control characters, and the invisible ones that reverse, hide or break the text around them.
bool is_hidden(std::uint32_t code_point) {
  constexpr std::pair<std::uint32_t, std::uint32_t> hidden[] = {{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},
                                                                {0x61c, 0x61c},   {0x200b, 0x200f}, {0x2028, 0x202e},
                                                                {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f}};
  return std::any_of(std::begin(hidden), std::end(hidden),
                     [=](auto range) { return code_point >= range.first && code_point <= range.second; });
}

char folded(char letter) {
  if (letter >= 'A' && letter <= 'Z') return static_cast<char>(letter - 'A' + 'a');
  return letter == '-' ? '_' : letter;
}

/// Edits (insert, delete, replace, swap neighbours) that turn one word into the other.
std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before(to.size() + 1), above(to.size() + 1), row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const char a = folded(from[i - 1]);
      const char b = folded(to[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a == b ? 0u : 1u)});
      const bool swapped = i > 1 && j > 1 && a == folded(to[j - 2]) && folded(from[i - 2]) == b;
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[to.size()];
}

}  // namespace

UserError::UserError(std::vector<Problem> problems, ExitCode code)
    : std::runtime_error(as_text(problems)), problems_(std::move(problems)), code_(code) {}

UserError::UserError(Problem problem, ExitCode code) : UserError(std::vector<Problem>{std::move(problem)}, code) {}

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    std::uint32_t code_point = 0;
    const std::size_t length = character_length(text, code_point);
    const std::size_t taken = std::max<std::size_t>(length, 1);
    if (length > 0 && !is_hidden(code_point)) {
      safe += text.substr(0, taken);
    } else {
      for (const char byte : text.substr(0, taken)) safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
    text.remove_prefix(taken);
  }
  return safe;
}

std::string nearest(std::string_view word, std::span<const std::string> valid) {
  const std::string* best = nullptr;
  std::size_t fewest = 0;
  for (const std::string& candidate : valid) {
    const std::size_t limit = std::max<std::size_t>(1, candidate.size() / 3);
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t shorter = std::min(word.size(), candidate.size());
    if (longer - shorter > limit) continue;  // also keeps a hostile word of 64 KiB cheap
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > limit || (best != nullptr && distance >= fewest)) continue;
    best = &candidate;
    fewest = distance;
  }
  return best == nullptr ? std::string() : *best;
}

}  // namespace millwright
