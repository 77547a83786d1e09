#include "results/stored_file.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <map>

#include "results/hdf5_input.hpp"
#include "results/parse_result.hpp"

namespace millwright::results {
namespace {

constexpr const char* version_attribute = "comparison_version";
constexpr int known_version = 1;
constexpr std::uint64_t enough_to_look = std::uint64_t{1} << 20;  // [bytes] of attributes

/// Attributes that groups of comparisons may have; others are passed over.
constexpr const char* attribute_names[] = {"title",   "engine_version", "git_hash", "seed_decimal", "base",
                                           "horizon", "min_cell",       "arm",      "state_hash"};
constexpr const char* number_names[] = {"discount_rate"};

class Parser {
 public:
  Parser(std::span<const std::byte> bytes, std::uint64_t most_bytes) : file_(bytes, most_bytes) {}

  StoredFile parse() {
    check_version();
    read_group(file_.id(), "");
    for (const Member& member : file_.members(file_.id())) {
      if (member.is_group) read_group(file_.open_group(file_.id(), member.name), member.name);
    }
    return std::move(stored_);
  }

 private:
  void check_version() {
    const Handle root = file_.open_group(file_.id(), "/");
    const auto version = file_.integer_attribute(root, version_attribute);
    if (version.size() == 1 && version[0] == known_version) return;
    throw OtherFormat("the comparison has another format than this program reads");
  }

  void read_group(hid_t id, const std::string& name) {
    StoredGroup group{name, {}, {}};
    const Handle object = file_.open_group(id, ".");
    for (const char* attribute : attribute_names) {
      if (file_.has_attribute(object, attribute))
        group.attributes.push_back({attribute, file_.text_attribute(object, attribute)});
    }
    for (const char* attribute : number_names) {
      if (file_.has_attribute(object, attribute))
        group.attributes.push_back({attribute, fmt::format("{}", file_.number_attribute(object, attribute))});
    }
    for (const Member& member : file_.members(id)) {
      if (member.is_group && !name.empty()) throw Hdf5Error("a group stands within a group");
      if (!member.is_group) read_array(id, member, group);
    }
    stored_.groups.push_back(std::move(group));
  }

  void read_array(hid_t group, const Member& member, StoredGroup& into) {
    const Dataset dataset = file_.open_dataset(group, member.name);
    StoredArray array{member.name,
                      {},
                      dataset.lengths,
                      text_of(dataset, "units"),
                      text_of(dataset, "long_name"),
                      text_of(dataset, "cell_methods"),
                      {},
                      {}};
    const bool is_dimension = checked(H5DSis_scale(dataset.id), "H5DSis_scale") > 0;
    if (is_dimension) {
      dimensions_.emplace(member.address, member.name);
      array.dimensions = {member.name};
    } else {
      for (const haddr_t address : dimension_addresses(dataset)) array.dimensions.push_back(dimension_at(address));
    }
    if (read_values(dataset, array)) into.arrays.push_back(std::move(array));
  }

  /// False for a dimension without values, which netCDF stores as numbers of 32 bits.
  bool read_values(const Dataset& dataset, StoredArray& array) {
    const H5T_class_t kind = H5Tget_class(dataset.type);
    if (kind == H5T_FLOAT && H5Tget_size(dataset.type) != sizeof(double)) return false;
    if (kind == H5T_FLOAT) {
      array.numbers = file_.numbers(dataset);
    } else if (kind == H5T_INTEGER) {
      for (const std::int32_t value : file_.integers(dataset)) array.numbers.push_back(value);
    } else if (kind == H5T_STRING && H5Tget_size(dataset.type) == 1) {
      array.texts = {file_.characters(dataset)};
    } else {
      array.texts = file_.texts(dataset);
    }
    return true;
  }

  std::string text_of(const Dataset& dataset, const char* attribute) {
    return file_.has_attribute(dataset.id, attribute) ? file_.text_attribute(dataset.id, attribute) : std::string();
  }

  const std::string& dimension_at(haddr_t address) const {
    const auto known = dimensions_.find(address);
    if (known == dimensions_.end()) throw Hdf5Error("an array has an unknown dimension");
    return known->second;
  }

  Hdf5Input file_;
  std::map<haddr_t, std::string> dimensions_;  // by address in the file
  StoredFile stored_;
};

}  // namespace

const StoredArray* StoredGroup::find(const std::string& array) const {
  const auto found = std::ranges::find(arrays, array, &StoredArray::name);
  return found == arrays.end() ? nullptr : &*found;
}

std::string StoredGroup::attribute(const std::string& attribute) const {
  const auto found = std::ranges::find(attributes, attribute, &StoredAttribute::name);
  return found == attributes.end() ? std::string() : found->text;
}

const StoredGroup* StoredFile::find(const std::string& group) const {
  const auto found = std::ranges::find(groups, group, &StoredGroup::name);
  return found == groups.end() ? nullptr : &*found;
}

bool holds_comparison(std::span<const std::byte> bytes) {
  const Hdf5Input file(bytes, enough_to_look);
  const Handle root = file.open_group(file.id(), "/");
  return file.has_attribute(root, version_attribute);
}

StoredFile parse_stored_file(std::span<const std::byte> bytes, std::uint64_t most_bytes) {
  return Parser(bytes, most_bytes).parse();
}

}  // namespace millwright::results
