#include "scenario/language/tree.hpp"

#include <algorithm>

namespace millwright::scenario {
namespace {

template <class Members>
auto place_of(Members& members, std::string_view name) {
  return std::lower_bound(members.begin(), members.end(), name, [](const Member& member, std::string_view wanted) {
    return member.name.compare(wanted) < 0;
  });
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  const Member* member = find_member(*this, name);
  return member == nullptr ? nullptr : &member->value;
}

const Member* find_member(const Node& map, std::string_view name) {
  const auto found = place_of(map.members, name);
  return found != map.members.end() && found->name == name ? &*found : nullptr;
}

Node& set_member(Node& map, Member member) {
  const auto found = place_of(map.members, member.name);
  if (found != map.members.end() && found->name == member.name) {
    *found = std::move(member);
    return found->value;
  }
  return map.members.insert(found, std::move(member))->value;
}

void remove_member(Node& map, std::string_view name) {
  const auto found = place_of(map.members, name);
  if (found != map.members.end() && found->name == name) map.members.erase(found);
}

bool same_text(const Node& one, const Node& other) {
  if (one.kind != other.kind || one.text != other.text) return false;
  return std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(), same_text) &&
         std::equal(one.edits.begin(), one.edits.end(), other.edits.begin(), other.edits.end(), same_text) &&
         std::equal(one.members.begin(), one.members.end(), other.members.begin(), other.members.end(),
                    [](const Member& a, const Member& b) { return a.name == b.name && same_text(a.value, b.value); });
}

}  // namespace millwright::scenario
