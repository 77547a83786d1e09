#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenario/language/schema.hpp"
#include "scenario/language/source.hpp"
#include "scenario/language/tree.hpp"
#include "scenario/language/value_reader.hpp"

// From the merged tree to a typed struct.
namespace millwright::scenario {

/// Where a value stands: its node if it was written, its dotted key, and the place to name when it is missing.
struct Spot {
  const Node* node = nullptr;
  std::string path;
  Place place;
};

/// Fills structs from the tree by their schema. Every value that is missing, unknown or wrong becomes a problem.
class Binder {
 public:
  Binder(ValueReader& values, Sources& sources, FileStore& files, Problems& problems)
      : values_(values), sources_(sources), files_(files), problems_(problems) {}

  /// Fills the struct at `object`. Returns the complete section: what was written, with defaults for the rest.
  Node section(const Schema& schema, const Spot& spot, void* object);
  /// Reads one key alone, its default where it was left out. Returns nothing after a problem.
  std::optional<Value> alone(const Key& key, const Node* node, const std::string& path);
  /// Reports every member of a map that is not among `known`; `near` are the names that may have been meant.
  void unknown_keys(const Node& node, const std::string& path, const std::vector<std::string>& known,
                    const std::vector<std::string>& near);

 private:
  void member(const Key& key, const Spot& spot, void* object, Node& complete);
  Node of_kind(const Key& key, const Spot& spot, void* object);
  Node value(const Key& key, const Node& node, const std::string& path, void* object);
  Node edited(const Key& key, const Node& node, const std::string& path, void* object);
  Node map(const Key& key, const Spot& spot, void* object);
  Node any_of(const Key& key, const Spot& spot, void* object);
  std::map<std::string, Choice>::const_iterator choice_of(const Key& key, const Spot& entry);
  Node each_of(const Key& key, const Spot& spot, void* object);
  void check_name(const Member& entry);
  bool is_map(const Key& key, const Spot& spot);
  Node default_of(const Key& key, const std::string& path);

  ValueReader& values_;
  Sources& sources_;
  FileStore& files_;
  Problems& problems_;
};

}  // namespace millwright::scenario
