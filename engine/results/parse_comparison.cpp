#include <fmt/format.h>

#include <charconv>
#include <map>

#include "results/comparison_record.hpp"
#include "results/parse_parts.hpp"
#include "results/parse_result.hpp"

namespace millwright::results {
namespace {

constexpr int known_format = 1;
constexpr const char* version_attribute = "comparison_version";
constexpr std::uint64_t most_to_look = 1 << 20;  // bytes

class Parser {
 public:
  Parser(std::span<const std::byte> bytes, std::uint64_t most_bytes) : file_(bytes, most_bytes) {}

  ComparisonRecord parse() {
    read_attributes();
    read_members(file_.id());
    if (record_.arms.size() < 2) throw Hdf5Error("it has no two arms");
    return std::move(record_);
  }

 private:
  void read_attributes() {
    const Handle root = file_.open_group(file_.id(), "/");
    const auto version = file_.integer_attribute(root, version_attribute);
    if (version.size() != 1 || version[0] != known_format) {
      throw OtherFormat(
          fmt::format("the comparison has another format, and this program reads format {}", known_format));
    }
    record_.arrays.title = file_.text_attribute(root, "title");
    record_.engine_version = file_.text_attribute(root, "engine_version");
    record_.git_hash = file_.text_attribute(root, "git_hash");
    record_.horizon = file_.text_attribute(root, "horizon");
    record_.discount_rate = file_.real_attribute(root, "discount_rate");
    record_.seed = whole_number<std::uint64_t>(root, "seed_decimal");
    if (file_.has_attribute(root, "min_cell")) record_.min_cell = whole_number<std::int64_t>(root, "min_cell");
  }

  template <class Number>
  Number whole_number(hid_t group, const char* name) {
    const std::string text = file_.text_attribute(group, name);
    Number number{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
      throw Hdf5Error(fmt::format("'{}' is no whole number", name));
    return number;
  }

  void read_members(hid_t group) {
    for (const Member& member : file_.members(group)) {
      if (!member.is_group) {
        read_dataset(file_.open_dataset(group, member.name), member.address);
      } else if (group != file_.id()) {
        throw Hdf5Error(fmt::format("'{}' is a group within a group", member.name));
      } else if (member.name.starts_with("provenance_")) {
        read_arm(member.name);
      } else {
        read_members(file_.open_group(group, member.name));
      }
    }
  }

  void read_dataset(const Dataset& dataset, haddr_t address) {
    if (is_dimension(dataset)) {
      names_.emplace(address, dataset.name);
      if (dataset.name != "nv") record_.arrays.axes.push_back(axis_of(dataset));
    } else if (dataset.name != "time_bnds" && dataset.name != "month_index") {
      read_array(dataset);
    }
  }

  ArrayAxis axis_of(const Dataset& dataset) {
    ArrayAxis axis{.name = dataset.name, .length = dataset.count, .labels = {}, .months = {}, .numbers = {}};
    const H5T_class_t kind = H5Tget_class(dataset.type);
    if (dataset.name == "time") {
      for (const std::int32_t days : file_.integers(dataset)) axis.months.push_back(month_of(days));
    } else if (kind == H5T_STRING) {
      axis.labels = file_.texts(dataset);
    } else if (kind == H5T_INTEGER) {
      axis.numbers = file_.integers(dataset);
    }
    return axis;
  }

  void read_array(const Dataset& dataset) {
    std::vector<std::string> axes;
    for (const haddr_t address : dimension_addresses(dataset)) {
      const auto known = names_.find(address);
      if (known == names_.end()) throw Hdf5Error(fmt::format("'{}' has an unknown dimension", dataset.name));
      axes.push_back(known->second);
    }
    const auto text = [&](const char* name) {
      return file_.has_attribute(dataset.id, name) ? file_.text_attribute(dataset.id, name) : std::string();
    };
    if (H5Tget_class(dataset.type) == H5T_FLOAT) {
      record_.arrays.series.push_back(
          {{dataset.name, axes, text("units"), text("long_name"), text("cell_methods")}, file_.numbers(dataset)});
    } else if (axes.size() == 1) {
      record_.arrays.coordinates.push_back(
          {dataset.name, axes[0], text("units"), text("long_name"), {}, file_.texts(dataset)});
    } else {
      throw Hdf5Error(fmt::format("'{}' holds no numbers", dataset.name));
    }
  }

  void read_arm(const std::string& name) {
    const Handle group = file_.open_group(file_.id(), name);
    ArmRecord arm;
    arm.arm = file_.text_attribute(group, "arm");
    arm.engine_version = file_.text_attribute(group, "engine_version");
    arm.git_hash = file_.text_attribute(group, "git_hash");
    arm.state_hash = file_.text_attribute(group, "state_hash");
    read_provenance(file_, name, arm.scenario_yaml, arm.inputs);
    record_.arms.push_back(std::move(arm));
  }

  Hdf5Input file_;
  std::map<haddr_t, std::string> names_;  // of axes, by address in the file
  ComparisonRecord record_;
};

}  // namespace

bool says_comparison(std::span<const std::byte> bytes) {
  const Hdf5Input file(bytes, most_to_look);
  return file.has_attribute(file.open_group(file.id(), "/"), version_attribute);
}

ComparisonRecord parse_comparison(std::span<const std::byte> bytes, std::uint64_t most_bytes) {
  return Parser(bytes, most_bytes).parse();
}

}  // namespace millwright::results
