#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenario/language/files.hpp"
#include "scenario/language/schema.hpp"
#include "scenario/language/source.hpp"
#include "scenario/language/tree.hpp"

// From the text of one value to the value, as its key declares it.
namespace millwright::scenario {

/// How amounts become real amounts of the base currency: at the rates and prices of the scenario's base month.
struct Exchange {
  std::string currency;                // the base currency; empty when the scenario's is none
  std::map<std::string, Dated> rates;  // base currency per unit, by currency; yearly wages stand under "wages"
  Month prices{};                      // the base month
  double inflation = 0;                // [1/year] turns nominal amounts into real ones
};

/// An amount in a currency that has no exchange rate.
struct UnknownCurrency {
  Place place;
  std::string path, text;
};

/// Reads values of every kind but sections and maps. Whatever is wrong becomes a problem at its place.
class ValueReader {
 public:
  ValueReader(Problems& problems, std::vector<std::string>& warnings, const Sources& sources, FileStore& files,
              Exchange exchange)
      : problems_(problems), warnings_(warnings), sources_(sources), files_(files), exchange_(std::move(exchange)) {}

  /// The value of `node` as `key` declares it, its edits left aside; nothing after a problem. `path` is its dotted key.
  std::optional<Value> read(const Key& key, const Node& node, const std::string& path);
  /// `value` after one edit; nothing after a problem. An edit that changes nothing becomes a warning.
  std::optional<Value> edited(const Key& key, const Value& value, const Node& edit, const std::string& path);
  /// A value of a kind that takes edits as a node that reads back as the same value.
  Node text_of(const Key& key, const Value& value, const Place& place) const;
  /// The text of a default, where the sign of no currency stands for the scenario's own.
  std::string default_text(const Key& key) const;
  /// Tells which currencies lack an exchange rate, each with all amounts that are written in it.
  /// `of_currency` is the place of the base currency.
  void report_unknown_currencies(const Place& of_currency);

 private:
  struct Change;

  std::string listed(const std::vector<UnknownCurrency>& amounts) const;

  std::optional<Change> change_of(const Key& key, const Node& edit, const std::string& path);
  void read_operation(const Member& member, const std::string& path, Change& change);
  bool read_bound(const Key& key, const Member& member, const std::string& path, Change& change);
  bool same_or_in_range(const Key& key, Kind kind, double before, double after, const Node& edit,
                        const std::string& path);
  static std::set<Month> bends(const Dated& value, const Change& change);
  static std::optional<std::pair<const char*, const char*>> obstacle(const YearlyAmounts& value, const Change& change);
  std::optional<Value> changed(const Key& key, const Dated& value, const Change& change, const std::string& path);
  std::optional<Value> changed(const Key& key, const YearlyAmounts& value, const Change& change,
                               const std::string& path);
  std::optional<Value> changed(const Key& key, double value, const Change& change, const std::string& path);
  /// `month`: where the amount is dated, so that it may be nominal.
  std::optional<double> amount(const Key& key, Kind kind, const Node& node, const std::string& path,
                               std::optional<Month> month = std::nullopt);
  std::optional<double> money(const Key& key, const Node& node, const std::string& path, std::optional<Month> month);
  bool in_range(const Key& key, Kind kind, double value, const Node& node, const std::string& path);
  std::optional<Value> count(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> month(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> flag(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> word(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> names(const Key& key, const Node& node, const std::string& path);
  std::optional<Dated::Between> between(const Node& node, const std::string& path);
  std::optional<Dated::Step> step(const Key& key, const Member& member, const std::string& path);
  std::optional<Value> dated(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> yearly(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> mix(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> size_classes(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> series(const Node& node, const std::string& path);
  std::optional<Value> table(const Node& node, const std::string& path);

  bool is_scalar(const Key& key, const Node& node, const std::string& path);
  void refuse(const Key& key, Kind kind, const Node& node, const std::string& path, std::string help = {});

  Problems& problems_;
  std::vector<std::string>& warnings_;
  const Sources& sources_;
  FileStore& files_;
  Exchange exchange_;
  std::map<std::string, std::vector<UnknownCurrency>> unknown_;  // by currency
};

}  // namespace millwright::scenario
