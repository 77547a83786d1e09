#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "core/errors.hpp"

namespace millwright::tool {
namespace {

/// Three digits, but all digits of the whole part.
std::string digits(double number) {
  const double size = std::fabs(number);
  if (size >= 999.5) return with_commas(std::llround(number));
  return fmt::format("{:.{}f}", number, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

}  // namespace

std::string with_commas(std::int64_t number) {
  const std::string plain = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  std::string text;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (at > sign && (plain.size() - at) % 3 == 0) text += ',';
    text += plain[at];
  }
  return text;
}

std::string count(double number) {
  if (std::isnan(number)) return "-";
  const double size = std::fabs(number);
  if (size >= 999.5e6) return digits(number / 1e9) + " billion";
  if (size >= 999.5e3) return digits(number / 1e6) + " million";
  return with_commas(std::llround(number));
}

std::string money(double millions, std::string_view currency) {
  if (std::isnan(millions)) return "-";
  const double size = std::fabs(millions);
  const auto [unit, word] = size >= 999.5e3 ? std::pair(1e6, "tn")
                            : size >= 999.5 ? std::pair(1e3, "bn")
                                            : std::pair(1.0, "m");
  return fmt::format("{} {} {}", digits(millions / unit), word, currency);
}

std::string percent(double share) {
  if (std::isnan(share)) return "-";
  const double value = 100 * share;
  return fmt::format("{:.1f} %", std::fabs(value) < 0.05 ? 0.0 : value);  // no "-0.0 %"
}

std::string counted(std::int64_t number, std::string_view what) {
  return fmt::format("{} {}{}", with_commas(number), what, number == 1 ? "" : "s");
}

std::string clock_time(double seconds) {
  const std::int64_t whole = std::llround(std::clamp(seconds, 0.0, 1e9));
  const std::int64_t hours = whole / 3600, minutes = whole / 60 % 60;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60);
  return fmt::format("{}:{:02}", minutes, whole % 60);
}

std::string file_size(std::uint64_t bytes) {
  constexpr std::array units{"B", "kB", "MB", "GB", "TB"};
  double size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 999.5 && unit + 1 < units.size(); ++unit) size /= 1000;
  return fmt::format("{:.{}f} {}", size, unit == 0 || size >= 99.95 ? 0 : 1, units[unit]);
}

std::string reason_words(const std::string& reason) {
  static const std::map<std::string, std::string> words{{"never_reviewed", "have not considered it"},
                                                        {"installing", "are installing it"},
                                                        {"support_exhausted", "missed the grant"},
                                                        {"doubt", "doubt the gain"},
                                                        {"unprofitable", "find it too dear"},
                                                        {"waiting", "wait for better terms"},
                                                        {"finance", "cannot finance it"},
                                                        {"chips", "got no chips"}};
  const auto found = words.find(reason);
  return found == words.end() ? printable(reason) : found->second;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/+=:,@%";
  if (!text.empty() && text.find_first_not_of(safe) == std::string_view::npos) return std::string(text);
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return quoted + "'";
}

std::string runs_per_second(double rate) {
  constexpr double minute = 60;
  return rate >= 1 ? fmt::format("{:.1f} runs/s", rate) : fmt::format("{:.1f} runs/min", minute * rate);
}

}  // namespace millwright::tool
