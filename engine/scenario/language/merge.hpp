#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/language/schema.hpp"
#include "scenario/language/source.hpp"
#include "scenario/language/tree.hpp"

// How one layer of a scenario lies over another: maps by name merge, null deletes, numbers and dated values may be
// edited, everything else replaces whole.
namespace millwright::scenario {

/// What stands at a place of the tree, as far as merging cares.
struct Shape {
  enum class Form { section, names, words, whole, unknown };

  Form form = Form::unknown;
  const Schema* schema = nullptr;  // of a section
  const Key* key = nullptr;        // of a map by name, or by the words of a catalogue; of a single value
  bool copies = false;             // within an entry with `like:`, where null deletes what will be copied

  static Shape of_section(const Schema& schema) { return {Form::section, &schema, nullptr}; }
  static Shape of_key(const Key& key);
  /// The shape of a member of `below`; `entry` is its value in the layer above, where there is one. For an entry of a
  /// catalogue both tell the word, if need be that of the sibling which it copies.
  Shape of_member(std::string_view name, const Node* entry, const Node& below) const;
};

/// Where merging reports to.
struct MergeLog {
  const Sources& sources;
  Problems& problems;
  std::vector<std::string>& warnings;
};

/// Lays `layer` over `base`; `path` is the dotted key of both, empty at the root.
void merge(Node& base, const Node& layer, const Shape& shape, const std::string& path, const MergeLog& log);

/// Replaces every entry `{like: NAME, ...}` of a map by name by its sibling NAME with the entry's own keys laid over
/// it.
void resolve_likes(Node& node, const Shape& shape, const std::string& path, const MergeLog& log);

/// `path.name`, or `name` at the root.
std::string dotted(const std::string& path, std::string_view name);

/// A map of the form {a: {b: value}} for the dotted key `a.b`; a null node, and a problem, where the key is malformed.
Node from_dotted_key(const std::string& key, const Place& place, const Node& value, Problems& problems);

/// The value at a dotted key, or nullptr.
const Node* find_dotted(const Node& root, std::string_view key);

/// Advice for a name that a map lacks: the nearest name that it has, else `otherwise`, also when `problems` are so many
/// already that nobody reads on.
std::string advice_on_name(std::string_view name, const Node& map, const Problems& problems, std::string otherwise);

/// A warning at a place: "file.yaml:3:1: warning: ...".
std::string warning_at(const Sources& sources, const Place& place, const std::string& text);

}  // namespace millwright::scenario
