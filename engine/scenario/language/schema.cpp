#include "scenario/language/schema.hpp"

namespace millwright::scenario {

Key& Key::means(std::string text) {
  meaning = std::move(text);
  return *this;
}

Key& Key::source(std::string text) {
  origin = std::move(text);
  return *this;
}

Key& Key::optional() {
  may_be_absent = true;
  return *this;
}

Key& Key::population() {
  spec.scope = Scope::population;
  return *this;
}

Key& Key::serves_as(Role which) {
  role = which;
  return *this;
}

Key& Key::example(std::string text) {
  sample = std::move(text);
  return *this;
}

Key& Key::column(Column column) {
  columns.push_back(std::move(column));
  return *this;
}

const Key* Schema::find(std::string_view name) const {
  for (const Key& key : keys)
    if (key.name == name) return &key;
  return nullptr;
}

std::vector<std::string> Schema::names() const {
  std::vector<std::string> names;
  for (const Key& key : keys) names.push_back(key.name);
  return names;
}

}  // namespace millwright::scenario
