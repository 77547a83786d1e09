#include "scenario/language/merge.hpp"

#include <fmt/format.h>

#include <array>

#include "scenario/language/kinds.hpp"
#include "scenario/language/reader.hpp"

namespace millwright::scenario {
namespace {

constexpr std::array<std::string_view, 5> edit_words = {"from", "to", "set", "scale", "add"};

/// The member of an entry in the layer above, else of the entry below; nullptr when neither has it.
const Node* in_entry(std::string_view name, const Node* above, const Node* below) {
  const Node* found = above == nullptr ? nullptr : above->find(name);
  return found != nullptr || below == nullptr ? found : below->find(name);
}

/// The schema of an entry of an any_of map, from the word that its selector names in the layer above or below, or in
/// the sibling that it copies; nullptr when none does.
const Schema* schema_of_entry(const Key& key, std::string name, const Node* entry, const Node& siblings) {
  for (std::size_t copies = 0; copies <= ReaderLimits::depth; ++copies) {
    const Node* below = siblings.find(name);
    if (const Node* word = in_entry(key.selector, entry, below)) {
      const auto choice = key.choices.find(word->text);
      return choice == key.choices.end() ? nullptr : choice->second.schema.get();
    }
    const Node* like = in_entry("like", entry, below);
    if (like == nullptr) return nullptr;
    name = like->text;
    entry = nullptr;
  }
  return nullptr;
}

Shape shape_of_entry(const Key& key, std::string_view name, const Node* entry, const Node& below) {
  if (key.element) return {Shape::Form::whole, nullptr, key.element.get()};
  const Schema* schema = key.section ? key.section.get() : schema_of_entry(key, std::string(name), entry, below);
  Shape shape = schema == nullptr ? Shape{} : Shape::of_section(*schema);
  shape.copies = in_entry("like", entry, below.find(name)) != nullptr;
  return shape;
}

/// True for {from: 2026-10, scale: 2} and its like where the key takes edits.
bool is_edit(const Shape& shape, const Node& value) {
  if (shape.form != Shape::Form::whole || shape.key == nullptr || !takes_edits(shape.key->kind)) return false;
  return std::any_of(value.members.begin(), value.members.end(), [](const Member& member) {
    return std::find(edit_words.begin(), edit_words.end(), member.name) != edit_words.end();
  });
}

/// Notes edits with the value that they change; where a layer above copies an entry, that is not known yet.
void add_edits(Node& base, const Member& member, const std::vector<Node>& edits, const std::string& path,
               const MergeLog& log) {
  Node* below = const_cast<Node*>(base.find(member.name));
  if (below != nullptr && below->is_null()) {
    log.problems.add(member.place, fmt::format("{} is deleted by one layer and edited by another", printable(path)),
                     "give it its whole new value");
    return;
  }
  if (below == nullptr) {
    Member fresh{member.name, member.place, {}};
    fresh.value.place = member.value.place;
    below = &set_member(base, std::move(fresh));
  }
  below->edits.insert(below->edits.end(), edits.begin(), edits.end());
}

void merge_value(Node& base, const Member& member, const Shape& parent, const std::string& path, const MergeLog& log) {
  const Shape shape = parent.of_member(member.name, &member.value, base);
  if (member.value.kind == Node::Kind::null) return add_edits(base, member, member.value.edits, path, log);
  if (is_edit(shape, member.value)) return add_edits(base, member, {member.value}, path, log);
  Node* below = const_cast<Node*>(base.find(member.name));
  const bool merges = member.value.is_map() && shape.form != Shape::Form::whole;
  if (!merges) {
    if (member.value.from_dots) {
      const bool editable = shape.key != nullptr && takes_edits(shape.key->kind);
      log.problems.add(member.place, fmt::format("{} is one value, which is replaced whole", printable(path)),
                       editable ? "give it its whole new value, or an edit such as {from: 2026-10, scale: 2}"
                                : "give it its whole new value");
      return;
    }
    set_member(base, member);
    return;
  }
  if (below == nullptr && member.value.from_dots && parent.form == Shape::Form::names) {
    log.problems.add(member.place, fmt::format("there is no '{}' to change", printable(path)),
                     advice_on_name(member.name, base, log.problems,
                                    "a dotted key changes what is there; write the whole entry to add one"));
    return;
  }
  if (below == nullptr || !below->is_map()) {
    Member empty{member.name, member.place, {}};
    empty.value.kind = Node::Kind::map;
    empty.value.place = member.value.place;
    below = &set_member(base, std::move(empty));
  }
  merge(*below, member.value, shape, path, log);
}

}  // namespace

Shape Shape::of_key(const Key& key) {
  switch (key.kind) {
    case Kind::section:
      return of_section(*key.section);
    case Kind::map:
    case Kind::any_of:
      return {Form::names, nullptr, &key};
    case Kind::each_of:
      return {Form::words, nullptr, &key};
    default:
      return {Form::whole, nullptr, &key};
  }
}

Shape Shape::of_member(std::string_view name, const Node* entry, const Node& below) const {
  Shape shape;
  if (form == Form::section) {
    const Key* member = schema->find(name);
    if (member != nullptr) shape = of_key(*member);
  } else if (form == Form::words) {
    const auto choice = key->choices.find(std::string(name));
    if (choice != key->choices.end()) shape = of_section(*choice->second.schema);
  } else if (form == Form::names) {
    shape = shape_of_entry(*key, name, entry, below);
  }
  shape.copies = shape.copies || copies;
  return shape;
}

void merge(Node& base, const Node& layer, const Shape& shape, const std::string& path, const MergeLog& log) {
  for (const Member& member : layer.members) {
    const std::string member_path = dotted(path, member.name);
    if (!member.value.is_null()) {
      merge_value(base, member, shape, member_path, log);
    } else if (shape.copies) {
      set_member(base, member);  // until it is known what is copied
    } else if (base.find(member.name) != nullptr) {
      remove_member(base, member.name);
    } else {
      log.warnings.push_back(
          warning_at(log.sources, member.place,
                     fmt::format("null deletes {}, but no layer below gives it", printable(member_path))));
    }
  }
}

std::string dotted(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

Node from_dotted_key(const std::string& key, const Place& place, const Node& value, Problems& problems) {
  struct Part {
    std::string name;
    std::size_t offset;
  };
  std::vector<Part> parts;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t end = std::min(key.find('.', begin), key.size());
    parts.push_back({key.substr(begin, end - begin), begin});
    begin = end + 1;
  }
  const bool has_gap = std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.name.empty(); });
  if (has_gap || parts.size() > ReaderLimits::depth) {
    problems.add(
        place, fmt::format("'{}' is not a key", printable(key.substr(0, 200))),
        "write the names from the outermost to the innermost with dots between them, such as climate.pmi.mean");
    return {};
  }
  Node node = value;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    Node outer;
    outer.kind = Node::Kind::map;
    outer.place = place;
    outer.from_dots = true;
    outer.members.push_back(
        {part->name, {place.source, place.line, place.column + static_cast<int>(part->offset)}, std::move(node)});
    node = std::move(outer);
  }
  node.from_dots = false;
  return node;
}

const Node* find_dotted(const Node& root, std::string_view key) {
  const Node* node = &root;
  while (node != nullptr && !key.empty()) {
    const std::size_t end = std::min(key.find('.'), key.size());
    node = node->find(key.substr(0, end));
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return node;
}

std::string advice_on_name(std::string_view name, const Node& map, const Problems& problems, std::string otherwise) {
  if (problems.full()) return otherwise;
  std::vector<std::string> names;
  for (const Member& member : map.members) names.push_back(member.name);
  const std::string near = nearest(name, names);
  return near.empty() ? std::move(otherwise) : fmt::format("did you mean '{}'?", printable(near));
}

std::string warning_at(const Sources& sources, const Place& place, const std::string& text) {
  return sources.where(place) + ": warning: " + text;
}

}  // namespace millwright::scenario
