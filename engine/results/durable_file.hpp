#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace millwright::results {

enum class Overwrite { refuse, replace };

/// Refuses, before a long run, what write_durably() would refuse after it: an existing file (unless replaced), a target
/// that is no regular file, a missing folder, a folder that takes no new file. Creates no folder; the help says how.
/// @throws UserError with ExitCode::io
void check_writable(const std::filesystem::path& file, Overwrite overwrite);

/// Writes the bytes to a temporary name beside the target, syncs them to disk and renames, so that the target's name
/// never shows a part of a file. After a failure the temporary file is gone and an old target is as it was.
/// @throws UserError with ExitCode::io
void write_durably(const std::filesystem::path& file, std::span<const std::byte> bytes, Overwrite overwrite);

}  // namespace millwright::results
