#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace millwright::results {

/// HDF5 refused a call: too little memory, or a fault of ours. The text names the call and HDF5's own reason.
class Hdf5Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Text, or a list of numbers; netCDF has no scalar numbers as attributes, so one number is a list of one.
using AttributeValue = std::variant<std::string, std::vector<std::int8_t>, std::vector<std::int16_t>,
                                    std::vector<std::int32_t>, std::vector<std::uint64_t>, std::vector<double>>;
using Attributes = std::vector<std::pair<std::string, AttributeValue>>;  // in the order in which readers list them

/// The values of a variable, outermost dimension first. Characters are single bytes, strings are whole texts.
using Values = std::variant<std::span<const double>, std::span<const std::int8_t>, std::span<const std::int16_t>,
                            std::span<const std::int32_t>, std::span<const char>, std::span<const std::string>>;

/// How a variable lies in the file: contiguous when `chunk` is empty, else in chunks, shuffled and deflated.
struct Layout {
  std::vector<std::uint64_t> chunk;
  unsigned deflate = 1;
};

/// Contiguous up to about 1 MiB; above, chunks of at most that size, cut along the outermost dimensions first.
Layout layout_by_size(std::span<const std::uint64_t> lengths, std::size_t value_size);

/// An HDF5 file that follows the netCDF-4 conventions, built in memory. Any failure throws Hdf5Error; after one the
/// object can only be destroyed. Several objects may exist in one thread, but only one thread may use HDF5 at a time.
class NetcdfFile {
 public:
  struct Group {
    std::size_t index;
  };
  struct Axis {
    std::size_t index;
  };

  NetcdfFile();
  ~NetcdfFile();
  NetcdfFile(const NetcdfFile&) = delete;
  NetcdfFile& operator=(const NetcdfFile&) = delete;

  static Group root() { return {0}; }
  Group add_group(const std::string& name);
  void set_attributes(Group group, const Attributes& attributes);

  /// A dimension that has a length and no coordinate values.
  Axis add_dimension(Group group, const std::string& name, std::uint64_t length);
  /// A dimension with a variable of the same name that gives its coordinate values.
  Axis add_coordinate(Group group, const std::string& name, const Values& values, const Attributes& attributes);
  /// A variable over the axes, which may belong to an enclosing group; doubles get NaN as fill value.
  /// `values` has as many elements as the product of the axes' lengths. Without a layout it is laid out by its size.
  void add_variable(Group group, const std::string& name, std::span<const Axis> axes, const Values& values,
                    const Attributes& attributes, const std::optional<Layout>& layout = {});

  /// The finished file; nothing can be added afterwards.
  std::vector<std::byte> finish();

 private:
  struct Contents;
  std::unique_ptr<Contents> contents_;
};

}  // namespace millwright::results
