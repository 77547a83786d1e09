#include "results/tidy.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace millwright::results {
namespace {

/// How an axis lies in the rows of a table.
struct Stride {
  std::size_t length = 1, after = 1;
  std::size_t place(std::size_t row) const { return row / after % length; }
};

TidyColumn column_of(const ArrayAxis& axis, Stride stride) {
  TidyColumn column{axis.name, "", axis.name, CellKind::integer, {}, {}};
  if (!axis.labels.empty()) {
    column.kind = CellKind::label;
    column.labels = axis.labels;
  } else if (!axis.months.empty()) {
    column.kind = CellKind::month;
    column.long_name = "month";
    column.value = [&axis, stride](std::size_t row) {
      return static_cast<double>(axis.months[stride.place(row)].index);
    };
    return column;
  } else if (!axis.numbers.empty()) {
    column.value = [&axis, stride](std::size_t row) { return static_cast<double>(axis.numbers[stride.place(row)]); };
    return column;
  }
  column.value = [stride](std::size_t row) { return static_cast<double>(stride.place(row)); };
  return column;
}

/// Texts become labels, each once, in the order in which they first appear.
TidyColumn column_of(const Coordinate& coordinate, Stride stride) {
  TidyColumn column{coordinate.name, coordinate.unit, coordinate.long_name, CellKind::number, {}, {}};
  if (coordinate.texts.empty()) {
    column.value = [&coordinate, stride](std::size_t row) { return coordinate.numbers[stride.place(row)]; };
    return column;
  }
  column.kind = CellKind::label;
  std::vector<double> codes;
  for (const std::string& text : coordinate.texts) {
    auto known = std::ranges::find(column.labels, text);
    if (known == column.labels.end()) known = column.labels.insert(column.labels.end(), text);
    codes.push_back(static_cast<double>(known - column.labels.begin()));
  }
  column.value = [codes = std::move(codes), stride](std::size_t row) { return codes[stride.place(row)]; };
  return column;
}

bool counts_months(const TableColumn& column) {
  return !column.integers.empty() && (column.name == "month" || column.name.ends_with("_month"));
}

/// NaN for a month without a year of four digits.
double in_calendar(double index) {
  const bool is_in = index >= Month::of(0, 1).index && index <= Month::of(9999, 12).index;
  return is_in ? index : std::numeric_limits<double>::quiet_NaN();
}

std::string set_name(const Arrays& arrays, const std::vector<std::string>& axes) {
  // What stands before `replicate` in a result is common to all of its variables; comparisons have no such axes.
  const auto replicate = std::ranges::find(axes, "replicate");
  const bool leading = replicate != axes.end() && axes.end() - replicate > 1 &&
                       (*(replicate + 1) == "time" || *(replicate + 1) == "year");
  const auto first = leading ? replicate + 2 : axes.begin();
  std::string name;
  for (auto axis = first; axis != axes.end(); ++axis) name += "_" + arrays.axis(*axis).name;
  return name.empty() ? "national" : "by" + name;
}

}  // namespace

std::vector<TidySet> tidy_sets(const Arrays& arrays) {
  std::vector<TidySet> sets;
  for (const Series& series : arrays.series) {
    const auto& axes = series.variable.dimensions;
    auto known = std::ranges::find(sets, axes, &TidySet::axes);
    if (known == sets.end()) known = sets.insert(sets.end(), {set_name(arrays, axes), axes, {}});
    known->variables.push_back(&series);
  }
  return sets;
}

TidyTable tidy_table(const Arrays& arrays, const TidySet& set) {
  TidyTable table{set.name, arrays.title, set.variables.front()->values.size(), {}};
  Stride stride{1, table.rows};
  for (const std::string& name : set.axes) {
    const ArrayAxis& axis = arrays.axis(name);
    stride.length = axis.length;
    stride.after /= std::max<std::size_t>(axis.length, 1);
    table.columns.push_back(column_of(axis, stride));
    for (const Coordinate& coordinate : arrays.coordinates) {
      if (coordinate.axis == name) table.columns.push_back(column_of(coordinate, stride));
    }
  }
  for (const Series* series : set.variables) {
    const auto& variable = series->variable;
    table.columns.push_back({variable.name,
                             variable.unit,
                             variable.long_name,
                             CellKind::number,
                             {},
                             [series](std::size_t row) { return series->values[row]; },
                             true});
  }
  return table;
}

TidyTable tidy_table(const Arrays& arrays, const Table& table) {
  TidyTable tidy{table.name, arrays.title, 0, {}};
  const auto time = std::ranges::find(arrays.axes, "time", &ArrayAxis::name);
  const bool dated = time != arrays.axes.end() && !time->months.empty();
  for (const TableColumn& column : table.columns) {
    tidy.rows = std::max(column.integers.size(), column.numbers.size());
    TidyColumn made{column.name, column.unit, column.long_name, CellKind::number, column.labels, {}};
    if (column.integers.empty()) {
      made.value = [&column](std::size_t row) { return column.numbers[row]; };
    } else if (dated && counts_months(column)) {
      made.kind = CellKind::month;
      made.unit.clear();
      made.long_name.resize(std::min(made.long_name.find(", months from the start"), made.long_name.size()));
      made.value = [&column, start = time->months.front()](std::size_t row) {
        return in_calendar(static_cast<double>(start.index) + column.integers[row]);
      };
    } else {
      made.kind = column.labels.empty() ? CellKind::integer : CellKind::label;
      made.value = [&column](std::size_t row) { return static_cast<double>(column.integers[row]); };
    }
    tidy.columns.push_back(std::move(made));
  }
  return tidy;
}

}  // namespace millwright::results
