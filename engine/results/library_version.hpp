#pragma once

#include <string>

namespace millwright::results {

/// The HDF5 library that writes result files.
struct LibraryVersion {
  std::string built, loaded;  // "1.10.8": that of the headers, and of the library that runs
  bool compresses = false;    // whether it can write compressed data
};
LibraryVersion library_version();

}  // namespace millwright::results
