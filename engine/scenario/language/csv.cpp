#include <fmt/format.h>

#include <algorithm>

#include "core/errors.hpp"
#include "scenario/language/numbers.hpp"
#include "scenario/language/text.hpp"
#include "scenario/language/values.hpp"

namespace millwright::scenario {
namespace {

constexpr std::size_t most_problems = 50;  // of one file; nobody reads more

/// Cuts CSV text into records of cells.
class CsvReader {
 public:
  CsvReader(const std::string& file_name, std::string_view text) : file_name_(file_name), rest_(text) {}

  struct Record {
    std::size_t line = 0;
    std::vector<std::string> cells;
    std::vector<std::uint32_t> characters;  // where each cell begins on that line; 0 when it begins on a later one
  };

  /// The next record that is not an empty line; false at the end.
  bool next(Record& record) {
    record.cells.clear();
    record.characters.clear();
    while (!rest_.empty()) {
      record.line = line_;
      if (take_line_end()) continue;
      std::string_view counted = rest_;  // from here on characters are not counted yet
      std::size_t character = 1;
      do {
        character += character_count(counted.substr(0, counted.size() - rest_.size()));
        counted = rest_;
        record.characters.push_back(line_ == record.line ? static_cast<std::uint32_t>(character) : 0);
        record.cells.push_back(cell());
      } while (take(','));
      take_line_end();
      return true;
    }
    return false;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_line_end() {
    if (rest_.substr(0, 2) == "\r\n") rest_.remove_prefix(1);
    if (!take('\n')) return false;
    ++line_;
    return true;
  }
  std::string cell() {
    if (take('"')) return quoted_cell();
    const std::size_t end = rest_.find_first_of(",\r\n");
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(text.size());
    return std::string(text);
  }
  std::string quoted_cell() {
    const std::size_t opened = line_;
    std::string text;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '\n') ++line_;
      if (c == '"' && !take('"')) {
        if (rest_.empty() || std::string_view(",\r\n").find(rest_.front()) != std::string_view::npos) return text;
        throw UserError(Problem{fmt::format("{}:{}", file_name_, line_), "text follows a closing quote",
                                "double every quote inside a quoted cell"});
      }
      text += c;
    }
    throw UserError(
        Problem{fmt::format("{}:{}", file_name_, opened), "the quote that opens here is never closed", "close it"});
  }

  const std::string& file_name_;
  std::string_view rest_;
  std::size_t line_ = 1;
};

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + printable(name);
  return list;
}

void check_header(const std::string& where, const std::vector<std::string>& columns, std::vector<Problem>& problems) {
  std::vector<std::string> sorted = columns;
  std::sort(sorted.begin(), sorted.end());
  if (!sorted.empty() && sorted.front().empty()) {
    problems.push_back({where, "a column has no name", "name every column in the first line"});
  }
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end() && !twice->empty()) {
    problems.push_back(
        {where, fmt::format("column '{}' is there twice", printable(*twice)), "give every column its own name"});
  }
}

}  // namespace

CsvTable CsvTable::parse(const std::string& file_name, std::string_view content) {
  content = without_byte_order_mark(content);
  CsvTable table;
  table.file_name_ = printable(file_name);
  if (const auto fault = find_text_fault(content)) {
    const LineColumn at = line_column(content, fault->offset);
    throw UserError(Problem{fmt::format("{}:{}:{}", table.file_name_, at.line, at.column), fault->what, fault->help});
  }
  CsvReader reader(table.file_name_, content);
  CsvReader::Record record;
  if (!reader.next(record))
    throw UserError(Problem{table.file_name_ + ":1", "the table is empty", "its first line names the columns"});
  table.columns_ = record.cells;
  std::vector<Problem> problems;
  check_header(fmt::format("{}:{}", table.file_name_, record.line), table.columns_, problems);
  while (reader.next(record) && problems.size() < most_problems) {
    if (record.cells.size() != table.columns_.size()) {
      problems.push_back(
          {fmt::format("{}:{}", table.file_name_, record.line),
           fmt::format("{} cells where the first line names {} columns", record.cells.size(), table.columns_.size()),
           "give every line as many cells, empty ones where nothing is known"});
      continue;
    }
    table.lines_.push_back(record.line);
    table.characters_.insert(table.characters_.end(), record.characters.begin(), record.characters.end());
    std::move(record.cells.begin(), record.cells.end(), std::back_inserter(table.cells_));
  }
  if (!problems.empty()) throw UserError(std::move(problems));
  return table;
}

bool CsvTable::has(std::string_view column) const {
  return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
}

std::size_t CsvTable::column_index(std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  const std::string near = nearest(column, columns_);
  throw UserError(Problem{
      file_name_ + ":1", fmt::format("there is no column '{}'", printable(column)),
      near.empty() ? "the columns are: " + list_of(columns_) : fmt::format("did you mean '{}'?", printable(near))});
}

const std::string& CsvTable::text(std::size_t row, std::string_view column) const {
  return cells_.at(row * columns_.size() + column_index(column));
}

double CsvTable::number(std::size_t row, std::string_view column) const {
  const std::string& cell = text(row, column);
  if (const auto value = parse_number(cell)) return *value;
  throw UserError(
      Problem{where(row, column),
              fmt::format("column '{}': '{}' is not a number", printable(column), printable(cell.substr(0, 60))),
              cell.empty() ? "this cell must not be empty" : "write a plain decimal number such as 1234.5"});
}

std::string CsvTable::where(std::size_t row, std::string_view column) const {
  std::string line = fmt::format("{}:{}", file_name_, lines_.at(row));
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found == columns_.end()) return line;
  const auto cell = row * columns_.size() + static_cast<std::size_t>(found - columns_.begin());
  const std::uint32_t character = cell < characters_.size() ? characters_[cell] : 0;
  return character == 0 ? line : fmt::format("{}:{}", line, character);
}

}  // namespace millwright::scenario
