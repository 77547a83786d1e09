#pragma once
// Records that a process appends to a file of its own, each with a checksum: what was appended stays readable whatever
// kills the process, and a record that was cut off is known as such.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace millwright::results {

class RecordWriter {
 public:
  /// Makes a new file `folder`/`stem`.N.part that no other process writes, and writes its first record.
  /// @throws UserError with ExitCode::io, as append() does
  RecordWriter(const std::filesystem::path& folder, const std::string& stem, std::span<const std::byte> head);
  ~RecordWriter();
  RecordWriter(const RecordWriter&) = delete;
  RecordWriter& operator=(const RecordWriter&) = delete;

  /// The record is in the file when this returns: the process may be killed. It is on the disk a second later at most,
  /// or when sync() returns.
  void append(std::span<const std::byte> record);
  void sync();

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
  std::int64_t synced_ = 0;  // [ms] of a steady clock
};

/// Calls take(record) for every whole record of a file, the head first, up to the first that is cut off or damaged; it
/// returns false to end. @throws UserError with ExitCode::io when the file cannot be read
void read_records(const std::filesystem::path& file, const std::function<bool(std::span<const std::byte>)>& take);

/// All *.part files of a folder, sorted by name; none where there is no folder.
std::vector<std::filesystem::path> record_files(const std::filesystem::path& folder);

}  // namespace millwright::results
