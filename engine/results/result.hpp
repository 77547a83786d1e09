#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/month.hpp"
#include "statistics/variable.hpp"

namespace millwright::results {

/// One variable's values over the whole run, laid out [replicate][time][dimensions...]; NaN means not defined.
struct Series {
  statistics::Variable variable;
  std::vector<double> values;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.variable), visit(self.values);
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

/// All that a result file holds. Nothing in it may differ between two runs of the same scenario, seed and engine:
/// no date, host, command line or thread count.
struct Result {
  std::string title;
  std::string scenario_name;
  std::string engine_version;
  std::string git_hash;
  std::string state_hash;
  std::uint64_t seed = 0;
  int format_version = 1;
  std::vector<Month> months;  // consecutive, at least one
  int replicates = 1;
  std::vector<statistics::Dimension> dimensions;
  std::vector<Series> series;
  std::vector<Table> tables;
  std::string scenario_yaml;  // the resolved scenario, UTF-8
  std::vector<InputRecord> inputs;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.title), visit(self.scenario_name), visit(self.engine_version), visit(self.git_hash),
        visit(self.state_hash), visit(self.seed), visit(self.format_version), visit(self.months),
        visit(self.replicates), visit(self.dimensions), visit(self.series), visit(self.tables),
        visit(self.scenario_yaml), visit(self.inputs);
  }
};

}  // namespace millwright::results
