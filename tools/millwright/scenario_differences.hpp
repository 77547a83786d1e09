#pragma once

#include <string>
#include <vector>

#include "resolved.hpp"

// How two loaded scenarios differ, value by value: for `show --against` and for `compare --effects`.
namespace millwright::tool {

/// A value that two scenarios do not share; nullptr where one of them has none. Points into both scenarios.
struct Difference {
  std::string path;
  const ResolvedValue* before = nullptr;
  const ResolvedValue* after = nullptr;
};

/// True for a value that is declared as a whole: a dated value is one, its steps are not.
bool is_whole(const ResolvedValue& value);

/// All differences, section by section, in the order in which `before` holds them, then what only `after` has.
std::vector<Difference> differences(const Resolved& before, const Resolved& after);
/// Those at or below a key that at least one of them holds.
std::vector<Difference> differences(const Resolved& before, const Resolved& after, const std::string& key);

/// What the layers wrote of a value; with defaults, and with edits applied, where that is not all.
std::string written(const Resolved& scenario, const ResolvedValue& value);

/// Refuses a key that a scenario does not hold, with the nearest one. Throws UserError with ExitCode::usage.
[[noreturn]] void refuse_key(const Resolved& scenario, const std::string& key);

}  // namespace millwright::tool
