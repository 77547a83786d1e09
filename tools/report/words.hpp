#pragma once
// Numbers as people read them. NaN, which stands for "not defined", becomes "-".

#include <cstdint>
#include <string>
#include <string_view>

namespace millwright::tool {

/// 1234567 -> "1,234,567".
std::string with_commas(std::int64_t number);
/// How many there are of something, averages included: "3", "4,310", "1.76 million", "1.20 billion".
std::string count(double number);
/// Money given in million: 40000 and "CNY" -> "40.0 bn CNY".
std::string money(double millions, std::string_view currency);
/// 0.4312 -> "43.1 %".
std::string percent(double share);
/// "1 month", "84 months".
std::string counted(std::int64_t number, std::string_view what);
/// 75 -> "1:15", 7261 -> "2:01:01".
std::string clock_time(double seconds);
/// 0.5 per second -> "30.0 runs/min".
std::string runs_per_second(double rate);
/// 1234567 -> "1.2 MB".
std::string file_size(std::uint64_t bytes);
/// A reason of the ledger as a predicate of "the firms without it": "find it too dear".
std::string reason_words(const std::string& reason);
/// A file name as a shell reads it back.
std::string shell_word(std::string_view text);

}  // namespace millwright::tool
