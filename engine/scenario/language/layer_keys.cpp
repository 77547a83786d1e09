#include <fmt/format.h>

#include "scenario/language/layers.hpp"
#include "scenario/language/load.hpp"

// The keys that layers.cpp reads itself. They fill no struct, so they are declared without one.
namespace millwright::scenario {
namespace {

Key& add(Schema& schema, const char* name, Kind kind) {
  Key& key = schema.keys.emplace_back();
  key.name = name;
  key.kind = kind;
  return key;
}

std::shared_ptr<const Key> element_of(Kind kind) {
  auto element = std::make_shared<Key>();
  element->kind = kind;
  return element;
}

}  // namespace

std::shared_ptr<const Schema> layer_schema() {
  auto schema = std::make_shared<Schema>();
  const double format = format_version;
  Key& millwright = add(*schema, "millwright", Kind::count);
  millwright.spec.range = {1, format};
  millwright.means("Format of the file; every file begins with it").example(std::to_string(format_version));
  add(*schema, "extends", Kind::text)
      .optional()
      .means(
          "The scenario file that lies below this one: relative to it, or a shipped one, "
          "millwright:china/baseline.yaml")
      .example("parameters.yaml");
  Key& overrides = add(*schema, "overrides", Kind::map).optional();
  overrides.element = element_of(Kind::changes);
  overrides.means("Named changes by dotted key, chosen with --scenario; null deletes")
      .example("{no_grant: {policies.grant: null}}");
  Key& scenarios = add(*schema, "scenarios", Kind::map).optional();
  scenarios.element = element_of(Kind::names);
  scenarios.means("Named lists of overrides, applied in their order, chosen with --scenario")
      .example("{no_policy: [no_grant, no_announcements]}");
  return schema;
}

}  // namespace millwright::scenario
