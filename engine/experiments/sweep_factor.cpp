#include "experiments/sweep_factor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/language/kinds.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/units.hpp"
#include "simulation/declarations.hpp"

namespace millwright::experiments {
namespace {

using scenario::Kind;

constexpr const char* forms = "write for example {range: [48, 52]}, [10 %, 20 %] or {from: 2027-01, scale: [0, 1]}";

/// The unit of a canonical number, for its coordinate.
std::string unit_of(Kind kind, const std::string& currency) {
  switch (kind) {
    case Kind::rate:
      return "1/year";
    case Kind::duration:
      return "month";
    case Kind::flow:
      return "1/month";
    case Kind::money:
      return "m " + currency;
    default:
      return "1";
  }
}

std::optional<double> parse(Kind kind, const std::string& text, const std::string& currency) {
  switch (kind) {
    case Kind::share:
      return scenario::parse_share(text).value;
    case Kind::points:
      return scenario::parse_points(text).value;
    case Kind::rate:
      return scenario::parse_rate(text).value;
    case Kind::duration:
      return scenario::parse_duration(text).value;
    case Kind::flow:
      return scenario::parse_flow(text).value;
    case Kind::money: {
      const auto money = scenario::parse_money(text);
      return money.currency == currency && !money.nominal ? money.value : std::nullopt;
    }
    default:
      return scenario::parse_bare(text).value;
  }
}

/// The kind of what is added to a value: a rate takes percentage points too.
Kind kind_of_difference(Kind kind, const scenario::Node& amounts) {
  const scenario::Node* range = amounts.is_map() ? amounts.find("range") : &amounts;
  const bool points = range != nullptr && !range->items.empty() && range->items[0].text.ends_with("pp");
  return kind == Kind::rate && points ? Kind::points : scenario::difference_kind(kind);
}

/// Levels that are no numbers: what each changes, and what it is called.
SweepFactor with_words(SweepFactor factor, std::vector<Changes> words, std::vector<std::string> labels) {
  Levels levels;
  for (std::size_t k = 0; k < words.size(); ++k) levels.values.push_back(static_cast<double>(k));
  factor.domain = std::move(levels);
  factor.words = std::move(words);
  factor.labels = std::move(labels);
  return factor;
}

}  // namespace

FactorReader::FactorReader(const simulation::LoadedScenario& base, scenario::Problems& problems)
    : base_(base), problems_(problems), reference_(simulation::scenario_schema()) {}

std::nullopt_t FactorReader::refuse(const scenario::Place& place, const std::string& what, const std::string& help) {
  problems_.add(place, what, help);
  return std::nullopt;
}

/// The declaration of a key of the scenario; of an entry of a catalogue that of the entry's own word.
const scenario::Key* FactorReader::declared(const std::string& key) const {
  const auto& complete = base_.document.contents().complete;
  for (const auto* candidate : reference_.at(key)) {
    if (candidate->words.empty() || candidate->in_all_words) return candidate->key;
    const auto* selector = scenario::find_dotted(complete, key.substr(0, key.rfind('.')) + ".instrument");
    if (selector != nullptr && std::ranges::find(candidate->words, selector->text) != candidate->words.end())
      return candidate->key;
  }
  const auto candidates = reference_.at(key);
  return candidates.empty() ? nullptr : candidates.front()->key;
}

std::optional<SweepFactor> FactorReader::read(const scenario::Member& member) {
  SweepFactor factor;
  factor.name = factor.key = member.name;
  factor.currency = base_.scenario.currency;
  if (const Node* key = member.value.find("key")) factor.key = key->text;
  const scenario::Key* key = declared(factor.key);
  const bool switched = member.value.find("on") != nullptr;
  if (key == nullptr && !switched) {
    std::vector<std::string> known;
    for (const auto& one : reference_.keys()) known.push_back(one.path);
    const std::string near = nearest(factor.key, known);
    return refuse(member.place, fmt::format("factor '{}': the scenario has no such key", printable(factor.key)),
                  near.empty() ? "`millwright show` lists the keys of a scenario; `key: KEY` names one"
                               : fmt::format("did you mean '{}'?", near));
  }
  if (key != nullptr) factor.kind = scenario::step_kind(key->kind);
  return read_form(std::move(factor), member);
}

bool FactorReader::only(const scenario::Member& member, const std::vector<std::string>& known) {
  bool good = true;
  for (const auto& inner : member.value.members) {
    if (std::ranges::find(known, inner.name) != known.end()) continue;
    const std::string near = nearest(inner.name, known);
    refuse(inner.place, fmt::format("factor '{}': unknown key '{}'", printable(member.name), printable(inner.name)),
           near.empty() ? forms : fmt::format("did you mean '{}'?", near));
    good = false;
  }
  return good;
}

std::optional<SweepFactor> FactorReader::read_form(SweepFactor factor, const scenario::Member& member) {
  const Node& form = member.value;
  factor.unit = unit_of(factor.kind, factor.currency);
  if (form.kind == Node::Kind::list) return read_values(std::move(factor), form);
  if (!form.is_map())
    return refuse(form.place, fmt::format("factor '{}' has one value", printable(factor.name)), forms);
  static const std::vector<std::string> known = {"key",  "range", "spacing", "levels", "values", "on",
                                                 "from", "to",    "set",     "scale",  "add"};
  if (!only(member, known)) return std::nullopt;
  if (const Node* levels = form.find("on")) return read_switch(std::move(factor), *levels);
  if (const Node* values = form.find("values")) return read_values(std::move(factor), *values);
  if (form.find("range") != nullptr) return read_range(std::move(factor), form);
  return read_edit(std::move(factor), form);
}

std::optional<SweepFactor> FactorReader::read_switch(SweepFactor factor, const Node& levels) {
  std::vector<Changes> words;
  std::vector<std::string> labels;
  const bool is_override = factor.key.find('.') == std::string::npos && declared(factor.key) == nullptr;
  for (const Node& item : levels.items) {
    if (item.text != "true" && item.text != "false") {
      return refuse(
          item.place,
          fmt::format("factor '{}': '{}' is neither true nor false", printable(factor.name), printable(item.text)),
          "write {on: [false, true]}");
    }
    const bool on = item.text == "true";
    Changes& changes = words.emplace_back();
    if (is_override && on) changes.overrides.push_back(factor.key);
    if (!is_override && !on) changes.settings.push_back(factor.key + "=null");
    labels.emplace_back(on ? "on" : "off");
  }
  if (words.empty()) return refuse(levels.place, "there is no level", "write {on: [false, true]}");
  return with_words(std::move(factor), std::move(words), std::move(labels));
}

std::optional<SweepFactor> FactorReader::read_values(SweepFactor factor, const Node& values) {
  if (values.kind != Node::Kind::list || values.items.empty()) {
    return refuse(values.place, fmt::format("factor '{}': this is not a list of values", printable(factor.name)),
                  forms);
  }
  const bool numbers = scenario::is_amount(factor.kind) && std::ranges::all_of(values.items, [&](const Node& item) {
                         return item.is_scalar() && maybe_number(factor, item).has_value();
                       });
  if (numbers) return read_amounts(std::move(factor), values);
  std::vector<Changes> words;
  std::vector<std::string> labels;
  for (const Node& item : values.items) {
    labels.push_back(scenario::flow_yaml(item));
    words.push_back({{}, {factor.key + "=" + labels.back()}});
  }
  return with_words(std::move(factor), std::move(words), std::move(labels));
}

/// Amounts of the factor's kind: a list of levels.
std::optional<SweepFactor> FactorReader::read_amounts(SweepFactor factor, const Node& amounts) {
  Levels levels;
  for (const Node& item : amounts.items) {
    const auto value = number(factor, item);
    if (!value) return std::nullopt;
    levels.values.push_back(*value);
  }
  factor.domain = std::move(levels);
  return factor;
}

std::optional<SweepFactor> FactorReader::read_range(SweepFactor factor, const Node& form) {
  const Node& range = *form.find("range");
  if (!scenario::is_amount(factor.kind)) {
    return refuse(range.place, fmt::format("factor '{}' is no number, so it has no range", printable(factor.name)),
                  "list its values instead: [A, B]");
  }
  if (range.kind != Node::Kind::list || range.items.size() != 2)
    return refuse(range.place, fmt::format("factor '{}': a range has two ends", printable(factor.name)), forms);
  const auto low = number(factor, range.items[0]), high = number(factor, range.items[1]);
  if (!low || !high) return std::nullopt;
  const Node* spacing = form.find("spacing");
  if (spacing != nullptr && spacing->text != "log" && spacing->text != "even") {
    return refuse(spacing->place, fmt::format("factor '{}': unknown spacing", printable(factor.name)),
                  "write `spacing: log` for equal ratios, or leave it out");
  }
  factor.domain =
      spacing != nullptr && spacing->text == "log" ? Factor(LogRange{*low, *high}) : Factor(Range{*low, *high});
  if (const std::string fault = fault_of(factor.domain); !fault.empty())
    return refuse(range.place, fmt::format("factor '{}': {}", printable(factor.name), fault), forms);
  if (const Node* levels = form.find("levels")) {
    const auto count = scenario::parse_bare(levels->text).value;
    if (!count || *count < 2 || *count > 1000 || *count != static_cast<double>(static_cast<int>(*count))) {
      return refuse(levels->place, fmt::format("factor '{}': this is no number of levels", printable(factor.name)),
                    "write a whole number from 2 to 1000");
    }
    factor.grid_levels = static_cast<std::size_t>(*count);
  }
  return factor;
}

std::optional<SweepFactor> FactorReader::read_edit(SweepFactor factor, const Node& form) {
  const Node* amounts = nullptr;
  std::string bounds, operation;
  for (const char* name : {"from", "to"})
    if (const Node* bound = form.find(name)) bounds += fmt::format("{}: {}, ", name, scenario::flow_yaml(*bound));
  for (const char* name : {"set", "scale", "add"}) {
    if (form.find(name) == nullptr) continue;
    if (amounts != nullptr) return refuse(form.place, "this factor does two things at once", forms);
    amounts = form.find(name), operation = name;
  }
  if (amounts == nullptr)
    return refuse(form.place, fmt::format("factor '{}' does not say what differs", printable(factor.name)), forms);
  factor.before = fmt::format("{{{}{}: ", bounds, operation);
  factor.after += '}';
  if (operation == "scale") factor.kind = Kind::number;
  if (operation == "add") factor.kind = kind_of_difference(factor.kind, *amounts);
  factor.unit = unit_of(factor.kind, factor.currency);
  if (amounts->is_map() && amounts->find("range") != nullptr) return read_range(std::move(factor), *amounts);
  if (amounts->kind == Node::Kind::list && !amounts->items.empty()) return read_amounts(std::move(factor), *amounts);
  return refuse(amounts->place, fmt::format("factor '{}': this is neither a list nor a range", printable(factor.name)),
                forms);
}

std::optional<double> FactorReader::maybe_number(const SweepFactor& factor, const Node& node) const {
  return parse(factor.kind, node.text, factor.currency);
}

std::optional<double> FactorReader::number(const SweepFactor& factor, const Node& node) {
  if (node.is_scalar())
    if (const auto value = maybe_number(factor, node)) return value;
  scenario::Key of_kind;
  of_kind.kind = factor.kind;
  return refuse(node.place,
                fmt::format("factor '{}': '{}' is not {}", printable(factor.name), printable(scenario::flow_yaml(node)),
                            scenario::noun_of(factor.kind)),
                fmt::format("write for example {}{}", scenario::example_of(of_kind),
                            factor.kind == Kind::money ? ", in the scenario's own currency" : ""));
}

}  // namespace millwright::experiments
