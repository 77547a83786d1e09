#pragma once

#include <map>
#include <optional>
#include <string>

#include "scenario/language/files.hpp"
#include "scenario/language/schema.hpp"
#include "scenario/language/source.hpp"
#include "scenario/language/tree.hpp"

// From the text of one value to the value, as its key declares it.
namespace millwright::scenario {

/// How amounts become the base currency: at the rates of the scenario's base month.
struct Exchange {
  std::string currency;                 // the base currency
  std::map<std::string, double> rates;  // base currency per unit, by currency
};

/// Reads values of every kind but sections and maps. Whatever is wrong becomes a problem at its place.
class ValueReader {
 public:
  ValueReader(Problems& problems, const Sources& sources, FileStore& files, Exchange exchange)
      : problems_(problems), sources_(sources), files_(files), exchange_(std::move(exchange)) {}

  /// The value of `node` as `key` declares it; nothing after a problem. `path` is its dotted key.
  std::optional<Value> read(const Key& key, const Node& node, const std::string& path);

 private:
  std::optional<double> amount(const Key& key, Kind kind, const Node& node, const std::string& path);
  std::optional<double> money(const Key& key, const Node& node, const std::string& path);
  bool in_range(const Key& key, Kind kind, double value, const Node& node, const std::string& path);
  std::optional<Value> count(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> month(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> flag(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> word(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> names(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> dated(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> yearly(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> mix(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> size_classes(const Key& key, const Node& node, const std::string& path);
  std::optional<Value> series(const Node& node, const std::string& path);
  std::optional<Value> table(const Node& node, const std::string& path);

  bool is_scalar(const Key& key, const Node& node, const std::string& path);
  void refuse(const Key& key, Kind kind, const Node& node, const std::string& path, std::string help = {});

  Problems& problems_;
  const Sources& sources_;
  FileStore& files_;
  Exchange exchange_;
};

}  // namespace millwright::scenario
