#pragma once

#include <string>
#include <vector>

namespace millwright::statistics {

/// What a result variable is: its name and unit are part of the contract with users.
/// Every variable also has the leading dimensions `replicate` and `time`.
struct Variable {
  std::string name;
  std::vector<std::string> dimensions;  // besides replicate and time, outermost first: "technology", "sector", ...
  std::string unit;                     // "1" for shares and counts of firms; money "m CNY"; never "days" or "hours"
  std::string long_name;
  std::string cell_methods;  // "time: point" for a stock at the month's end, "time: sum" for a flow, "time: mean"

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.dimensions), visit(self.unit), visit(self.long_name), visit(self.cell_methods);
  }
};

/// An axis with labels, such as `sector` with its twelve names.
struct Dimension {
  std::string name;
  std::vector<std::string> labels;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.labels);
  }
};

}  // namespace millwright::statistics
