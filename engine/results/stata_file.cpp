#include "results/stata_file.hpp"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <exception>
#include <limits>
#include <memory>
#include <set>

#include "core/errors.hpp"

namespace millwright::results {
namespace {

constexpr std::size_t longest_name = 32, longest_label = 80;                                 // characters
constexpr std::size_t longest_value_label = 32'000;                                          // bytes
constexpr Month stata_origin = Month::of(1960, 1);                                           // what %tm counts from
constexpr double largest_number = 0x1.fffffffffffffp+1022, largest_integer = 2'147'483'620;  // above: missing

void check(readstat_error_t error) {
  if (error == READSTAT_OK) return;
  throw UserError(Problem{"", fmt::format("the Stata file cannot be written: {}", readstat_error_message(error)),
                          "name a file that ends in .csv"},
                  ExitCode::io);
}

/// Where the library's bytes go. No exception may cross its C code, so one that `put` throws is kept.
struct Sink {
  const std::function<void(std::string_view)>& put;
  std::exception_ptr failure{};
};

ssize_t take(const void* data, std::size_t length, void* context) {
  Sink& sink = *static_cast<Sink*>(context);
  try {
    sink.put({static_cast<const char*>(data), length});
    return static_cast<ssize_t>(length);
  } catch (...) {
    sink.failure = std::current_exception();
    return -1;
  }
}

/// The library writes this moment into the file in local time; so the same local time gives the same bytes everywhere.
std::time_t fixed_local_time() {
  std::tm date{};
  date.tm_year = 100, date.tm_mday = 1, date.tm_hour = 12, date.tm_isdst = -1;  // noon of the first day of 2000
  return std::mktime(&date);
}

bool is_one_of_statas_words(const std::string& name) {
  static const std::set<std::string> words = {"_all",  "_b",    "byte", "_coef", "_cons", "double",
                                              "float", "if",    "in",   "int",   "long",  "_n",
                                              "_pi",   "_pred", "_rc",  "_skip", "using", "with"};
  const bool text_type =
      name.starts_with("str") && name.size() > 3 &&
      std::all_of(name.begin() + 3, name.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
  return words.contains(name) || text_type || name == "strL";
}

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0u) == 0x80u;
}

/// The first bytes of a text, without a part of a character at the end.
std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && continues_character(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

bool is_whole(const TidyColumn& column, std::size_t rows) {
  if (column.kind == CellKind::number) return false;
  if (column.kind != CellKind::integer) return true;
  for (std::size_t row = 0; row < rows; ++row) {
    if (std::abs(column.value(row)) > largest_integer) return false;
  }
  return true;
}

class Writer {
 public:
  Writer(const TidyTable& table, Sink& sink) : table_(table), sink_(sink), writer_(readstat_writer_init()) {
    if (!writer_) check(READSTAT_ERROR_MALLOC);
    check(readstat_set_data_writer(writer_.get(), take));
    check(readstat_writer_set_file_label(writer_.get(), stata_label(table.title).c_str()));
    check(readstat_writer_set_file_timestamp(writer_.get(), fixed_local_time()));
  }

  void write(const std::vector<std::string>& notes) {
    add_columns();
    for (const std::string& note : notes) readstat_add_note(writer_.get(), printable(note).c_str());
    told(readstat_begin_writing_dta(writer_.get(), &sink_, static_cast<long>(table_.rows)));
    for (std::size_t row = 0; row < table_.rows; ++row) {
      told(readstat_begin_row(writer_.get()));
      for (std::size_t k = 0; k < table_.columns.size(); ++k) told(insert(k, table_.columns[k].value(row)));
      told(readstat_end_row(writer_.get()));
    }
    told(readstat_end_writing(writer_.get()));
  }

 private:
  void told(readstat_error_t error) const {
    if (sink_.failure) std::rethrow_exception(sink_.failure);
    check(error);
  }

  void add_columns() {
    std::vector<std::string> names;
    for (const TidyColumn& column : table_.columns) names.push_back(column.name);
    names = stata_names(names);
    for (std::size_t k = 0; k < names.size(); ++k) {
      const TidyColumn& column = table_.columns[k];
      const bool whole = is_whole(column, table_.rows);
      auto* variable =
          readstat_add_variable(writer_.get(), names[k].c_str(), whole ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, 0);
      if (variable == nullptr) check(READSTAT_ERROR_MALLOC);
      if (names[k] != column.name)
        readstat_add_note(writer_.get(), fmt::format("{} is {}", names[k], column.name).c_str());
      const std::string unit = column.unit.empty() || column.unit == "1" ? "" : fmt::format(" [{}]", column.unit);
      readstat_variable_set_label(variable, stata_label(column.long_name + unit).c_str());
      if (column.kind == CellKind::month) readstat_variable_set_format(variable, "%tm");
      if (column.kind == CellKind::label) add_labels(variable, names[k], column.labels);
      variables_.push_back({variable, whole});
    }
  }

  void add_labels(readstat_variable_t* variable, const std::string& name, const std::vector<std::string>& labels) {
    auto* set = readstat_add_label_set(writer_.get(), READSTAT_TYPE_INT32, name.c_str());
    if (set == nullptr) check(READSTAT_ERROR_MALLOC);
    std::int32_t code = 0;
    for (const std::string& label : labels)
      readstat_label_int32_value(set, ++code, cut(printable(label), longest_value_label).c_str());
    readstat_variable_set_label_set(variable, set);
  }

  readstat_error_t insert(std::size_t k, double value) const {
    const auto& [variable, whole] = variables_[k];
    const CellKind kind = table_.columns[k].kind;
    const bool none = std::isnan(value) || std::abs(value) > largest_number || (kind == CellKind::label && value < 0);
    if (none) return readstat_insert_missing_value(writer_.get(), variable);
    if (!whole) return readstat_insert_double_value(writer_.get(), variable, value);
    auto number = static_cast<std::int32_t>(value);
    if (kind == CellKind::label) number += 1;
    if (kind == CellKind::month) number -= stata_origin.index;
    return readstat_insert_int32_value(writer_.get(), variable, number);
  }

  struct Freed {
    void operator()(readstat_writer_t* writer) const { readstat_writer_free(writer); }
  };
  struct Variable {
    readstat_variable_t* variable;
    bool whole;  // kept as a whole number of 32 bits
  };

  const TidyTable& table_;
  Sink& sink_;
  std::unique_ptr<readstat_writer_t, Freed> writer_;
  std::vector<Variable> variables_;
};

}  // namespace

std::string stata_label(const std::string& text) {
  std::string shown = printable(text);
  std::size_t characters = 0;
  for (std::size_t k = 0; k < shown.size(); ++k) {
    characters += continues_character(shown[k]) ? 0 : 1;
    if (characters > longest_label) return shown.substr(0, k);
  }
  return shown;
}

namespace {

/// The name with letters that Stata allows, which may be too long and not the only one.
std::string usable_in_stata(const std::string& name) {
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  const auto fine = [&](char letter) {
    return letter == '_' || is_digit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  };
  std::string usable = name.empty() || is_digit(name[0]) ? "v" + name : name;
  std::ranges::replace_if(
      usable, [&](char letter) { return !fine(letter); }, '_');
  if (is_one_of_statas_words(usable)) usable += "_";
  return usable;
}

}  // namespace

std::vector<std::string> stata_names(const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& name : names) {
    const std::string usable = usable_in_stata(name);
    std::string unique = usable.substr(0, longest_name);
    for (int number = 2; std::ranges::find(result, unique) != result.end(); ++number) {
      const std::string suffix = fmt::format("_{}", number);
      unique = usable.substr(0, longest_name - suffix.size()) + suffix;
    }
    result.push_back(unique);
  }
  return result;
}

void write_stata(const TidyTable& table, const std::vector<std::string>& notes,
                 const std::function<void(std::string_view)>& put) {
  Sink sink{put};
  Writer(table, sink).write(notes);
}

}  // namespace millwright::results
