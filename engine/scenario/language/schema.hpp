#pragma once

#include <any>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/month.hpp"
#include "core/rates.hpp"
#include "scenario/language/values.hpp"

// What a scenario may hold, as data: one Key per declared key. The reader, --set, the resolved copy and every
// description of the language are made from it.
namespace millwright::scenario {

/// Which results a key can change: those of the months only, or also which firms are drawn.
enum class Scope { months, population };

/// Keys that the language itself needs to read money.
enum class Role { none, yearly_wage, inflation };

/// Both bounds are included and in canonical units (shares as fractions, durations in months, money in million).
struct Range {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();

  bool unlimited() const { return least == Range{}.least && most == Range{}.most; }
};

/// The optional part of a declaration.
struct Spec {
  Range range{};
  const char* otherwise = nullptr;  // the default, written as in a scenario file; none and not optional: required
  const char* unit = "";            // what the description adds to the kind of value, such as "1/month"
  Scope scope = Scope::months;
};

// clang-format off
enum class Kind {
  number, count, share, points, rate, duration, money, flow, month, text, flag, names, choice,
  dated_number, dated_share, dated_rate, dated_money, dated_flow, yearly_money, mix, size_classes, series, table,
  section, map, any_of, each_of,
  changes  // of an override: values by dotted key
};
// clang-format on

/// A column of a table that a key names. A word in capitals within its name stands for names of the scenario:
/// TECHNOLOGY_potential is one column for every technology.
struct Column {
  std::string name;
  std::string meaning;
  Range range{};  // of a column of numbers
  bool required = true;
  std::string unit{};
};

/// A value read from a scenario, in canonical units.
using Value = std::variant<double, std::int64_t, bool, std::string, std::vector<std::string>, Month, AnnualRate, Dated,
                           YearlyAmounts, std::vector<Share>, SizeClasses, MonthlySeries, CsvTable>;

/// One entry of an any_of map: `value` holds the struct that the catalogue's `word` names.
struct Entry {
  std::string name;
  std::string word;
  std::any value;
  std::string where;  // "file.yaml:3:1"
};

/// A named value of a map, such as a metal.
template <class S>
struct Named {
  std::string name;
  S value{};
};

struct Schema;
class Catalogue;
using Catalogues = std::map<std::string, Catalogue, std::less<>>;

/// One word of a catalogue: a struct with a declaration.
struct Word {
  std::string meaning;
  std::function<std::shared_ptr<const Schema>(const Catalogues&)> schema;
  std::function<std::any()> make;
  std::function<void*(std::any&)> address;
};

/// The words that may stand at one place of a scenario, such as the instruments of a policy.
class Catalogue {
 public:
  /// Adds a word whose parameters are the struct S, which has `declare(Keys<S>&)`.
  template <class S>
  void add(std::string word, std::string meaning);
  const std::map<std::string, Word>& words() const { return words_; }

 private:
  std::map<std::string, Word> words_;
};

/// A word of a catalogue with the keys that it allows.
struct Choice {
  Word word;
  std::shared_ptr<const Schema> schema;
};

/// One declared key. The methods describe it and can be chained; the rest is for the language.
struct Key {
  /// What the key is, in one phrase.
  Key& means(std::string text);
  /// Where its default comes from; "judgement" where it is our own.
  Key& source(std::string text);
  /// The key may be left out without a default: its member keeps the value that the struct gives it.
  Key& optional();
  /// The key shapes the drawn firms, not only the months.
  Key& population();
  /// The language reads money with it.
  Key& serves_as(Role which);
  /// A value as it may be written, for messages and the reference page.
  Key& example(std::string text);
  /// A column of the table that the key names.
  Key& column(Column column);

  std::string name;
  Kind kind = Kind::number;
  Spec spec{};
  std::string meaning, origin, sample;
  bool may_be_absent = false;
  Role role = Role::none;

  std::vector<std::string> words;         // of a choice
  std::vector<Column> columns;            // of a table or series
  std::shared_ptr<const Schema> section;  // of a section, and of each entry of a map of sections
  std::shared_ptr<const Key> element;     // of a map of values
  std::string selector;                   // of any_of
  std::map<std::string, Choice> choices;  // of any_of and each_of
  std::function<void(void* object, Value&&)> fill;
  std::function<void*(void* object)> enter;                            // address of a section's struct
  std::function<void*(void* object, const std::string& name)> append;  // a new entry of a map, and its address
  std::function<void(void* object, Entry&&)> add_entry;                // of any_of and each_of
};

/// The keys of one struct, in the order of their declaration.
struct Schema {
  std::vector<Key> keys;

  /// The key of that name, or nullptr.
  const Key* find(std::string_view name) const;
  std::vector<std::string> names() const;
};

}  // namespace millwright::scenario
