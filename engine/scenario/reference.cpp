#include "scenario/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenario/language/kinds.hpp"

namespace millwright::scenario {
namespace {

constexpr std::string_view any_name = "NAME";

std::string below(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

bool alike(const Key& one, const Key& other) {
  return one.kind == other.kind && one.meaning == other.meaning && one.origin == other.origin &&
         kind_words(one) == kind_words(other) && default_words(one) == default_words(other);
}

/// A number with k, m, bn or tn where that is shorter.
std::string short_number(double value) {
  struct Scale {
    double factor;
    const char* word;
  };
  constexpr std::array<Scale, 4> scales{{{1e12, " tn"}, {1e9, " bn"}, {1e6, " m"}, {1e3, " k"}}};
  constexpr double plain_below = 1e5;
  if (std::abs(value) >= plain_below) {
    for (const Scale& scale : scales)
      if (std::abs(value) >= scale.factor) return fmt::format("{:.10g}{}", value / scale.factor, scale.word);
  }
  return fmt::format("{:.10g}", value);
}

std::string bound(Kind kind, double value) {
  constexpr double million = 1e6;
  switch (kind) {
    case Kind::number:
    case Kind::count:
      return short_number(value);
    case Kind::flow:
      return short_number(value) + "/month";
    case Kind::money:  // the range is one of the base currency, which the scenario names
      return value == 0 ? "0" : short_number(value * million);
    default:
      return written(kind, value, "");
  }
}

std::string range_of(const Key& key) {
  const Range& range = key.spec.range;
  const Kind kind = step_kind(key.kind);
  if (range.unlimited() || kind == Kind::size_classes) return {};
  if (!std::isfinite(range.most)) return fmt::format(" of at least {}", bound(kind, range.least));
  if (!std::isfinite(range.least)) return fmt::format(" of at most {}", bound(kind, range.most));
  return fmt::format(" from {} to {}", bound(kind, range.least), bound(kind, range.most));
}

/// Whether the segments of a declared path are those of a path in a scenario, from the given segment on.
bool same_segments(const std::vector<std::string>& declared, const std::vector<std::string>& path) {
  if (declared.size() != path.size()) return false;
  for (std::size_t k = 0; k < path.size(); ++k)
    if (declared[k] != path[k] && declared[k] != any_name) return false;
  return true;
}

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    parts.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

Reference::Reference(Schema schema) : schema_(std::move(schema)) {
  add(schema_, "");
}

void Reference::add(const Schema& schema, const std::string& path) {
  for (const Key& key : schema.keys) {
    keys_.push_back({below(path, key.name), &key, {}, false});
    add_below(key, below(path, key.name));
  }
}

void Reference::add_below(const Key& key, const std::string& path) {
  if (key.kind == Kind::section) {
    add(*key.section, path);
  } else if (key.kind == Kind::map && key.section) {
    add(*key.section, below(path, std::string(any_name)));
  } else if (key.kind == Kind::each_of) {
    for (const auto& [word, choice] : key.choices) {
      Key& section = extra_.emplace_back();
      section.name = word;
      section.kind = Kind::section;
      section.meaning = choice.word.meaning;
      section.section = choice.schema;
      keys_.push_back({below(path, word), &section, {}, false});
      add(*choice.schema, below(path, word));
    }
  } else if (key.kind == Kind::any_of) {
    add_choices(key, below(path, std::string(any_name)));
  }
}

void Reference::add_choices(const Key& key, const std::string& path) {
  Key& selector = extra_.emplace_back();
  selector.name = key.selector;
  selector.kind = Kind::choice;
  selector.meaning = "What it is";
  for (const auto& [word, choice] : key.choices) selector.words.push_back(word);
  keys_.push_back({below(path, key.selector), &selector, {}, false});

  std::vector<DeclaredKey> merged;
  for (const auto& [word, choice] : key.choices) {
    const std::size_t first = keys_.size();
    add(*choice.schema, path);
    for (std::size_t k = first; k < keys_.size(); ++k) {
      const auto same = std::find_if(merged.begin(), merged.end(), [&](const DeclaredKey& known) {
        return known.path == keys_[k].path && alike(*known.key, *keys_[k].key);
      });
      DeclaredKey& entry = same == merged.end() ? merged.emplace_back(keys_[k]) : *same;
      entry.words.push_back(word);
      entry.in_all_words = entry.words.size() == key.choices.size();
    }
    keys_.resize(first);
  }
  keys_.insert(keys_.end(), merged.begin(), merged.end());
}

std::vector<const DeclaredKey*> Reference::at(std::string_view path) const {
  const auto wanted = segments(path);
  std::vector<const DeclaredKey*> found;
  for (const DeclaredKey& key : keys_)
    if (same_segments(segments(key.path), wanted)) found.push_back(&key);
  return found;
}

std::vector<const DeclaredKey*> Reference::ending(std::string_view end) const {
  const auto wanted = segments(end);
  std::vector<const DeclaredKey*> found;
  for (const DeclaredKey& key : keys_) {
    auto own = segments(key.path);
    if (own.size() < wanted.size()) continue;
    own.erase(own.begin(), own.end() - static_cast<std::ptrdiff_t>(wanted.size()));
    if (own == wanted) found.push_back(&key);
  }
  return found;
}

std::vector<const DeclaredKey*> Reference::in(const DeclaredKey& key) const {
  const bool has_names = key.key->kind == Kind::any_of || (key.key->kind == Kind::map && key.key->section);
  const std::string start = key.path + "." + (has_names ? std::string(any_name) + "." : "");
  std::vector<const DeclaredKey*> found;
  for (const DeclaredKey& other : keys_) {
    if (other.path.rfind(start, 0) == 0 && other.path.find('.', start.size()) == std::string::npos)
      found.push_back(&other);
  }
  return found;
}

std::string kind_words(const Key& key) {
  const Kind step = step_kind(key.kind);
  std::string text = noun_of(key.kind);
  if (key.kind == Kind::choice) {
    text = fmt::format("one of {}", fmt::join(key.words, ", "));
  } else if (key.kind == Kind::yearly_money) {
    text = noun_of(step) + range_of(key) + ", or amounts by year";
  } else if (key.kind == Kind::map && key.element) {
    text += fmt::format(", each {}", noun_of(key.element->kind));
  } else if (step != key.kind && key.kind != Kind::mix) {
    text = noun_of(step) + range_of(key) + ", or steps by month";
  } else if (key.kind != Kind::mix) {
    text += range_of(key);
  }
  return *key.spec.unit == '\0' ? text : fmt::format("{} [{}]", text, key.spec.unit);
}

std::string range_words(const Range& range) {
  if (range.unlimited()) return {};
  return fmt::format("{} to {}", short_number(range.least), short_number(range.most));
}

std::string default_words(const Key& key) {
  if (key.spec.otherwise != nullptr)
    return *key.spec.otherwise == '\0' ? "\"\"" : in_currency(key.spec.otherwise, "in the base currency");
  if (key.may_be_absent) return "optional";
  return key.kind == Kind::section || key.kind == Kind::each_of ? "" : "required";
}

std::string hover_text(const Key& key) {
  std::string text = key.meaning + ".";
  text += "\nKind: " + kind_words(key) + ".";
  if (const std::string otherwise = default_words(key); !otherwise.empty()) {
    text += key.spec.otherwise == nullptr ? "\nIt is " + otherwise + "." : "\nDefault: " + otherwise + ".";
  }
  if (!key.origin.empty()) text += "\nSource: " + key.origin + ".";
  if (key.spec.scope == Scope::population) text += "\nIt shapes which firms are drawn.";
  for (const Column& column : key.columns)
    text += fmt::format("\nColumn {}{}: {}.", column.name, column.required ? "" : " (optional)", column.meaning);
  return text;
}

}  // namespace millwright::scenario
