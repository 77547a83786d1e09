#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace millwright::results {

/// A file of an archive.
struct ArchiveEntry {
  std::string name;  // relative, such as "data/pmi.csv"
  std::string content;
  bool executable = false;
};

/// A name for a file that means nothing to a shell, a terminal or a path: letters, digits, dot, dash and underscore,
/// not hidden, at most 80 characters. Other characters become underscores.
std::string safe_file_name(const std::string& name);

/// A tar archive, compressed by gzip. The same entries give the same bytes, in whatever order they come: sorted by
/// name, without time, owner and host.
/// @throws UserError with ExitCode::defect for a name that could leave the folder in which it is unpacked, is used
/// twice or holds other characters than safe_file_name() leaves; with ExitCode::io when there is too little memory
std::vector<std::byte> tar_gz(std::vector<ArchiveEntry> entries);

}  // namespace millwright::results
