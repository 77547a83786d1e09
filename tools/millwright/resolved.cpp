#include "resolved.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/language/files.hpp"
#include "scenario/language/kinds.hpp"
#include "scenario/language/value_reader.hpp"
#include "simulation/declarations.hpp"

namespace millwright::tool {
namespace {

using scenario::Kind;
using scenario::Member;
using scenario::Node;

std::string below(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

/// The kind of a member of a value that is written as a map, such as one step of dated values.
Kind member_kind(Kind whole, const std::string& name) {
  if (whole == Kind::series) return name == "file" ? Kind::table : Kind::text;
  const Kind step = scenario::step_kind(whole);
  return is_amount(step) && name != "interpolate" ? step : Kind::text;
}

/// The amount in a value, of a dated one that of its only step.
double number_of(const scenario::Value& value) {
  if (const auto* rate = std::get_if<AnnualRate>(&value)) return rate->value;
  if (const auto* dated = std::get_if<scenario::Dated>(&value)) return dated->steps().front().value;
  if (const auto* years = std::get_if<scenario::YearlyAmounts>(&value))
    return years->years.empty() ? years->unlisted : years->years.begin()->second;
  return std::get<double>(value);
}

}  // namespace

Resolved::Resolved(const scenario::Document& document) : document_(document), schema_(simulation::scenario_schema()) {
  const Node& root = document_.contents().complete;
  for (const scenario::Key& key : schema_.keys) {
    if (const Member* member = scenario::find_member(root, key.name))
      add(&key, key.kind, key.kind, {*member, key.name, 0});
  }
}

void Resolved::add_keys(const scenario::Schema& schema, const Node& map, const Spot& in) {
  for (const scenario::Key& key : schema.keys) {
    if (const Member* member = scenario::find_member(map, key.name))
      add(&key, key.kind, key.kind, {*member, below(in.path, key.name), in.depth + 1});
  }
}

void Resolved::add(const scenario::Key* key, Kind kind, Kind whole, const Spot& spot) {
  const Node& node = spot.member.value;
  const std::size_t index = values_.size();
  const bool named_place = node.is_map() && node.place.source == spot.member.place.source;
  values_.push_back({spot.path, spot.member.name, spot.depth, key, &node, named_place ? spot.member.place : node.place,
                     scenario::step_kind(kind), whole, 0});
  if (key != nullptr && node.is_map()) add_members(*key, spot);
  values_[index].end = values_.size();
}

void Resolved::add_members(const scenario::Key& key, const Spot& in) {
  const Node& node = in.member.value;
  if (key.kind == Kind::section) return add_keys(*key.section, node, in);
  for (const Member& member : node.members) {
    const Spot spot{member, below(in.path, member.name), in.depth + 1};
    const bool is_entry =
        key.kind == Kind::any_of || key.kind == Kind::each_of || (key.kind == Kind::map && key.section);
    if (!is_entry && key.kind == Kind::map) {
      add(key.element.get(), key.element->kind, key.element->kind, spot);
      continue;
    }
    if (!is_entry) {
      add(nullptr, member_kind(key.kind, member.name), key.kind, spot);
      continue;
    }
    add(nullptr, Kind::section, Kind::section, spot);
    const std::size_t index = values_.size() - 1;
    const scenario::Schema* schema = key.section.get();
    if (key.kind == Kind::each_of) schema = key.choices.at(member.name).schema.get();
    if (key.kind == Kind::any_of) {
      const Member& selector = *scenario::find_member(member.value, key.selector);
      add(nullptr, Kind::choice, Kind::choice, {selector, below(spot.path, key.selector), spot.depth + 1});
      schema = key.choices.at(selector.value.text).schema.get();
    }
    add_keys(*schema, member.value, spot);
    values_[index].end = values_.size();
  }
}

const ResolvedValue* Resolved::find(std::string_view path) const {
  const auto found =
      std::find_if(values_.begin(), values_.end(), [&](const ResolvedValue& value) { return value.path == path; });
  return found == values_.end() ? nullptr : &*found;
}

std::string Resolved::where(const ResolvedValue& value) const {
  return is_default(value) ? "default" : document_.contents().sources.where(value.place);
}

bool Resolved::is_default(const ResolvedValue& value) const {
  if (value.node->is_map() && !document_.given(value.path)) return true;
  const int source = value.node->place.source;
  return source >= 0 && document_.contents().sources.at(source).kind == scenario::Source::Kind::otherwise;
}

/// Reads a value again, a step of dated values with its month, as a dated value of one step.
std::optional<scenario::Value> Resolved::read(const ResolvedValue& value) const {
  const scenario::DocumentContents& contents = document_.contents();
  scenario::Problems problems(contents.sources);
  std::vector<std::string> warnings;
  scenario::FileStore files(contents.folder / "scenario.yaml", {});
  scenario::Key key;
  key.kind = value.whole == Kind::mix ? Kind::share : value.whole;
  Node node = *value.node;
  const bool is_step = value.key == nullptr && scenario::step_kind(key.kind) != key.kind;
  if (is_step) {
    node = Node{};
    node.kind = Node::Kind::map;
    node.members.push_back({value.name, value.place, *value.node});
  }
  return scenario::ValueReader(problems, warnings, contents.sources, files, *contents.exchange)
      .read(key, node, value.path);
}

std::optional<std::string> Resolved::understood(const ResolvedValue& value) const {
  const scenario::DocumentContents& contents = document_.contents();
  if (value.kind == Kind::table && value.node->is_scalar()) {
    constexpr std::size_t digits = 12;
    for (const scenario::InputFile& input : contents.inputs)
      if (input.name == value.node->text) return "SHA-256 " + input.sha256.substr(0, digits);
  }
  if (!is_amount(value.kind) || !value.node->is_scalar()) return std::nullopt;
  const auto read = this->read(value);
  if (!read) return std::nullopt;
  if (const auto* count = std::get_if<std::int64_t>(&*read)) return std::to_string(*count);
  constexpr double million = 1e6, smallest = 1e-3;  // below it money is told without m, as exchange rates are
  const double number = number_of(*read);
  if (value.kind == Kind::money && std::abs(number) < smallest)
    return fmt::format("{:.10g} {}", million * number, document_.currency());
  return scenario::written(value.kind, number, document_.currency());
}

std::optional<double> Resolved::amount(const ResolvedValue& value) const {
  if (!is_amount(value.kind) || !value.node->is_scalar()) return std::nullopt;
  const auto read = this->read(value);
  if (!read) return std::nullopt;
  if (const auto* count = std::get_if<std::int64_t>(&*read)) return static_cast<double>(*count);
  return number_of(*read);
}

std::string Resolved::meaning(const ResolvedValue& value) const {
  if (!value.holds_values()) return understood(value).value_or(scenario::flow_yaml(*value.node));
  std::string text;
  const std::size_t index = static_cast<std::size_t>(&value - values_.data());
  for (std::size_t k = index + 1; k < value.end; k = values_[k].end)
    text += (text.empty() ? "" : ", ") + values_[k].name + ": " + meaning(values_[k]);
  return "{" + text + "}";
}

}  // namespace millwright::tool
