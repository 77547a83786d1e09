#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/month.hpp"
#include "statistics/variable.hpp"

namespace millwright::results {

/// One variable's values, laid out [outer axes...][replicate][time][dimensions...]; NaN means not defined.
struct Series {
  statistics::Variable variable;
  std::vector<double> values;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.variable), visit(self.values);
  }
};

/// An axis of a sweep outside of `replicate`: `arm` with labels, or `point`, whose places are numbered.
struct OuterAxis {
  std::string name;
  std::vector<std::string> labels;  // empty: numbered
  std::uint64_t length = 0;

  bool operator==(const OuterAxis&) const = default;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.labels), visit(self.length);
  }
};

/// A value for each place of an outer axis, such as a factor's at each point: either numbers or texts.
struct Coordinate {
  std::string name;
  std::string axis;
  std::string unit;
  std::string long_name;
  std::vector<double> numbers;
  std::vector<std::string> texts;

  bool operator==(const Coordinate&) const = default;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.axis), visit(self.unit), visit(self.long_name), visit(self.numbers), visit(self.texts);
  }
};

/// One column of a table: exactly one of `integers` and `numbers` holds the rows.
/// With `labels` the integers are codes: k means labels[k], and -1 means that nothing applies.
struct TableColumn {
  std::string name;
  std::string unit;
  std::string long_name;
  std::vector<std::string> labels;
  std::vector<std::int32_t> integers;
  std::vector<double> numbers;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.unit), visit(self.long_name), visit(self.labels), visit(self.integers),
        visit(self.numbers);
  }
};

/// A group of the file with one dimension. Rows are in the order in which readers shall see them; every column has the
/// same number of rows.
struct Table {
  std::string name;  // of the group: "events"
  std::string row;   // of the dimension: "event"
  std::vector<TableColumn> columns;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.row), visit(self.columns);
  }
};

/// A file the run was made from. `content` is empty when it is not embedded.
struct InputRecord {
  std::string name;
  std::string sha256;
  std::string content;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.sha256), visit(self.content);
  }
};

/// All that a result file holds: of a run, or of a sweep, which has outer axes. Nothing in it may differ between two
/// runs of the same scenario, seed and engine: no date, host, command line or thread count.
struct Result {
  std::string title;
  std::string scenario_name;
  std::string engine_version;
  std::string git_hash;
  std::string state_hash;
  std::uint64_t seed = 0;
  int format_version = 1;
  std::vector<OuterAxis> outer;  // outermost first; none of a run
  std::vector<Coordinate> coordinates;
  std::vector<Month> months;  // ascending, at least one; consecutive where there are no outer axes
  int replicates = 1;
  std::vector<statistics::Dimension> dimensions;
  std::vector<Series> series;
  std::vector<Table> tables;
  std::string scenario_yaml;  // the resolved scenario, UTF-8
  std::vector<InputRecord> inputs;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.title), visit(self.scenario_name), visit(self.engine_version), visit(self.git_hash),
        visit(self.state_hash), visit(self.seed), visit(self.format_version), visit(self.outer),
        visit(self.coordinates), visit(self.months), visit(self.replicates), visit(self.dimensions), visit(self.series),
        visit(self.tables), visit(self.scenario_yaml), visit(self.inputs);
  }
};

}  // namespace millwright::results
