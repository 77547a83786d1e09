#pragma once

#include <string>
#include <string_view>
#include <vector>

// What a fuzz target is: some code of the engine that must bear any bytes. libfuzzer.cpp drives it under libFuzzer,
// replay.cpp in ctest.
namespace millwright::fuzz {

/// Hands the bytes to the engine. Returns whether it took them; false when it refused them with a UserError that says
/// why. Anything else that is thrown, and every crash, is a defect.
bool take(std::string_view bytes);

/// Well-formed inputs to begin with, beside the files of the corpus.
std::vector<std::string> seeds();

}  // namespace millwright::fuzz
