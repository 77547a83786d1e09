#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "results/archive.hpp"
#include "results/result.hpp"
#include "scenario/language/tree.hpp"

// What `millwright bundle` packs.
namespace millwright::tool {

/// A result of the package. Its values are not kept, only what they are called.
struct PackedResult {
  std::string name;  // in the package: results/NAME.h5 and scenarios/NAME.yaml
  std::string bytes;
  results::Result result;
  scenario::Node resolved;
  std::vector<results::InputRecord> inputs;  // also with contents that the result does not hold
};

/// A file that at least one result was made from. The same content is packed once.
struct PackedInput {
  std::string file;  // in the package, or where it has to be put: "data/1f2e3d4c5b6a-sectors.csv"
  std::string name;  // as the first scenario that reads it calls it
  std::string sha256;
  std::string content;  // empty where it is not packed
  bool confidential = false, packed = false;
  bool is_read = false;  // by a resolved scenario; else a layer of one, such as the scenario as it was written
  std::vector<std::string> results;  // names of those that were made from it
};

struct Package {
  std::vector<PackedResult> results;
  std::vector<PackedInput> inputs;  // by file name

  /// Files that a replicator has to obtain.
  std::vector<const PackedInput*> to_obtain() const;
};

/// Reads results and what they hold of their inputs; further contents come from `data`, found by SHA-256. What any
/// result declares confidential is left out. The order of the files does not matter.
/// @throws UserError when a file cannot be read, is damaged, or holds what another one declares confidential
Package collect_package(const std::vector<std::filesystem::path>& files,
                        const std::vector<std::filesystem::path>& data);

/// All files of the package, beneath the folder `replication`, with their SHA-256 sums.
std::vector<results::ArchiveEntry> package_files(const Package& package);

/// What journals ask for, in the form of the Social Science Data Editors' template (AEA), as far as the results tell;
/// what only the authors know stands in square brackets.
std::string package_readme(const Package& package);

}  // namespace millwright::tool
