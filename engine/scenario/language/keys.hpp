#pragma once

#include <stdexcept>
#include <type_traits>

#include "scenario/language/schema.hpp"

// How a struct is declared: `inline void declare(Keys<Pmi>& keys)` next to it, one call per member.
namespace millwright::scenario {

template <class T>
class Keys;

/// The schema of T, made by calling its declare().
template <class T>
std::shared_ptr<const Schema> schema_of(const Catalogues& catalogues);

/// Declares the keys of the struct T. Every method names a key and the member that it fills, and returns the Key for
/// `.means()`, `.source()`, `.optional()`, `.population()` and `.example()`.
template <class T>
class Keys {
 public:
  Keys(Schema& schema, const Catalogues& catalogues) : schema_(schema), catalogues_(catalogues) {}

  /// A bare number; `100 k` is allowed.
  Key& number(const char* name, double T::*member, Spec spec = {}) { return value(name, Kind::number, member, spec); }
  /// A whole number: 100000 or `100 k`.
  Key& count(const char* name, std::int64_t T::*member, Spec spec = {}) {
    return value(name, Kind::count, member, spec, at_least_zero);
  }
  /// `15 %` or 0.15, in [0, 1] where the declaration names no other range.
  Key& share(const char* name, double T::*member, Spec spec = {}) {
    return value(name, Kind::share, member, spec, fraction);
  }
  /// A difference of two percentages, such as a spread: `5 pp` is 0.05.
  Key& points(const char* name, double T::*member, Spec spec = {}) { return value(name, Kind::points, member, spec); }
  /// `4.4 %/year`.
  Key& rate(const char* name, AnnualRate T::*member, Spec spec = {}) { return value(name, Kind::rate, member, spec); }
  /// [months] `18 months`, `2 years`.
  Key& duration(const char* name, double T::*member, Spec spec = {}) {
    return value(name, Kind::duration, member, spec, at_least_zero);
  }
  /// [million base currency] `60 bn CNY`.
  Key& money(const char* name, double T::*member, Spec spec = {}) { return value(name, Kind::money, member, spec); }
  /// [per month] `80 k/month`.
  Key& flow(const char* name, double T::*member, Spec spec = {}) {
    return value(name, Kind::flow, member, spec, at_least_zero);
  }
  /// `2024-01`.
  Key& month(const char* name, Month T::*member, Spec spec = {}) { return value(name, Kind::month, member, spec); }
  Key& text(const char* name, std::string T::*member, Spec spec = {}) { return value(name, Kind::text, member, spec); }
  /// `true` or `false`.
  Key& flag(const char* name, bool T::*member, Spec spec = {}) { return value(name, Kind::flag, member, spec); }
  /// `[automation, ai]`.
  Key& names(const char* name, std::vector<std::string> T::*member, Spec spec = {}) {
    return value(name, Kind::names, member, spec);
  }
  /// One of a closed set of words.
  template <class Enum>
  Key& choice(const char* name, Enum T::*member, std::type_identity_t<std::vector<std::pair<const char*, Enum>>> words,
              Spec spec = {}) {
    Key& key = add(name, Kind::choice, spec);
    for (const auto& word : words) key.words.emplace_back(word.first);
    key.fill = [member, words](void* object, Value&& read) {
      for (const auto& [word, meaning] : words)
        if (std::get<std::string>(read) == word) static_cast<T*>(object)->*member = meaning;
    };
    return key;
  }

  /// A plain value, or steps by month: `{2026-03: 0.4, 2027-01: 0.5}`; likewise the four after it.
  Key& dated_number(const char* name, Dated T::*member, Spec spec = {}) {
    return value(name, Kind::dated_number, member, spec);
  }
  Key& dated_share(const char* name, Dated T::*member, Spec spec = {}) {
    return value(name, Kind::dated_share, member, spec, fraction);
  }
  /// Annual rates: 0.06 is 6 % a year.
  Key& dated_rate(const char* name, Dated T::*member, Spec spec = {}) {
    return value(name, Kind::dated_rate, member, spec);
  }
  Key& dated_money(const char* name, Dated T::*member, Spec spec = {}) {
    return value(name, Kind::dated_money, member, spec);
  }
  Key& dated_flow(const char* name, Dated T::*member, Spec spec = {}) {
    return value(name, Kind::dated_flow, member, spec, at_least_zero);
  }
  /// `{2024: 20 bn CNY, 2025: 40 bn CNY}`, or one amount for every year (kept as `unlisted`).
  Key& yearly_money(const char* name, YearlyAmounts T::*member, Spec spec = {}) {
    return value(name, Kind::yearly_money, member, spec);
  }
  /// `{real_option: 40 %, payback_period: 60 %}`, 100 % in all within half a point; kept as shares that add up to 1.
  Key& mix(const char* name, std::vector<Share> T::*member, Spec spec = {}) {
    return value(name, Kind::mix, member, spec);
  }
  /// `{small: 1-299, medium: 300-999, large: 1000-}`.
  Key& size_classes(const char* name, SizeClasses T::*member, Spec spec = {}) {
    return value(name, Kind::size_classes, member, spec);
  }
  /// `{file: data/pmi.csv, column: nbs_mfg_pmi}`; the file has a column `month`, and blank cells are missing.
  Key& series(const char* name, MonthlySeries T::*member) {
    return value(name, Kind::series, member, {})
        .column({.name = "month", .meaning = "Months such as 2024-01, ascending; those left out are missing"})
        .column({.name = "COLUMN", .meaning = "The values, under the name that `column` gives; blank: missing"});
  }
  /// The path of a CSV file, or of a network in GraphML, which becomes a table of its links.
  Key& table(const char* name, CsvTable T::*member) { return value(name, Kind::table, member, {}); }

  /// A struct with its own declare(). It needs not be written where every key in it has a default.
  template <class S>
  Key& section(const char* name, S T::*member) {
    Key& key = add(name, Kind::section, {});
    key.section = schema_of<S>(catalogues_);
    key.enter = [member](void* object) -> void* { return &(static_cast<T*>(object)->*member); };
    return key;
  }
  /// Structs by name, sorted by name whatever the order of the file.
  template <class S>
  Key& map(const char* name, std::vector<Named<S>> T::*member) {
    Key& key = add(name, Kind::map, {});
    key.section = schema_of<S>(catalogues_);
    key.append = appender(member);
    return key;
  }
  /// Size classes by name.
  Key& map_of_size_classes(const char* name, std::vector<Named<SizeClasses>> T::*member) {
    return map_of_values(name, Kind::size_classes, member);
  }
  /// Texts by name.
  Key& map_of_texts(const char* name, std::vector<Named<std::string>> T::*member) {
    return map_of_values(name, Kind::text, member);
  }
  /// Exchange rates by currency, each a plain amount of the base currency or steps by month.
  Key& map_of_rates(const char* name, std::vector<Named<Dated>> T::*member) {
    return map_of_values(name, Kind::dated_money, member, {1e-15, 1e15});
  }
  /// A map by name whose entries say by the key `selector` which word of the catalogue they are.
  Key& any_of(const char* name, std::vector<Entry> T::*member, std::string selector, const Catalogue& catalogue) {
    Key& key = add(name, Kind::any_of, {});
    key.selector = std::move(selector);
    key.choices = choices_of(catalogue);
    key.add_entry = [member](void* object, Entry&& entry) {
      (static_cast<T*>(object)->*member).push_back(std::move(entry));
    };
    return key;
  }
  /// A section that holds one section for every word of the catalogue.
  Key& each_of(const char* name, std::map<std::string, std::any> T::*member, const Catalogue& catalogue) {
    Key& key = add(name, Kind::each_of, {});
    key.choices = choices_of(catalogue);
    key.add_entry = [member](void* object, Entry&& entry) {
      (static_cast<T*>(object)->*member)[entry.word] = std::move(entry.value);
    };
    return key;
  }

  /// A catalogue that the caller of load_document() handed in.
  const Catalogue& catalogue(std::string_view name) const {
    const auto found = catalogues_.find(name);
    if (found == catalogues_.end()) throw std::logic_error("no catalogue '" + std::string(name) + "'");
    return found->second;
  }

 private:
  static constexpr Range fraction{0, 1};
  static constexpr Range at_least_zero{0, std::numeric_limits<double>::infinity()};

  Key& add(const char* name, Kind kind, Spec spec, Range otherwise = {}) {
    if (schema_.find(name) != nullptr) throw std::logic_error("key '" + std::string(name) + "' is declared twice");
    if (spec.range.unlimited()) spec.range = otherwise;
    Key& key = schema_.keys.emplace_back();
    key.name = name;
    key.kind = kind;
    key.spec = spec;
    return key;
  }
  template <class Member>
  Key& value(const char* name, Kind kind, Member T::*member, Spec spec, Range otherwise = {}) {
    Key& key = add(name, kind, spec, otherwise);
    key.fill = [member](void* object, Value&& read) {
      static_cast<T*>(object)->*member = std::get<Member>(std::move(read));
    };
    return key;
  }
  template <class Member>
  Key& map_of_values(const char* name, Kind kind, std::vector<Named<Member>> T::*member, Range range = {}) {
    Key& key = add(name, Kind::map, {});
    Key element;
    element.kind = kind;
    element.spec.range = range;
    element.fill = [](void* object, Value&& read) {
      *static_cast<Member*>(object) = std::get<Member>(std::move(read));
    };
    key.element = std::make_shared<const Key>(std::move(element));
    key.append = appender(member);
    return key;
  }
  template <class S>
  static auto appender(std::vector<Named<S>> T::*member) {
    return [member](void* object, const std::string& name) -> void* {
      auto& entries = static_cast<T*>(object)->*member;
      entries.push_back({name, S{}});
      return &entries.back().value;
    };
  }
  std::map<std::string, Choice> choices_of(const Catalogue& catalogue) const {
    std::map<std::string, Choice> choices;
    for (const auto& [name, word] : catalogue.words()) choices.emplace(name, Choice{word, word.schema(catalogues_)});
    return choices;
  }

  Schema& schema_;
  const Catalogues& catalogues_;
};

template <class T>
std::shared_ptr<const Schema> schema_of(const Catalogues& catalogues) {
  auto schema = std::make_shared<Schema>();
  Keys<T> keys(*schema, catalogues);
  declare(keys);
  return schema;
}

template <class S>
void Catalogue::add(std::string word, std::string meaning) {
  words_[std::move(word)] =
      Word{std::move(meaning), [](const Catalogues& all) { return schema_of<S>(all); }, [] { return std::any(S{}); },
           [](std::any& value) -> void* { return std::any_cast<S>(&value); }};
}

}  // namespace millwright::scenario
