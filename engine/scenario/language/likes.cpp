#include <fmt/format.h>

#include <algorithm>

#include "scenario/language/merge.hpp"
#include "scenario/language/reader.hpp"

// `like: NAME` in a map by name.
namespace millwright::scenario {
namespace {

std::size_t size_of(const Node& node) {
  std::size_t size = 1 + node.items.size();
  for (const Member& member : node.members) size += size_of(member.value);
  return size;
}

/// Walks a tree and resolves every `like:` in it, the outer ones first.
class LikeResolver {
 public:
  explicit LikeResolver(const MergeLog& log) : log_(log) {}

  void walk(Node& node, const Shape& shape, const std::string& path) {
    if (shape.form == Shape::Form::names && !shape.key->element) {
      for (const Member& member : std::vector<Member>(node.members))  // resolving changes the members
        if (member.value.is_map()) resolve(node, member.name, shape, path);
    }
    for (Member& member : node.members) {
      const Shape inner = shape.of_member(member.name, &member.value, node);
      if (member.value.is_map() && inner.form != Shape::Form::whole)
        walk(member.value, inner, dotted(path, member.name));
    }
  }

 private:
  void resolve(Node& map, const std::string& name, const Shape& shape, const std::string& path) {
    Member own = *find_member(map, name);
    const Node* like = own.value.find("like");
    if (like == nullptr) return;
    const Node sibling = *like;
    remove_member(own.value, "like");
    under_way_.push_back(name);
    if (can_copy(sibling, map, path)) {
      resolve(map, sibling.text, shape, path);
      const Node* found = map.find(sibling.text);
      copied_ += size_of(*found);
      Node& copy = set_member(map, {name, own.place, *found});
      merge(copy, own.value, shape.of_member(name, &own.value, map), dotted(path, name), log_);
    } else {
      remove_member(map, name);  // what it was to copy would seem to be missing
    }
    under_way_.pop_back();
  }

  bool can_copy(const Node& sibling, const Node& map, const std::string& path) {
    const Node* found = sibling.is_scalar() ? map.find(sibling.text) : nullptr;
    const std::string shown = printable(sibling.text.substr(0, 60));
    if (found == nullptr || !found->is_map()) {
      log_.problems.add(sibling.place, fmt::format("{}: there is no entry '{}' to copy", printable(path), shown),
                        advice_on_name(sibling.text, map, log_.problems, "name another entry of the same map"));
      return false;
    }
    if (std::find(under_way_.begin(), under_way_.end(), sibling.text) != under_way_.end()) {
      log_.problems.add(sibling.place, fmt::format("{}: '{}' copies itself in the end", printable(path), shown),
                        "let one of these entries stand on its own");
      return false;
    }
    if (copied_ > ReaderLimits::values || under_way_.size() > ReaderLimits::depth) {
      log_.problems.add(sibling.place, fmt::format("{}: too much is copied by `like:`", printable(path)),
                        "write fewer entries, or copy smaller ones");
      return false;
    }
    return true;
  }

  const MergeLog& log_;
  std::vector<std::string> under_way_;
  std::size_t copied_ = 0;
};

}  // namespace

void resolve_likes(Node& node, const Shape& shape, const std::string& path, const MergeLog& log) {
  LikeResolver(log).walk(node, shape, path);
}

}  // namespace millwright::scenario
