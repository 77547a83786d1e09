#include "scenario_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/language/kinds.hpp"
#include "scenario/language/numbers.hpp"
#include "scenario/language/reader.hpp"
#include "scenario/language/units.hpp"
#include "scenario/reference.hpp"

// A value may be text with a unit or a bare number, and `null` deletes what lies below. JSON Schema applies a pattern
// to texts only and a range to numbers only, so one schema without alternatives says it all, and messages stay exact.
namespace millwright::tool {
namespace {

using scenario::Key;
using scenario::Kind;

constexpr const char* number_pattern = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?";
constexpr const char* month_pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$";
constexpr const char* scale_pattern = " *(k|m|bn|tn)?";

/// A value of a scenario as JSON: what a YAML reader makes of its text.
Json json_value(const scenario::Node& node) {
  if (node.is_map()) {
    Json map = Json::object();
    for (const scenario::Member& member : node.members) map[member.name] = json_value(member.value);
    return map;
  }
  if (node.kind == scenario::Node::Kind::list) {
    Json list = Json::array();
    for (const scenario::Node& item : node.items) list.push_back(json_value(item));
    return list;
  }
  if (node.text == "true" || node.text == "false") return node.text == "true";
  const auto number = scenario::parse_number(node.text);
  if (!number) return node.text;
  constexpr double largest = 9e15;  // beyond it not every whole number is a double
  if (*number == std::trunc(*number) && std::abs(*number) < largest) return static_cast<std::int64_t>(*number);
  return *number;
}

/// A default or an example, written as in a scenario.
Json json_value(const std::string& text) {
  scenario::Sources sources;
  scenario::Problems problems(sources);
  const int source = sources.add({scenario::Source::Kind::otherwise, "declaration", text, {}});
  const auto node = scenario::read_yaml(sources, source, problems);
  return node ? json_value(*node) : Json(text);
}

Json text_schema(const std::string& pattern) {
  return {{"type", {"string", "null"}}, {"pattern", "^" + pattern + "$"}};
}

Json number_schema(const Key& key, const char* type) {
  Json schema{{"type", {type, "string", "null"}}, {"pattern", fmt::format("^{}{}$", number_pattern, scale_pattern)}};
  if (std::isfinite(key.spec.range.least)) schema["minimum"] = key.spec.range.least;
  if (std::isfinite(key.spec.range.most)) schema["maximum"] = key.spec.range.most;
  return schema;
}

Json share_schema(const Key& key) {
  return {{"type", {"string", "number", "null"}},
          {"pattern", fmt::format("^{} *%?$", number_pattern)},
          {"minimum", std::max(0.0, key.spec.range.least)},
          {"maximum", std::min(1.0, key.spec.range.most)}};
}

/// One amount of the kind that a key's steps have.
Json amount_schema(const Key& key) {
  switch (step_kind(key.kind)) {
    case Kind::count:
      return number_schema(key, "integer");
    case Kind::share:
      return share_schema(key);
    case Kind::points:
      return text_schema(fmt::format("{} *pp", number_pattern));
    case Kind::rate:
      return text_schema(fmt::format("{} *% ?/year", number_pattern));
    case Kind::duration:
      return text_schema(fmt::format("{} *(months?|years?)", number_pattern));
    case Kind::money:
      return text_schema(fmt::format("{}{} *([A-Z]{{3}}|wages)( nominal)?", number_pattern, scale_pattern));
    case Kind::flow:
      return text_schema(fmt::format("{}{} */month", number_pattern, scale_pattern));
    default:
      return number_schema(key, "number");
  }
}

/// An amount may also be a map, such as an edit of what lies below: {add: 1 pp}.
Json with_edits(const Json& amount) {
  Json schema = amount;
  schema["type"].insert(schema["type"].end() - 1, "object");
  schema["properties"] = {{"set", amount}, {"scale", {{"type", "number"}}}, {"add", {{"type", {"string", "number"}}}}};
  schema["additionalProperties"] = false;
  return schema;
}

Json dated_schema(const Key& key) {
  const Json step = amount_schema(key), month{{"type", "string"}, {"pattern", month_pattern}};
  Json schema = with_edits(step);
  schema["patternProperties"] = {{month_pattern, step}};
  schema["properties"]["from"] = schema["properties"]["to"] = month;
  schema["properties"]["interpolate"] = {{"enum", {"linear", "steps"}}};
  return schema;
}

Json yearly_schema(const Key& key) {
  const Json amount = amount_schema(key), year{{"type", {"integer", "string"}}};
  Json schema = with_edits(amount);
  schema["patternProperties"] = {{"^[0-9]{4}$", amount}};
  schema["properties"]["from"] = schema["properties"]["to"] = year;
  return schema;
}

Json map_of(Json values) {
  return {{"type", {"object", "null"}}, {"additionalProperties", std::move(values)}};
}

Json names_schema() {
  return {{"type", {"array", "null"}}, {"items", {{"type", "string"}}}, {"uniqueItems", true}};
}

Json series_schema() {
  const Json text{{"type", "string"}};
  return {{"type", {"object", "null"}},
          {"properties", {{"file", text}, {"column", text}}},
          {"required", {"file", "column"}},
          {"additionalProperties", false}};
}

/// A value without what describes its key.
Json value_schema(const Key& key) {
  switch (key.kind) {
    case Kind::month:
      return {{"type", {"string", "null"}}, {"pattern", month_pattern}};
    case Kind::text:
      return {{"type", {"string", "number", "boolean", "null"}}};
    case Kind::table:
      return {{"type", {"string", "null"}}};
    case Kind::flag:
      return {{"type", {"boolean", "null"}}};
    case Kind::names:
      return names_schema();
    case Kind::choice: {
      Json words = key.words;
      words.push_back(nullptr);
      return {{"enum", words}};
    }
    case Kind::dated_number:
    case Kind::dated_share:
    case Kind::dated_rate:
    case Kind::dated_money:
    case Kind::dated_flow:
      return dated_schema(key);
    case Kind::yearly_money:
      return yearly_schema(key);
    case Kind::mix: {
      Key part;
      part.spec.range = {0, 1};
      return map_of(share_schema(part));
    }
    case Kind::size_classes:
      return map_of({{"type", "string"}, {"pattern", "^[0-9]+-([0-9]+)?$"}});
    case Kind::series:
      return series_schema();
    default:
      return with_edits(amount_schema(key));
  }
}

bool holds_keys(Kind kind) {
  return kind == Kind::section || kind == Kind::map || kind == Kind::any_of || kind == Kind::each_of;
}

std::string below(const std::string& path, const std::string& part) {
  return path.empty() ? part : path + "\\." + part;
}

/// Builds the schema, and on the way notes where the schema of every dotted key stands, for overrides.
class SchemaBuilder {
 public:
  Json document(const scenario::Schema& keys) {
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                {"title", "Millwright scenario"},
                {"description", "A scenario file. `millwright check` tells more than this schema can."},
                {"type", "object"},
                {"required", {"millwright"}}};
    schema["properties"] = properties(keys, "", "#/properties");
    schema["additionalProperties"] = false;
    if (Json* overrides = member(schema["properties"], "overrides")) *overrides = overrides_schema(*overrides);
    schema["definitions"] = definitions_;
    return schema;
  }

 private:
  static Json* member(Json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
  }

  /// `path`: a pattern of the dotted keys of the section. `pointer`: where its properties will stand.
  Json properties(const scenario::Schema& keys, const std::string& path, const std::string& pointer) {
    Json all = Json::object();
    for (const Key& key : keys.keys) all[key.name] = described(key, below(path, key.name), pointer + "/" + key.name);
    return all;
  }

  Json described(const Key& key, const std::string& path, const std::string& pointer) {
    note(path, pointer);
    Json schema = of_key(key, path, pointer);
    schema["description"] = scenario::hover_text(key);
    const std::string otherwise = key.spec.otherwise == nullptr ? "" : key.spec.otherwise;
    const bool of_any_currency = otherwise.find(scenario::no_currency) != std::string::npos;
    if (!otherwise.empty() && !of_any_currency) schema["default"] = json_value(otherwise);
    if (!key.sample.empty()) schema["examples"] = Json::array({json_value(key.sample)});
    if (!holds_keys(key.kind)) {
      const std::string advice =
          fmt::format("{}: write {}, such as {}", key.name, kind_words(key), scenario::example_of(key));
      schema["errorMessage"] = schema["patternErrorMessage"] = advice;  // understood by the YAML language server
    }
    return schema;
  }

  Json of_key(const Key& key, const std::string& path, const std::string& pointer) {
    const std::string any = "[^.]+";
    switch (key.kind) {
      case Kind::section:
        return section(*key.section, path, pointer);
      case Kind::map: {
        const std::string inner = below(path, any), inner_pointer = pointer + "/additionalProperties";
        note(inner, inner_pointer);
        if (!key.section) return map_of(value_schema(*key.element));
        Json entry = section(*key.section, inner, inner_pointer);
        entry["properties"]["like"] = like_schema();
        return map_of(entry);
      }
      case Kind::each_of:
        return words(key, path, pointer);
      case Kind::any_of:
        return catalogue(key, below(path, any), pointer);
      default:
        return value_schema(key);
    }
  }

  Json section(const scenario::Schema& keys, const std::string& path, const std::string& pointer) {
    return {{"type", {"object", "null"}},
            {"properties", properties(keys, path, pointer + "/properties")},
            {"additionalProperties", false}};
  }

  static Json like_schema() {
    return {{"type", "string"},
            {"description", "The entry of the same map that is copied; the keys beside it are laid over the copy."}};
  }

  Json words(const Key& key, const std::string& path, const std::string& pointer) {
    Json schema{{"type", {"object", "null"}}, {"properties", Json::object()}, {"additionalProperties", false}};
    for (const auto& [word, choice] : key.choices) {
      const std::string inner = fmt::format("{}/properties/{}", pointer, word);
      note(below(path, word), inner);
      schema["properties"][word] = section(*choice.schema, below(path, word), inner);
      schema["properties"][word]["description"] = choice.word.meaning + ".";
    }
    return schema;
  }

  /// Entries that say by the selector what they are: one definition for each word, and one of all keys for an entry
  /// that does not say it, because it inherits or copies it.
  Json catalogue(const Key& key, const std::string& path, const std::string& pointer) {
    note(path, pointer + "/additionalProperties");
    Json selector{{"enum", Json::array()}, {"description", "What it is:"}};
    for (const auto& [word, choice] : key.choices) {
      selector["enum"].push_back(word);
      selector["description"] =
          selector["description"].get<std::string>() + "\n" + word + ": " + choice.word.meaning + ".";
    }
    Json entry{{"type", {"object", "null"}}, {"properties", {{key.selector, selector}, {"like", like_schema()}}}};
    entry["allOf"] = Json::array();
    Json any_keys = Json::object();
    for (const auto& [word, choice] : key.choices) {
      const std::string name = key.name + "_" + word;
      Json& definition = definitions_[name] = section(*choice.schema, path, "#/definitions/" + name);
      const Json is_word{{"properties", {{key.selector, {{"const", word}}}}}, {"required", {key.selector}}};
      entry["allOf"].push_back({{"if", is_word}, {"then", {{"$ref", "#/definitions/" + name}}}});
      for (const auto& [own, schema] : definition["properties"].items()) any_keys[own] = true;
      definition["properties"][key.selector] = true;
      definition["properties"]["like"] = true;
    }
    any_keys[key.selector] = any_keys["like"] = true;
    entry["allOf"].push_back({{"if", {{"not", {{"required", {key.selector}}}}}},
                              {"then", {{"properties", any_keys}, {"additionalProperties", false}}}});
    return map_of(entry);
  }

  /// A dotted key and where its schema stands. Several instruments may declare one key.
  void note(const std::string& path, const std::string& pointer) {
    auto found = std::find_if(dotted_.begin(), dotted_.end(), [&](const auto& known) { return known.first == path; });
    if (found == dotted_.end()) found = dotted_.insert(dotted_.end(), {path, {}});
    found->second.push_back(pointer);
  }

  Json overrides_schema(const Json& declared) const {
    Json fixed = Json::object(), named = Json::object();
    for (const auto& [path, pointers] : dotted_) {
      Json schema{{"$ref", pointers.front()}};
      if (pointers.size() > 1) {
        schema = {{"anyOf", Json::array()}};
        for (const std::string& pointer : pointers) schema["anyOf"].push_back({{"$ref", pointer}});
      }
      if (path.find('[') == std::string::npos) {
        std::string key = path;
        key.erase(std::remove(key.begin(), key.end(), '\\'), key.end());
        fixed[key] = schema;
      } else {
        named["^" + path + "$"] = schema;
      }
    }
    Json schema = declared;
    schema["additionalProperties"] = {{"type", {"object", "null"}},
                                      {"properties", fixed},
                                      {"patternProperties", named},
                                      {"additionalProperties", false}};
    return schema;
  }

  Json definitions_ = Json::object();
  std::vector<std::pair<std::string, std::vector<std::string>>> dotted_;
};

}  // namespace

Json scenario_schema_json(const scenario::Schema& keys) {
  return SchemaBuilder().document(keys);
}

}  // namespace millwright::tool
