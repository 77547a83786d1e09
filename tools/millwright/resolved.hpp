#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/language/load.hpp"

// A loaded scenario key by key, each value with the place that it came from: for `show`.
namespace millwright::tool {

/// A value or section of a resolved scenario.
struct ResolvedValue {
  std::string path;                      // "policies.grant.rate"
  std::string name;                      // "rate"
  std::size_t depth = 0;                 // 0 at the top of the scenario
  const scenario::Key* key = nullptr;    // what declares it; none for entries of maps and steps of dated values
  const scenario::Node* node = nullptr;  // what was written, or the default
  scenario::Place place;
  scenario::Kind kind{};   // of a value without members, such as one step of dated values
  scenario::Kind whole{};  // of the value that it is a step of; else its own
  std::size_t end = 0;     // index behind the last value that stands within this one

  bool holds_values() const { return node->is_map() && !node->members.empty(); }
};

/// A scenario with defaults, flattened: every section before what stands in it.
class Resolved {
 public:
  explicit Resolved(const scenario::Document& document);

  const std::vector<ResolvedValue>& values() const { return values_; }
  /// The value of that dotted key; nullptr when the scenario has none.
  const ResolvedValue* find(std::string_view path) const;
  /// "file.yaml:3:1", or "default".
  std::string where(const ResolvedValue& value) const;
  /// True where no layer gives the value.
  bool is_default(const ResolvedValue& value) const;
  /// A value with its unit normalised, such as "24 months" for 2 years; nothing for a section. Files are told by the
  /// first digits of their SHA-256.
  std::optional<std::string> understood(const ResolvedValue& value) const;
  /// The number in canonical units of a value that is one, such as a step of a dated value; nothing for any other.
  std::optional<double> amount(const ResolvedValue& value) const;
  /// The whole value with units normalised, on one line: two values with the same text mean the same.
  std::string meaning(const ResolvedValue& value) const;
  const scenario::Document& document() const { return document_; }

 private:
  struct Spot {
    const scenario::Member& member;
    std::string path;
    std::size_t depth;
  };
  void add_keys(const scenario::Schema& schema, const scenario::Node& map, const Spot& in);
  void add(const scenario::Key* key, scenario::Kind kind, scenario::Kind whole, const Spot& spot);
  void add_members(const scenario::Key& key, const Spot& in);
  std::optional<scenario::Value> read(const ResolvedValue& value) const;

  scenario::Document document_;
  scenario::Schema schema_;  // of the whole file
  std::vector<ResolvedValue> values_;
};

}  // namespace millwright::tool
