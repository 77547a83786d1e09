#include "results/csv_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "core/errors.hpp"

namespace millwright::results {
namespace {

constexpr std::size_t piece = 1 << 16;  // bytes handed over at a time

/// A text as a cell, which no program takes for a formula, two cells or two lines.
std::string cell_of(const std::string& label) {
  std::string text = printable(label);
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

/// A column with its labels as cells.
struct Written {
  const TidyColumn& column;
  std::vector<std::string> labels;
};

void append(fmt::memory_buffer& line, const Written& written, double value) {
  if (std::isnan(value)) return;
  auto out = std::back_inserter(line);
  switch (written.column.kind) {
    case CellKind::label:
      if (value >= 0) line.append(written.labels[static_cast<std::size_t>(value)]);
      return;
    case CellKind::month:
      line.append(to_string(Month{static_cast<std::int32_t>(value)}));
      return;
    case CellKind::integer:
      fmt::format_to(out, "{}", static_cast<std::int64_t>(value));
      return;
    case CellKind::number:
      fmt::format_to(out, "{}", value);
  }
}

}  // namespace

void write_csv(const TidyTable& table, const std::function<void(std::string_view)>& put) {
  std::vector<Written> all;
  fmt::memory_buffer lines;
  for (const TidyColumn& column : table.columns) {
    all.push_back({column, {}});
    for (const std::string& label : column.labels) all.back().labels.push_back(cell_of(label));
    if (all.size() > 1) lines.push_back(',');
    lines.append(cell_of(column.name));
  }
  lines.append(std::string_view("\r\n"));
  for (std::size_t row = 0; row < table.rows; ++row) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (k > 0) lines.push_back(',');
      append(lines, all[k], all[k].column.value(row));
    }
    lines.append(std::string_view("\r\n"));
    if (lines.size() < piece) continue;
    put({lines.data(), lines.size()});
    lines.clear();
  }
  put({lines.data(), lines.size()});
}

}  // namespace millwright::results
