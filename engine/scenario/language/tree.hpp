#pragma once

#include <string>
#include <string_view>
#include <vector>

// A scenario as text in a tree, before anything is known about units: what the reader makes, layers are merged into,
// and structs are bound from.
namespace millwright::scenario {

/// A character of a source; lines and columns count from 1, columns in characters, not bytes.
struct Place {
  int source = -1;  // index in Sources
  int line = 0;
  int column = 0;
};

struct Member;

/// A value of a scenario file. Members of a map are sorted by name, none twice.
struct Node {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  std::string text;             // of a scalar
  std::vector<Node> items;      // of a list
  std::vector<Member> members;  // of a map
  Place place;
  bool from_dots = false;  // a map that stands for a dotted key: `a.b: 1` is the map a with the member b
  /// Edits of this value by higher layers, in their order, such as {from: 2026-10, scale: 2}. A null node with edits
  /// stands for whatever lies below it, in the end the default.
  std::vector<Node> edits;

  bool is_map() const { return kind == Kind::map; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_null() const { return kind == Kind::null && edits.empty(); }
  /// The value of that name in a map, or nullptr.
  const Node* find(std::string_view name) const;
};

struct Member {
  std::string name;
  Place place;  // of the name
  Node value;
};

/// The member of that name, or nullptr.
const Member* find_member(const Node& map, std::string_view name);
/// Puts a member at its place in the order of names, in place of one of the same name.
Node& set_member(Node& map, Member member);
void remove_member(Node& map, std::string_view name);

/// A map as YAML text with sorted keys; reading it gives the same tree.
std::string canonical_yaml(const Node& map);

/// A value on one line as YAML, such as {2024-07: 15 %}.
std::string flow_yaml(const Node& node);

/// True when both hold the same text, wherever it was written.
bool same_text(const Node& one, const Node& other);

}  // namespace millwright::scenario
