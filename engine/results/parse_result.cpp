#include "results/parse_result.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "results/hdf5_input.hpp"
#include "results/parse_parts.hpp"

namespace millwright::results {
namespace {

constexpr int known_format = 1;

/// Parts between single blanks; an empty text has none.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; !text.empty() && start <= text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

class Parser {
 public:
  Parser(std::span<const std::byte> bytes, std::uint64_t most_bytes) : file_(bytes, most_bytes) {}

  Result parse() {
    read_attributes();
    const std::vector<Member> members = file_.members(file_.id());
    for (const Member& member : members) {
      if (!member.is_group) read_root_dataset(member);
    }
    place_outer_axes();
    if (result_.months.empty()) throw Hdf5Error("it has no months");
    for (const Member& member : members) {
      if (!member.is_group) continue;
      if (member.name == "provenance") {
        read_provenance(file_, "provenance", result_.scenario_yaml, result_.inputs);
      } else {
        result_.tables.push_back(read_table(member.name));
      }
    }
    return std::move(result_);
  }

 private:
  void read_attributes() {
    const Handle root = file_.open_group(file_.id(), "/");
    const auto version = file_.integer_attribute(root, "format_version");
    if (version.size() != 1) throw Hdf5Error("it has no format version");
    if (version[0] != known_format) {
      const bool told = file_.has_attribute(root, "engine_version");
      throw OtherFormat(fmt::format("the result has format {}{}, and this program reads format {}", version[0],
                                    told ? ", of millwright " + file_.text_attribute(root, "engine_version") : "",
                                    known_format));
    }
    result_.format_version = version[0];
    result_.title = file_.text_attribute(root, "title");
    result_.scenario_name = file_.text_attribute(root, "scenario");
    result_.engine_version = file_.text_attribute(root, "engine_version");
    result_.git_hash = file_.text_attribute(root, "git_hash");
    result_.state_hash = file_.text_attribute(root, "state_hash");
    result_.seed = file_.unsigned_attribute(root, "seed");
  }

  /// Dimensions come before what lies on them.
  void read_root_dataset(const Member& member) {
    const Dataset dataset = file_.open_dataset(file_.id(), member.name);
    if (is_dimension(dataset)) {
      dimensions_.emplace(member.address, member.name);
      read_dimension(dataset);
    } else if (member.name != "time_bnds" && member.name != "month_index") {
      read_series(dataset);
    }
  }

  void read_dimension(const Dataset& dataset) {
    if (dataset.name == "nv") return;
    if (dataset.name == "replicate") {
      const auto numbers = file_.integers(dataset);
      result_.replicates = static_cast<int>(numbers.size());
    } else if (dataset.name == "time") {
      for (const std::int32_t days : file_.integers(dataset)) result_.months.push_back(month_of(days));
    } else if (H5Tget_class(dataset.type) == H5T_INTEGER) {
      numbered_.push_back({dataset.name, {}, file_.integers(dataset).size()});
    } else {
      result_.dimensions.push_back({dataset.name, file_.texts(dataset)});
    }
  }

  void read_series(const Dataset& dataset) {
    Series series;
    series.variable.name = dataset.name;
    for (const haddr_t address : dimension_addresses(dataset)) {
      const auto known = dimensions_.find(address);
      if (known == dimensions_.end()) throw Hdf5Error(fmt::format("'{}' has an unknown dimension", dataset.name));
      series.variable.dimensions.push_back(known->second);
    }
    auto& names = series.variable.dimensions;
    if (names.size() == 1 && names[0] != "replicate" && names[0] != "time") return read_coordinate(dataset, names[0]);
    const auto replicate = std::ranges::find(names, "replicate");
    if (names.end() - replicate < 2 || *(replicate + 1) != "time")
      throw Hdf5Error(fmt::format("'{}' is not by replicate and time", dataset.name));
    const std::vector<std::string> outer(names.begin(), replicate);
    if (!outer_) outer_ = outer;
    if (*outer_ != outer) throw Hdf5Error(fmt::format("'{}' has other outer axes", dataset.name));
    names.erase(names.begin(), replicate + 2);
    series.variable.unit = file_.text_attribute(dataset.id, "units");
    series.variable.long_name = file_.text_attribute(dataset.id, "long_name");
    if (file_.has_attribute(dataset.id, "cell_methods"))
      series.variable.cell_methods = file_.text_attribute(dataset.id, "cell_methods");
    series.values = file_.numbers(dataset);
    result_.series.push_back(std::move(series));
  }

  void read_coordinate(const Dataset& dataset, const std::string& axis) {
    Coordinate coordinate{
        dataset.name, axis, file_.text_attribute(dataset.id, "units"), file_.text_attribute(dataset.id, "long_name"),
        {},           {}};
    if (H5Tget_class(dataset.type) == H5T_FLOAT) {
      coordinate.numbers = file_.numbers(dataset);
    } else {
      coordinate.texts = file_.texts(dataset);
    }
    result_.coordinates.push_back(std::move(coordinate));
  }

  /// The axes that stand before `replicate`, in the order in which variables have them.
  void place_outer_axes() {
    for (const std::string& name : outer_.value_or(std::vector<std::string>{})) {
      const auto numbered = std::ranges::find(numbered_, name, &OuterAxis::name);
      const auto labelled = std::ranges::find(result_.dimensions, name, &statistics::Dimension::name);
      if (numbered != numbered_.end()) {
        result_.outer.push_back(*numbered);
        numbered_.erase(numbered);
      } else if (labelled != result_.dimensions.end()) {
        result_.outer.push_back({name, labelled->labels, labelled->labels.size()});
        result_.dimensions.erase(labelled);
      }
    }
    if (!numbered_.empty()) throw Hdf5Error(fmt::format("no variable has the axis '{}'", numbered_.front().name));
  }

  Table read_table(const std::string& name) {
    const Handle group = file_.open_group(file_.id(), name);
    Table table{name, {}, {}};
    for (const Member& member : file_.members(group)) {
      if (member.is_group) throw Hdf5Error(fmt::format("'{}' is a group within a table", member.name));
      const Dataset dataset = file_.open_dataset(group, member.name);
      if (!is_dimension(dataset)) {
        table.columns.push_back(read_column(dataset));
      } else if (table.row.empty()) {
        table.row = member.name;
      } else {
        throw Hdf5Error(fmt::format("'{}' is a table of two dimensions", name));
      }
    }
    return table;
  }

  TableColumn read_column(const Dataset& dataset) {
    if (dataset.lengths.size() != 1) throw Hdf5Error(fmt::format("'{}' is no column", dataset.name));
    TableColumn column;
    column.name = dataset.name;
    column.unit = file_.text_attribute(dataset.id, "units");
    column.long_name = file_.text_attribute(dataset.id, "long_name");
    if (H5Tget_class(dataset.type) == H5T_FLOAT) {
      column.numbers = file_.numbers(dataset);
      return column;
    }
    column.integers = file_.integers(dataset);
    if (!file_.has_attribute(dataset.id, "flag_values")) return column;
    const auto flags = file_.integer_attribute(dataset.id, "flag_values");
    column.labels = split(file_.text_attribute(dataset.id, "flag_meanings"));
    if (column.labels.size() != flags.size())
      throw Hdf5Error(fmt::format("'{}' does not have a meaning for each code", dataset.name));
    if (!flags.empty() && flags[0] == -1) column.labels.erase(column.labels.begin());
    return column;
  }

  Hdf5Input file_;
  std::map<haddr_t, std::string> dimensions_;  // by address in the file
  std::vector<OuterAxis> numbered_;            // axes with numbers for labels
  std::optional<std::vector<std::string>> outer_;
  Result result_;
};

}  // namespace

Result parse_result(std::span<const std::byte> bytes, std::uint64_t most_bytes) {
  return Parser(bytes, most_bytes).parse();
}

}  // namespace millwright::results
