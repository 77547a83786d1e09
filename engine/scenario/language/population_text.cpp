#include "scenario/language/load.hpp"

namespace millwright::scenario {
namespace {

bool shapes_population(const Key& key) {
  return key.spec.scope == Scope::population;
}

Node population_part(const Schema& schema, const Node& given);

/// What remains of the value of a key; a null node when nothing of it shapes the population.
Node population_part(const Key& key, const Node& given) {
  if (shapes_population(key)) return given;
  Node kept;
  kept.place = given.place;
  const auto keep = [&](const std::string& name, Node node) {
    if (node.kind == Node::Kind::null) return;
    kept.kind = Node::Kind::map;
    set_member(kept, {name, given.place, std::move(node)});
  };
  if (key.kind == Kind::section) return population_part(*key.section, given);
  for (const Member& member : given.members) {
    if (key.kind == Kind::map && key.section) {
      keep(member.name, population_part(*key.section, member.value));
    } else if (key.kind == Kind::any_of || key.kind == Kind::each_of) {
      const Node* selector = member.value.find(key.selector);
      const auto choice = key.choices.find(selector == nullptr ? member.name : selector->text);
      if (choice != key.choices.end()) keep(member.name, population_part(*choice->second.schema, member.value));
    }
  }
  return kept;
}

Node population_part(const Schema& schema, const Node& given) {
  Node kept;
  for (const Key& key : schema.keys) {
    const Node* value = given.find(key.name);
    Node part = value == nullptr ? Node{} : population_part(key, *value);
    if (part.kind == Node::Kind::null) continue;
    kept.kind = Node::Kind::map;
    set_member(kept, {key.name, given.place, std::move(part)});
  }
  return kept;
}

/// The names of all files in a part of the tree.
void find_files(const Node& node, const std::vector<InputFile>& inputs, std::vector<const InputFile*>& found) {
  for (const InputFile& input : inputs)
    if (node.is_scalar() && node.text == input.name) found.push_back(&input);
  for (const Member& member : node.members) find_files(member.value, inputs, found);
}

}  // namespace

std::string population_text(const Document& document) {
  const DocumentContents& contents = document.contents();
  Node kept = population_part(*contents.schema, contents.complete);
  kept.kind = Node::Kind::map;
  for (const char* name : {"currency", "prices", "exchange_rates"})  // amounts depend on them
    if (const Member* member = find_member(contents.complete, name)) set_member(kept, *member);
  std::vector<const InputFile*> files;
  find_files(kept, contents.inputs, files);
  std::string text = canonical_yaml(kept);
  for (const InputFile* file : files) text += "# " + file->name + " " + file->sha256 + "\n";
  return text;
}

}  // namespace millwright::scenario
