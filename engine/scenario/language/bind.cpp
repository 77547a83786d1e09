#include "scenario/language/bind.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/language/kinds.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/reader.hpp"

namespace millwright::scenario {
namespace {

constexpr std::size_t most_listed = 12;  // names in a help line
constexpr std::size_t longest_name = 64;

Node empty_map(const Place& place) {
  Node node;
  node.kind = Node::Kind::map;
  node.place = place;
  return node;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most_listed; ++i) list += (i > 0 ? ", " : "") + names[i];
  return names.size() > most_listed ? list + ", ..." : list;
}

/// ", with the columns a, b, c" of a table; nothing of any other key.
std::string columns_of(const Key& key) {
  std::vector<std::string> names;
  for (const Column& column : key.columns)
    if (column.required) names.push_back(column.name);
  return names.empty() ? "" : ", with the columns " + listed(names);
}

std::string help_for_name(std::string_view name, const std::vector<std::string>& known) {
  if (name.find('.') != std::string_view::npos)
    return "dotted keys stand under `overrides`; write one map inside the other here";
  const std::string near = nearest(name, known);
  if (!near.empty()) return fmt::format("did you mean '{}'?", near);
  return known.empty() ? "nothing is known here" : fmt::format("known here are {}", listed(known));
}

/// A name joins file names and dotted keys, so it must be short and without dots. (The reader refuses an empty one.)
bool is_name(std::string_view name) {
  return name.empty() || (name.size() <= longest_name && name.find_first_of("./\\\n\t") == std::string_view::npos &&
                          name.front() != ' ' && name.back() != ' ');
}

}  // namespace

Node Binder::section(const Schema& schema, const Spot& spot, void* object) {
  if (spot.node != nullptr) unknown_keys(*spot.node, spot.path, schema.names(), schema.names());
  Node complete = empty_map(spot.place);
  for (const Key& key : schema.keys) {
    const Member* given = spot.node == nullptr ? nullptr : find_member(*spot.node, key.name);
    member(key,
           {given == nullptr ? nullptr : &given->value, dotted(spot.path, key.name),
            given == nullptr ? spot.place : given->place},
           object, complete);
  }
  return complete;
}

void Binder::member(const Key& key, const Spot& spot, void* object, Node& complete) {
  const auto keep = [&](Node node) { set_member(complete, {key.name, spot.place, std::move(node)}); };
  const bool needs_no_text = key.kind == Kind::section || key.kind == Kind::each_of;
  if (spot.node == nullptr && key.spec.otherwise != nullptr) {
    const Node node = default_of(key, spot.path);
    keep(value(key, node, spot.path, object));
  } else if (spot.node != nullptr || (needs_no_text && !key.may_be_absent)) {
    if (is_map(key, spot)) keep(of_kind(key, spot, object));
  } else if (!key.may_be_absent) {
    problems_.add(spot.place, fmt::format("{} is missing", printable(spot.path)),
                  fmt::format("{}{}; write for example `{}: {}`", key.meaning.empty() ? noun_of(key.kind) : key.meaning,
                              columns_of(key), key.name, example_of(key)));
  }
}

Node Binder::of_kind(const Key& key, const Spot& spot, void* object) {
  switch (key.kind) {
    case Kind::section:
      return section(*key.section, spot, key.enter(object));
    case Kind::map:
      return map(key, spot, object);
    case Kind::any_of:
      return any_of(key, spot, object);
    case Kind::each_of:
      return each_of(key, spot, object);
    default:
      return value(key, *spot.node, spot.path, object);
  }
}

Node Binder::value(const Key& key, const Node& node, const std::string& path, void* object) {
  if (!node.edits.empty()) return edited(key, node, path, object);
  if (auto read = values_.read(key, node, path)) key.fill(object, std::move(*read));
  Node complete = node;
  Node* file = key.kind == Kind::table    ? &complete
               : key.kind == Kind::series ? const_cast<Node*>(complete.find("file"))
                                          : nullptr;
  if (file != nullptr && file->is_scalar()) {
    const auto meant = files_.path_of(file->text, sources_.at(file->place.source).folder);
    if (!meant.empty()) file->text = files_.relative_name(meant);
  }
  return complete;
}

std::optional<Value> Binder::alone(const Key& key, const Node* node, const std::string& path) {
  if (node == nullptr && key.spec.otherwise == nullptr) return std::nullopt;
  std::optional<Value> found;
  Key catching = key;
  catching.fill = [&found](void*, Value&& value) { found = std::move(value); };
  value(catching, node == nullptr ? default_of(key, path) : *node, path, nullptr);
  return found;
}

Node Binder::edited(const Key& key, const Node& node, const std::string& path, void* object) {
  Node base = node;
  base.edits.clear();
  if (base.kind == Node::Kind::null) {
    if (key.spec.otherwise == nullptr) {
      problems_.add(node.edits.front().place, fmt::format("{}: there is no value to edit", printable(path)),
                    fmt::format("no layer below gives one; write a whole value, such as {}", example_of(key)));
      return base;
    }
    base = default_of(key, path);
  }
  auto value = values_.read(key, base, path);
  for (const Node& edit : node.edits)
    if (value) value = values_.edited(key, *value, edit, path);
  if (!value) return base;
  Node complete = values_.text_of(key, *value, node.edits.back().place);
  key.fill(object, std::move(*value));
  return complete;
}

Node Binder::map(const Key& key, const Spot& spot, void* object) {
  Node complete = empty_map(spot.place);
  for (const Member& entry : spot.node->members) {
    const Spot inner{&entry.value, dotted(spot.path, entry.name), entry.place};
    check_name(entry);
    if (key.section && !is_map(key, inner)) continue;
    void* address = key.append(object, entry.name);
    Node node =
        key.section ? section(*key.section, inner, address) : value(*key.element, entry.value, inner.path, address);
    set_member(complete, {entry.name, entry.place, std::move(node)});
  }
  return complete;
}

Node Binder::any_of(const Key& key, const Spot& spot, void* object) {
  Node complete = empty_map(spot.place);
  for (const Member& member : spot.node->members) {
    const Spot inner{&member.value, dotted(spot.path, member.name), member.place};
    check_name(member);
    const auto choice = is_map(key, inner) ? choice_of(key, inner) : key.choices.end();
    if (choice == key.choices.end()) continue;
    Entry entry{member.name, choice->first, choice->second.word.make(), sources_.where(member.place)};
    const Member selector = *find_member(member.value, key.selector);
    Node rest = member.value;
    remove_member(rest, key.selector);
    Node node =
        section(*choice->second.schema, {&rest, inner.path, member.place}, choice->second.word.address(entry.value));
    set_member(node, selector);
    set_member(complete, {member.name, member.place, std::move(node)});
    key.add_entry(object, std::move(entry));
  }
  return complete;
}

std::map<std::string, Choice>::const_iterator Binder::choice_of(const Key& key, const Spot& entry) {
  std::vector<std::string> words;
  for (const auto& [word, choice] : key.choices) words.push_back(word);
  const Node* selector = entry.node->find(key.selector);
  if (selector == nullptr) {
    problems_.add(entry.place, fmt::format("{}.{} is missing", printable(entry.path), key.selector),
                  fmt::format("write `{}:` with one of {}", key.selector, listed(words)));
    return key.choices.end();
  }
  const auto choice = key.choices.find(selector->text);
  if (choice == key.choices.end()) {
    problems_.add(selector->place,
                  fmt::format("{}.{}: unknown '{}'", printable(entry.path), key.selector,
                              printable(selector->text.substr(0, longest_name))),
                  help_for_name(selector->text, words));
  }
  return choice;
}

Node Binder::each_of(const Key& key, const Spot& spot, void* object) {
  Node complete = empty_map(spot.place);
  std::vector<std::string> words;
  for (const auto& [word, choice] : key.choices) words.push_back(word);
  if (spot.node != nullptr) unknown_keys(*spot.node, spot.path, words, words);
  for (const auto& [word, choice] : key.choices) {
    const Member* given = spot.node == nullptr ? nullptr : find_member(*spot.node, word);
    const Spot inner{given == nullptr ? nullptr : &given->value, dotted(spot.path, word),
                     given == nullptr ? spot.place : given->place};
    if (!is_map(key, inner)) continue;
    Entry entry{word, word, choice.word.make(), sources_.where(inner.place)};
    set_member(complete, {word, inner.place, section(*choice.schema, inner, choice.word.address(entry.value))});
    key.add_entry(object, std::move(entry));
  }
  return complete;
}

void Binder::unknown_keys(const Node& node, const std::string& path, const std::vector<std::string>& known,
                          const std::vector<std::string>& near) {
  for (const Member& member : node.members) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    problems_.add(member.place, fmt::format("unknown key '{}'", printable(dotted(path, member.name.substr(0, 80)))),
                  help_for_name(member.name, near));
  }
}

void Binder::check_name(const Member& entry) {
  if (is_name(entry.name)) return;
  problems_.add(entry.place, fmt::format("'{}' is not a name", printable(entry.name.substr(0, longest_name))),
                fmt::format("write at most {} letters, without dots and slashes", longest_name));
}

bool Binder::is_map(const Key& key, const Spot& spot) {
  const bool holds_keys =
      key.kind == Kind::section || key.kind == Kind::map || key.kind == Kind::any_of || key.kind == Kind::each_of;
  if (!holds_keys) return true;
  if (spot.node == nullptr || spot.node->is_map()) return true;
  problems_.add(spot.node->place, fmt::format("{}: here must stand a map", printable(spot.path)),
                key.meaning.empty() ? "write its keys below it" : key.meaning + "; write its keys below it");
  return false;
}

Node Binder::default_of(const Key& key, const std::string& path) {
  const int source =
      sources_.add({Source::Kind::otherwise, "default of " + path, values_.default_text(key), files_.folder()});
  return read_yaml(sources_, source, problems_).value_or(Node{});
}

}  // namespace millwright::scenario
