#include "results/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace millwright::results {
namespace {

bool same_bits(double one, double other) {
  return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other);
}

bool same_bits(std::int32_t one, std::int32_t other) {
  return one == other;
}

/// The shortest text that reads back as this number.
std::string exact(double value) {
  if (std::isnan(value)) return fmt::format("NaN (bits {:016x})", std::bit_cast<std::uint64_t>(value));
  return fmt::format("{}", value);
}

std::string exact(std::int32_t value) {
  return std::to_string(value);
}

template <class Item, class Name>
const Item* find(const std::vector<Item>& items, const std::string& name, Name&& name_of) {
  const auto found = std::ranges::find_if(items, [&](const Item& item) { return name_of(item) == name; });
  return found == items.end() ? nullptr : &*found;
}

const std::string& variable_name(const Series& series) {
  return series.variable.name;
}

class Comparing {
 public:
  Comparing(const Result& recorded, const Result& again) : recorded_(recorded), again_(again) {}

  Difference find_all() {
    compare_axes();
    if (found_.shapes.empty()) compare_series();
    compare_tables();
    return std::move(found_);
  }

 private:
  void shape(const std::string& sentence) { found_.shapes.push_back(sentence); }

  void compare_axes() {
    if (recorded_.months != again_.months) shape("the months differ");
    if (recorded_.replicates != again_.replicates) shape("the number of replicates differs");
    if (recorded_.outer != again_.outer) shape("the arms or points differ");
    if (recorded_.coordinates != again_.coordinates) shape("the factors' values differ");
    for (const auto& dimension : recorded_.dimensions) {
      const auto* same = find(again_.dimensions, dimension.name, [](const auto& item) { return item.name; });
      if (same == nullptr || same->labels != dimension.labels)
        shape(fmt::format("the labels of {} differ", dimension.name));
    }
  }

  /// Names that only one of two lists has.
  template <class Item, class Name>
  void compare_names(const std::vector<Item>& one, const std::vector<Item>& other, const std::string& kind,
                     Name&& name_of) {
    for (const Item& item : one) {
      if (find(other, name_of(item), name_of) == nullptr)
        shape(fmt::format("only the file has the {} {}", kind, name_of(item)));
    }
    for (const Item& item : other) {
      if (find(one, name_of(item), name_of) == nullptr)
        shape(fmt::format("only the new run has the {} {}", kind, name_of(item)));
    }
  }

  void compare_series() {
    compare_names(recorded_.series, again_.series, "variable", variable_name);
    std::size_t earliest = recorded_.months.size();
    for (const Series& series : recorded_.series) {
      const Series* same = find(again_.series, series.variable.name, variable_name);
      if (same == nullptr) continue;
      if (same->variable.dimensions != series.variable.dimensions) {
        shape(fmt::format("the dimensions of {} differ", series.variable.name));
      } else {
        compare_values(series, *same, earliest);
      }
    }
  }

  /// Values of one variable; moves `earliest` to the first month in which one differs.
  void compare_values(const Series& series, const Series& same, std::size_t& earliest) {
    const std::size_t months = recorded_.months.size();
    std::size_t runs = static_cast<std::size_t>(recorded_.replicates);
    for (const OuterAxis& axis : recorded_.outer) runs *= axis.length;
    const std::size_t width = series.values.size() / (months * runs);
    const std::size_t before = found_.differing;
    for (std::size_t k = 0; k < series.values.size(); ++k) {
      if (same_bits(series.values[k], same.values[k])) continue;
      found_.differing += 1;
      const std::size_t month = k / width % months;
      if (month >= earliest) continue;
      earliest = month;
      found_.first = {series.variable.name, labels_of(series.variable, k), exact(series.values[k]),
                      exact(same.values[k])};
    }
    count(series.values.size(), before);
  }

  void count(std::size_t values, std::size_t differing_before) {
    found_.arrays += 1;
    found_.values += values;
    found_.differing_arrays += found_.differing > differing_before ? 1 : 0;
  }

  std::vector<std::pair<std::string, std::string>> labels_of(const statistics::Variable& variable,
                                                             std::size_t k) const {
    std::vector<std::pair<std::string, std::string>> labels;
    for (auto name = variable.dimensions.rbegin(); name != variable.dimensions.rend(); ++name) {
      const auto& texts = find(recorded_.dimensions, *name, [](const auto& item) { return item.name; })->labels;
      labels.emplace_back(*name, texts[k % texts.size()]);
      k /= texts.size();
    }
    const std::size_t months = recorded_.months.size();
    const auto replicates = static_cast<std::size_t>(recorded_.replicates);
    const std::string month = to_string(recorded_.months[k % months]);
    k /= months;
    labels.emplace_back("replicate", std::to_string(k % replicates));
    k /= replicates;
    for (auto axis = recorded_.outer.rbegin(); axis != recorded_.outer.rend(); ++axis) {
      labels.emplace_back(axis->name,
                          axis->labels.empty() ? std::to_string(k % axis->length) : axis->labels[k % axis->length]);
      k /= axis->length;
    }
    labels.emplace_back("time", month);
    std::ranges::reverse(labels);
    return labels;
  }

  void compare_tables() {
    const auto table_name = [](const Table& table) { return table.name; };
    compare_names(recorded_.tables, again_.tables, "table", table_name);
    for (const Table& table : recorded_.tables) {
      const Table* same = find(again_.tables, table.name, table_name);
      if (same != nullptr) compare_table(table, *same);
    }
  }

  void compare_table(const Table& table, const Table& same) {
    const auto column_name = [](const TableColumn& column) { return column.name; };
    compare_names(table.columns, same.columns, "column of " + table.name, column_name);
    for (const TableColumn& column : table.columns) {
      const TableColumn* other = find(same.columns, column.name, column_name);
      if (other == nullptr) continue;
      const std::string name = table.name + "/" + column.name;
      if (column.labels != other->labels) shape(fmt::format("the meanings of the codes of {} differ", name));
      compare_rows(name, table.row, column.integers, other->integers);
      compare_rows(name, table.row, column.numbers, other->numbers);
    }
  }

  template <class Value>
  void compare_rows(const std::string& name, const std::string& row, const std::vector<Value>& one,
                    const std::vector<Value>& other) {
    if (one.size() != other.size())
      shape(fmt::format("{} has {} rows in the file and {} now", name, one.size(), other.size()));
    const std::size_t rows = std::min(one.size(), other.size()), before = found_.differing;
    if (rows == 0) return;
    for (std::size_t k = 0; k < rows; ++k) {
      if (same_bits(one[k], other[k])) continue;
      found_.differing += 1;
      if (!found_.first) found_.first = {name, {{row, std::to_string(k)}}, exact(one[k]), exact(other[k])};
    }
    count(rows, before);
  }

  const Result& recorded_;
  const Result& again_;
  Difference found_;
};

}  // namespace

Difference difference_between(const Result& recorded, const Result& again) {
  return Comparing(recorded, again).find_all();
}

}  // namespace millwright::results
