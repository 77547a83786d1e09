#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "target.hpp"

// A target without libFuzzer, for ctest: REPLAY MUTANTS [FILE | FOLDER]...
// gives it every file, its own seeds, and MUTANTS changed copies of these, the same ones on every machine. It ends by
// the crash itself, after naming the input.
namespace millwright::fuzz {
namespace {

/// Random numbers of its own.
class Dice {
 public:
  std::size_t below(std::size_t count) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % count;
  }

 private:
  std::uint64_t state_ = 20240101;
};

/// Bytes that mean much: extreme whole numbers, 1e308, infinity, not a number, and what divides texts.
const std::vector<std::string> special = {std::string(4, '\0'),
                                          std::string(4, '\xff'),
                                          std::string("\xff\xff\xff\x7f"),
                                          std::string("\0\0\0\x80", 4),
                                          std::string(8, '\0'),
                                          std::string("\xa0\xc8\xeb\x85\xf3\xcc\xe1\x7f"),
                                          std::string("\0\0\0\0\0\0\xf0\x7f", 8),
                                          std::string("\0\0\0\0\0\0\xf8\x7f", 8),
                                          "\x1b[31m",
                                          "{",
                                          "}",
                                          "[",
                                          "]",
                                          ":",
                                          ",",
                                          "-",
                                          "#",
                                          "&a ",
                                          "*a",
                                          "\n",
                                          "\t",
                                          "\"",
                                          "null",
                                          "1e400",
                                          "%",
                                          "\xff"};

std::string mutant_of(std::string text, Dice& dice) {
  for (std::size_t edits = 1 + dice.below(3); edits > 0; --edits) {
    if (text.empty()) text = "x";
    const std::size_t at = dice.below(text.size()), length = std::min(1 + dice.below(12), text.size() - at);
    const std::string& part = special[dice.below(special.size())];
    switch (dice.below(5)) {
      case 0:
        text[at] = static_cast<char>(dice.below(256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(dice.below(text.size()), length));
        break;
      case 3:
        text.replace(at, std::min(part.size(), text.size() - at), part);
        break;
      default:
        text.insert(at, part);
        break;
    }
  }
  return text;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What is tried now, so that a crash can name it.
std::string now;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void tell_and_end(const char* what) {
  std::cerr << what << " on " << now << '\n';
  std::_Exit(1);
}

int run(int count, char** arguments) {
  std::vector<std::string> inputs = seeds(), names(inputs.size(), "a seed");
  const std::size_t sound = inputs.size();
  for (int k = 2; k < count; ++k) {
    std::vector<std::filesystem::path> files = {arguments[k]};
    if (std::filesystem::is_directory(arguments[k])) {
      const std::filesystem::directory_iterator folder(arguments[k]);
      files.assign(begin(folder), end(folder));
      std::ranges::sort(files);  // so that mutants do not depend on the file system
    }
    for (const auto& file : files) {
      if (std::filesystem::is_regular_file(file)) inputs.push_back(content_of(file)), names.push_back(file.string());
    }
  }
  const int mutants = std::atoi(arguments[1]);
  std::size_t taken = 0;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    now = names[k];
    const bool took = take(inputs[k]);
    if (k < sound && !took) tell_and_end(("a well-formed input was refused: " + inputs[k]).c_str());
    taken += took ? 1 : 0;
  }
  Dice dice;
  for (int k = 0; k < mutants; ++k) {
    const std::size_t of = dice.below(k % 2 == 0 ? sound : inputs.size());
    now = "mutant " + std::to_string(k) + " of " + names[of];
    taken += take(mutant_of(inputs[of], dice)) ? 1 : 0;
  }
  const std::size_t all = inputs.size() + static_cast<std::size_t>(mutants);
  std::cout << inputs.size() << " inputs and " << mutants << " mutants: " << taken << " taken, " << all - taken
            << " refused, 0 crashes\n";
  const bool deep = taken > all / 200 && taken < all;  // otherwise it tests the first line, or nothing
  if (!deep) std::cerr << "too many or too few were refused for this to test anything\n";
  return deep ? 0 : 1;
}

}  // namespace
}  // namespace millwright::fuzz

int main(int count, char** arguments) {
  if (count < 2) return 2;
  std::set_terminate([] { millwright::fuzz::tell_and_end("something other than a UserError was thrown"); });
  return millwright::fuzz::run(count, arguments);
}
