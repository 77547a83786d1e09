#include <fmt/format.h>

#include <algorithm>
#include <set>

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
  /// Puts what an entry copies beneath its own keys. An entry that cannot copy is taken out, and so are those that copy
  /// it: what they lack would seem to be missing.
  void resolve(Node& map, const std::string& name, const Shape& shape, const std::string& path) {
    const Member* entry = find_member(map, name);
    const Node* like = entry == nullptr ? nullptr : entry->value.find("like");
    if (like == nullptr) return;
    Member own = *entry;
    const Node sibling = *like;
    remove_member(own.value, "like");
    under_way_.push_back(name);
    const bool copies = can_copy(sibling, map, path);
    if (copies) resolve(map, sibling.text, shape, path);
    under_way_.pop_back();
    const Node* found = copies ? map.find(sibling.text) : nullptr;
    if (found == nullptr) {
      taken_out_.insert(dotted(path, name));
      return remove_member(map, name);
    }
    copied_ += size_of(*found);
    warn_of_copied_announcement(own, *found, path);
    Node& copy = set_member(map, {name, own.place, *found});
    merge(copy, own.value, shape.of_member(name, &own.value, map), dotted(path, name), log_);
  }

  /// Whoever copies a policy into other months seldom means that firms know of it from the first announcement on.
  void warn_of_copied_announcement(const Member& own, const Node& copied, const std::string& path) {
    const Member* effective = find_member(own.value, "effective");
    const Node* announce = copied.find("announce");
    if (effective == nullptr || announce == nullptr || own.value.find("announce") != nullptr) return;
    log_.warnings.push_back(warning_at(
        log_.sources, effective->place,
        fmt::format(
            "{} copies `announce: {}` too, so firms know of it from then on; give it an `announce` of its own if "
            "they shall not",
            printable(dotted(path, own.name)), printable(announce->text.substr(0, 60)))));
  }

  bool can_copy(const Node& sibling, const Node& map, const std::string& path) {
    const Node* found = sibling.is_scalar() ? map.find(sibling.text) : nullptr;
    const std::string shown = printable(sibling.text.substr(0, 60));
    if (found == nullptr && taken_out_.count(dotted(path, sibling.text)) > 0) return false;  // told already
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
  std::set<std::string> taken_out_;
  std::size_t copied_ = 0;
};

}  // namespace

void resolve_likes(Node& node, const Shape& shape, const std::string& path, const MergeLog& log) {
  LikeResolver(log).walk(node, shape, path);
}

}  // namespace millwright::scenario
