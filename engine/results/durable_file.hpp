#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

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

/// The same of a file that is too large to be held in memory: `fill` hands it over piece by piece.
void stream_durably(const std::filesystem::path& file,
                    const std::function<void(const std::function<void(std::string_view)>&)>& fill, Overwrite overwrite);

/// A file too large to be held in memory, written piece by piece as FILE.partial, which replaces what a killed process
/// may have left there. Unless kept, it is gone when this object ends. Nobody but the owner may read it.
class DurableFile {
 public:
  /// @throws UserError with ExitCode::io, as all functions do
  explicit DurableFile(std::filesystem::path target);
  ~DurableFile();
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;

  void write(std::span<const std::byte> bytes);

  /// Syncs to disk and renames to the target's name; the file that had it gets the name `previous`. Whenever the
  /// process or the machine stops, at least one of the two names shows a whole file, if one did before.
  void keep(const std::filesystem::path& previous);

 private:
  std::filesystem::path target_;
  std::unique_ptr<class TemporaryFile> temporary_;
};

}  // namespace millwright::results
