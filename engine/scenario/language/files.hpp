#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/language/source.hpp"

// Every file that a scenario names goes through this door.
namespace millwright::scenario {

/// Largest table or series [bytes].
inline constexpr std::size_t table_bytes = std::size_t{64} << 20;

/// A file that was read.
struct FileRead {
  std::filesystem::path path;  // absolute
  std::string display;         // as a user knows it
  std::string content;
};

/// A scenario and its files in memory, as a result holds them.
struct HeldFiles {
  std::string display;                          // what problems call the scenario
  std::string scenario;                         // its text
  std::map<std::string, std::string> contents;  // by name relative to the scenario, as printable() writes it
};

/// What a name begins with that stands for a file of the shipped library: `millwright:china/baseline.yaml`.
inline constexpr std::string_view library_prefix = "millwright:";

/// The scenarios that were shipped with this program: `share/millwright/scenarios` or `scenarios`, with a file
/// `.millwright` in it, in the nearest folder above the program. Empty when there are none.
std::filesystem::path shipped_library();

/// Reads files beneath the root of a scenario: the nearest folder above it that holds a file `.millwright`, else its
/// own folder. The shipped library is a root too, and further ones can be allowed. Symbolic links may not leave a root
/// either; only regular files are read. Or reads held files, and then nothing from any disk.
class FileStore {
 public:
  FileStore(const std::filesystem::path& scenario_file, const std::vector<std::filesystem::path>& allow_outside);
  explicit FileStore(std::shared_ptr<const HeldFiles> held);

  /// The scenario file itself, wherever it is. Throws UserError with ExitCode::io when it cannot be read.
  const FileRead& read_scenario(std::size_t limit);
  /// The file that a name in a text of `folder` means; empty for one of the library where there is none.
  std::filesystem::path path_of(const std::string& name, const std::filesystem::path& folder) const;
  /// A file that the text at `place` names, relative to `folder`; nullptr when it may not or cannot be read, which
  /// becomes a problem at `place`.
  const FileRead* read(const std::string& name, const std::filesystem::path& folder, std::size_t limit,
                       const Place& place, Problems& problems);

  /// Folder of the scenario file, absolute; "." of held files.
  const std::filesystem::path& folder() const { return folder_; }
  /// A file's name relative to the scenario's folder; one of the library by its name there.
  std::string relative_name(const std::filesystem::path& path) const;
  /// Every file read so far by its name relative to the scenario's folder.
  const std::map<std::string, FileRead>& files() const { return files_; }

 private:
  const FileRead* read_held(const std::filesystem::path& path, const Place& place, Problems& problems);
  const FileRead& keep(const std::filesystem::path& path, std::string display, std::string content);

  std::string shown_;  // the scenario file as given
  std::filesystem::path scenario_, folder_, library_;
  std::vector<std::filesystem::path> roots_;
  std::shared_ptr<const HeldFiles> held_;
  std::map<std::string, FileRead> files_;
};

}  // namespace millwright::scenario
