#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace millwright::results {

/// What a child process may use.
struct ChildLimits {
  std::uint64_t memory = 0;  // [bytes] beyond what this process has
  std::uint64_t output = 0;  // [bytes]
  unsigned processor_seconds = 1;
  unsigned wall_seconds = 60;
};

/// Runs `work` in a copy of this process that can open no file, write none, and dump no core. `work` hands its output
/// to the function that it is given. Returns what it wrote; nothing when the child crashed, threw, or went beyond a
/// limit. The child has the calling thread only: `work` must take no lock that another thread may hold.
/// @throws UserError with ExitCode::io when there can be no further process
std::optional<std::string> run_in_child(const ChildLimits& limits,
                                        const std::function<void(const std::function<void(std::string_view)>&)>& work);

}  // namespace millwright::results
