#pragma once

#include <string>
#include <vector>

#include "scenario/language/files.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/source.hpp"

// The layers of a scenario from the lowest to the highest: what it extends, the file, its overrides, the command line.
namespace millwright::scenario {

/// The newest format of scenario files that is read: the number after `millwright:`.
inline constexpr int format_version = 1;

/// What a user chose on the command line.
struct Selection {
  std::string scenario_name;           // empty: none
  std::vector<std::string> overrides;  // further names, applied after it
  std::vector<std::string> settings;
};

/// Reads every layer and merges them by the schema. Problems and warnings go to `log`, but UserError is thrown when a
/// file could not be read at all, since every key in it would seem to be missing.
/// `sources` must be the ones that `log` refers to.
Node read_layers(FileStore& files, const Selection& selection, const Schema& schema, Sources& sources,
                 const MergeLog& log);

}  // namespace millwright::scenario
