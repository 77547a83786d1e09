#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/month.hpp"

// What a key of a scenario can hold beside numbers and words: values that vary in time, tables, series, classes.
namespace millwright::scenario {

/// A value that may vary in time, in the canonical unit of its key. Before the first step the first value holds.
class Dated {
 public:
  struct Step {
    Month from;
    double value = 0;
  };
  enum class Between { steps, linear };

  Dated() = default;
  explicit Dated(double always) : steps_{{Month{}, always}} {}
  /// Steps in ascending order of month, none twice.
  Dated(std::vector<Step> steps, Between between);

  /// The value in a month; linear in months between two steps where the scenario says `interpolate: linear`.
  double at(Month month) const;
  const std::vector<Step>& steps() const { return steps_; }
  Between between() const { return between_; }
  /// True for a key that is optional and was not given.
  bool empty() const { return steps_.empty(); }

 private:
  std::vector<Step> steps_;
  Between between_ = Between::steps;
};

/// Amounts by calendar year [million base currency]; `unlisted` holds in every other year.
struct YearlyAmounts {
  std::map<int, double> years;
  double unlisted = 0;

  double in(int year) const;
};

/// One part of a mix; the shares of a mix add up to 1.
struct Share {
  std::string name;
  double share = 0;
};

/// A class of firms by workers, both bounds included.
struct SizeClass {
  std::string name;
  std::int64_t least = 0;
  std::int64_t most = 0;  // the largest std::int64_t in an open class
};

/// Size classes in ascending order without gaps or overlaps.
struct SizeClasses {
  std::vector<SizeClass> classes;

  /// Index of the class of a firm, its workers rounded to whole ones; none outside all classes.
  std::optional<std::size_t> of(double workers) const;
};

class CsvTable;

/// Observations by month, some of them missing.
class MonthlySeries {
 public:
  MonthlySeries() = default;
  /// `values[i]` is the observation of month `first + i`; the first and the last one are not missing.
  MonthlySeries(Month first, std::vector<std::optional<double>> values);

  /// A column of a table whose column `month` ascends; blank cells are missing. Throws UserError with all problems.
  static MonthlySeries of(const CsvTable& table, std::string_view column);

  /// True for a series that is optional and was not given.
  bool empty() const { return values_.empty(); }
  /// First and last observed month of a series that is not empty.
  Month first() const { return first_; }
  Month last() const { return first_ + (static_cast<int>(values_.size()) - 1); }
  /// The observation of a month; nothing where it is missing or outside the series.
  std::optional<double> at(Month month) const;

 private:
  Month first_{};
  std::vector<std::optional<double>> values_;
};

/// A CSV file with a header line, or links of a GraphML file. Cells are text until a caller asks for a number.
class CsvTable {
 public:
  CsvTable() = default;
  /// Reads RFC 4180 text: commas, optional double quotes, one header line, as many cells in every line.
  /// Throws UserError with every problem found, each at "file.csv:line".
  static CsvTable parse(const std::string& file_name, std::string_view content);

  /// Reads the links of a network in GraphML as a table with the columns `supplier` and `buyer`, one row per edge.
  /// Throws UserError with every problem found, each at "file.graphml:line".
  static CsvTable parse_graphml(const std::string& file_name, std::string_view content);

  std::size_t rows() const { return lines_.size(); }
  const std::vector<std::string>& columns() const { return columns_; }
  bool has(std::string_view column) const;
  /// A cell; throws UserError naming the file and its columns when there is no such column.
  const std::string& text(std::size_t row, std::string_view column) const;
  /// A cell as a plain finite number; throws UserError at the cell when it is none.
  double number(std::size_t row, std::string_view column) const;
  /// "file.csv:3:7", for problems that a caller finds in a cell; "file.csv:3" for one of a column that is not there.
  std::string where(std::size_t row, std::string_view column) const;
  /// "file.csv:1"
  std::string where_header() const { return file_name_ + ":1"; }

 private:
  std::size_t column_index(std::string_view column) const;

  std::string file_name_;
  std::vector<std::string> columns_;
  std::vector<std::string> cells_;         // row by row
  std::vector<std::size_t> lines_;         // line of the file on which a row begins
  std::vector<std::uint32_t> characters_;  // [row by row] column of the file where a cell begins; 0 on a later line
};

}  // namespace millwright::scenario
