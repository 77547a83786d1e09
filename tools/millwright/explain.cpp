#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "help.hpp"
#include "json.hpp"
#include "reference_page.hpp"
#include "scenario/language/kinds.hpp"
#include "scenario/reference.hpp"
#include "simulation/declarations.hpp"
#include "terminal.hpp"

// `millwright explain`: what a key of a scenario means.
namespace millwright::tool {
namespace {

using scenario::DeclaredKey;
using scenario::Key;
using scenario::Reference;

struct Explain {
  std::vector<std::string> keys;
  bool json = false, list = false, markdown = false;
};

/// A word of a catalogue, such as an instrument, and where it may stand.
struct FoundWord {
  const DeclaredKey* catalogue = nullptr;
  std::string meaning;
};

FoundWord word_named(const Reference& reference, const std::string& word) {
  for (const DeclaredKey& key : reference.keys()) {
    const auto choice = key.key->choices.find(word);
    if (key.key->kind == scenario::Kind::any_of && choice != key.key->choices.end())
      return {&key, choice->second.word.meaning};
  }
  return {};
}

/// The keys that an entry with this word may have.
std::vector<const DeclaredKey*> keys_of_word(const Reference& reference, const DeclaredKey& catalogue,
                                             const std::string& word) {
  std::vector<const DeclaredKey*> found;
  for (const DeclaredKey* key : reference.in(catalogue)) {
    if (key->words.empty() || std::find(key->words.begin(), key->words.end(), word) != key->words.end())
      found.push_back(key);
  }
  return found;
}

[[noreturn]] void refuse(const Reference& reference, const std::string& name) {
  std::vector<std::string> known;
  for (const DeclaredKey& key : reference.keys()) {
    known.push_back(key.path);
    known.push_back(key.key->name);
    for (const auto& [word, choice] : key.key->choices) known.push_back(word);
  }
  const std::string near = nearest(name, known);
  throw UserError(
      Problem{"", fmt::format("there is no key '{}'", printable(name)),
              near.empty() ? "`millwright explain` lists what there is, `millwright explain --list` all keys"
                           : fmt::format("did you mean '{}'?", near)},
      ExitCode::usage);
}

/// What a name means: the key at that path, else all keys whose path ends so.
std::vector<const DeclaredKey*> keys_named(const Reference& reference, const std::string& name) {
  auto found = reference.at(name);
  return found.empty() ? reference.ending(name) : found;
}

std::string unit_words(const std::string& unit) {
  return unit.empty() ? "" : " [" + unit + "]";
}

std::string key_line(const DeclaredKey& key) {
  return help_entry(key.key->name, key.key->meaning);
}

/// How the key is written in a file, from the outermost section on.
std::string written_in_file(const DeclaredKey& key) {
  std::string path = key.path, end;
  std::string text;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    text += path.substr(0, dot) + ": ";
    path.erase(0, dot + 1);
    if (!path.empty()) text += "{", end += "}";
  }
  return text + scenario::example_of(*key.key) + end;
}

std::string key_text(const Reference& reference, const DeclaredKey& key) {
  const Key& declared = *key.key;
  std::string text = key.path + "\n";
  const auto line = [&](const std::string& left, const std::string& right) {
    if (!right.empty()) text += help_entry(left, right);
  };
  line("meaning", declared.meaning);
  line("kind", scenario::kind_words(declared));
  line(declared.spec.otherwise == nullptr ? "status" : "default", scenario::default_words(declared));
  line("source", declared.origin);
  if (!key.in_all_words) line("of", fmt::format("{}", fmt::join(key.words, ", ")));
  if (declared.spec.scope == scenario::Scope::population) line("changes", "which firms are drawn, not only the months");
  const auto inner = reference.in(key);
  if (inner.empty()) {
    line("in a file", written_in_file(key));
  } else {
    text += "\nKeys in it:\n";
    for (const DeclaredKey* one : inner) text += key_line(*one);
  }
  for (const scenario::Column& column : declared.columns) {
    if (&column == &declared.columns.front()) text += "\nColumns of the table:\n";
    text += help_entry(column.name + (column.required ? "" : " (optional)"), column.meaning + unit_words(column.unit));
  }
  return text;
}

std::string word_text(const Reference& reference, const FoundWord& found, const std::string& word) {
  std::string text = fmt::format("{}\n", word) + help_entry("meaning", found.meaning) +
                     help_entry("in a file", fmt::format("{}: {{NAME: {{{}: {}, ...}}}}", found.catalogue->path,
                                                         found.catalogue->key->selector, word)) +
                     "\nKeys of an entry:\n";
  for (const DeclaredKey* key : keys_of_word(reference, *found.catalogue, word)) text += key_line(*key);
  return text;
}

Json column_json(const scenario::Column& column) {
  return {{"name", column.name}, {"meaning", column.meaning}, {"required", column.required}, {"unit", column.unit}};
}

Json key_json(const DeclaredKey& key) {
  const Key& declared = *key.key;
  Json json{{"key", key.path},
            {"meaning", declared.meaning},
            {"kind", scenario::kind_words(declared)},
            {"default", declared.spec.otherwise == nullptr ? Json() : Json(scenario::default_words(declared))},
            {"optional", declared.may_be_absent},
            {"unit", declared.spec.unit},
            {"source", declared.origin},
            {"example", scenario::example_of(declared)},
            {"shapes_population", declared.spec.scope == scenario::Scope::population}};
  if (!key.words.empty()) json["of"] = key.words;
  for (const scenario::Column& column : declared.columns) json["columns"].push_back(column_json(column));
  return json;
}

std::string start_text(const Reference& reference) {
  std::string text = "What stands at the top of a scenario file; `millwright explain KEY` tells more:\n";
  for (const DeclaredKey& key : reference.keys()) {
    if (key.path.find('.') == std::string::npos) text += key_line(key);
  }
  return text;
}

ExitCode list_keys(const Reference& reference, const Explain& options) {
  std::string text;
  Json json = Json::array();
  for (const DeclaredKey& key : reference.keys()) {
    text += key.path + "\n";
    if (options.json) json.push_back(key_json(key));
  }
  put(options.json ? json_text(json) : text);
  return ExitCode::done;
}

void explain_one(const Reference& reference, const std::string& name, std::string& text, Json& json) {
  const auto paragraph = [&](const std::string& added) { text += (text.empty() ? "" : "\n") + added; };
  const auto found = keys_named(reference, name);
  for (const DeclaredKey* key : found) {
    paragraph(key_text(reference, *key));
    json.push_back(key_json(*key));
  }
  const FoundWord word = word_named(reference, name);
  if (word.catalogue != nullptr) {
    paragraph(word_text(reference, word, name));
    json.push_back({{"word", name}, {"meaning", word.meaning}, {"of", word.catalogue->path}, {"keys", Json::array()}});
    for (const DeclaredKey* key : keys_of_word(reference, *word.catalogue, name))
      json.back()["keys"].push_back(key_json(*key));
  }
  if (found.empty() && word.catalogue == nullptr) refuse(reference, name);
}

ExitCode explain(const Explain& options) {
  const Reference reference(simulation::scenario_schema());
  if (options.markdown) {
    put(reference_page(reference));
    return ExitCode::done;
  }
  if (options.list || (options.json && options.keys.empty())) return list_keys(reference, options);
  std::string text;
  Json json = Json::array();
  for (const std::string& name : options.keys) explain_one(reference, name, text, json);
  if (options.keys.empty()) text = start_text(reference);
  put(options.json ? json_text(json) : text);
  return ExitCode::done;
}

}  // namespace

Command explain_command() {
  const auto options = std::make_shared<Explain>();
  Command command;
  command.name = "explain";
  command.purpose = "say what a key of a scenario means: kind, unit, range, default, source";
  command.examples = {"millwright explain climate.pmi.mean", "millwright explain rate",
                      "millwright explain training_grant", "millwright explain sectors.table",
                      "millwright explain --markdown > REFERENCE.md"};
  command.arguments = {.name = "KEY",
                       .meaning =
                           "a key such as climate.pmi.mean, the end of one such as mean, or an instrument; "
                           "without one, what stands at the top of a file",
                       .least = 0,
                       .most = 1000,
                       .take = [options](const std::string& key) { options->keys.push_back(key); }};
  command.options = {
      {"--list", "", "name all keys, one per line", [options](const std::string&) { options->list = true; }},
      {"--markdown", "", "write the reference page of all keys and tables",
       [options](const std::string&) { options->markdown = true; }},
      {"--json", "", "write it to standard output as JSON", [options](const std::string&) { options->json = true; }}};
  command.run = [options](const std::vector<std::string>&) { return explain(*options); };
  return command;
}

}  // namespace millwright::tool
