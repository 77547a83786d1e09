#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "results/hdf5_handle.hpp"

// Reading HDF5 files of unknown origin: whatever does not look as our own files do is refused with Hdf5Error.
namespace millwright::results {

/// A group or data set that a group names.
struct Member {
  std::string name;
  bool is_group = false;
  haddr_t address = HADDR_UNDEF;
};

/// An opened data set and its shape.
struct Dataset {
  std::string name;
  Handle id, type;
  std::vector<std::uint64_t> lengths;
  std::uint64_t count = 1;  // values
};

/// A file in memory. `most_bytes` is what all that is read from it may hold together.
class Hdf5Input {
 public:
  Hdf5Input(std::span<const std::byte> bytes, std::uint64_t most_bytes);

  hid_t id() const { return file_; }
  /// What a group names, in the order of creation.
  std::vector<Member> members(hid_t group) const;
  Handle open_group(hid_t group, const std::string& name) const;
  Dataset open_dataset(hid_t group, const std::string& name) const;

  std::vector<double> numbers(const Dataset& dataset);
  /// Values of 8, 16 or 32 bits.
  std::vector<std::int32_t> integers(const Dataset& dataset);
  /// Single bytes, as one text.
  std::string characters(const Dataset& dataset);
  std::vector<std::string> texts(const Dataset& dataset);

  bool has_attribute(hid_t object, const std::string& name) const;
  std::string text_attribute(hid_t object, const std::string& name);
  std::vector<std::int32_t> integer_attribute(hid_t object, const std::string& name);
  std::uint64_t unsigned_attribute(hid_t object, const std::string& name);
  double number_attribute(hid_t object, const std::string& name);

 private:
  /// Counts what a data set claims to hold, before memory is taken for it.
  void claim(const Dataset& dataset);
  void claim(std::uint64_t bytes);

  std::vector<std::byte> image_;
  Handle file_;
  std::uint64_t left_;
};

/// Addresses of the dimensions of a data set, outermost first. Throws Hdf5Error unless each axis has exactly one.
std::vector<haddr_t> dimension_addresses(const Dataset& dataset);

}  // namespace millwright::results
