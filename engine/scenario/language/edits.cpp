#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "scenario/language/kinds.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/units.hpp"
#include "scenario/language/value_reader.hpp"

// Edits of numbers and of values that vary in time: {from: 2026-10, to: 2027-03, set: V}, {scale: 2}, {add: 1 pp}.
namespace millwright::scenario {
namespace {

constexpr const char* forms = "an edit has one of set, scale and add, and where the value is dated from and to";
constexpr Range unlimited{};
constexpr Month first_month{}, last_month = Month::of(9999, 12);  // that can be written

bool is_dated(Kind kind) {
  return kind != Kind::yearly_money && step_kind(kind) != kind;
}

Key without_range(Kind kind) {
  Key plain;
  plain.kind = kind;
  plain.spec.range = unlimited;
  return plain;
}

/// A year as the month in which it begins.
std::optional<Month> year_at(const std::string& text) {
  const auto month = parse_month(text + "-01");
  return month ? std::optional<Month>(*month) : std::nullopt;
}

Node scalar(std::string text, const Place& place) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  node.place = place;
  return node;
}

}  // namespace

/// One edit, read. Bounds of amounts by year are the first months of their years.
struct ValueReader::Change {
  enum class Operation { none, set, scale, add };
  explicit Change(const Node& the_edit) : edit(the_edit) {}

  const Node& edit;
  Operation operation = Operation::none;
  double amount = 0;  // of `add` and `set` canonical, of `scale` a factor
  const Node* amount_node = nullptr;
  std::optional<Month> from, to;
  bool good = true;

  bool holds(Month month) const { return (!from || *from <= month) && (!to || month <= *to); }
  double of(double value) const {
    if (operation == Operation::set) return amount;
    return operation == Operation::scale ? value * amount : value + amount;
  }
};

bool ValueReader::read_bound(const Key& key, const Member& member, const std::string& path, Change& change) {
  if (member.name != "from" && member.name != "to") return false;
  const bool yearly = key.kind == Kind::yearly_money;
  if (!yearly && !is_dated(key.kind)) {
    problems_.add(member.place, fmt::format("{} does not vary in time", printable(path)),
                  fmt::format("leave `{}` out", member.name));
    change.good = false;
    return true;
  }
  const auto month = yearly ? year_at(member.value.text) : parse_month(member.value.text);
  if (!month) {
    problems_.add(member.value.place,
                  fmt::format("{}.{}: '{}' is not a {}", printable(path), member.name,
                              printable(member.value.text.substr(0, 60)), yearly ? "year" : "month"),
                  yearly ? "write a year such as 2026" : "write a month such as 2026-10");
    change.good = false;
  }
  (member.name == "from" ? change.from : change.to) = month;
  return true;
}

void ValueReader::read_operation(const Member& member, const std::string& path, Change& change) {
  using Operation = Change::Operation;
  const std::array<std::pair<const char*, Operation>, 3> operations = {
      {{"set", Operation::set}, {"scale", Operation::scale}, {"add", Operation::add}}};
  const auto* found = std::find_if(operations.begin(), operations.end(),
                                   [&](const auto& operation) { return member.name == operation.first; });
  if (found == operations.end()) {
    problems_.add(member.place, fmt::format("unknown key '{}'", printable(dotted(path, member.name.substr(0, 80)))),
                  forms);
  } else if (change.operation != Operation::none) {
    problems_.add(member.place, fmt::format("{}: this edit does two things at once", printable(path)), forms);
  }
  if (found == operations.end() || change.operation != Operation::none) {
    change.good = false;
    return;
  }
  change.operation = found->second;
  change.amount_node = &member.value;
}

std::optional<ValueReader::Change> ValueReader::change_of(const Key& key, const Node& edit, const std::string& path) {
  using Operation = Change::Operation;
  Change change{edit};
  for (const Member& member : edit.members) {
    if (!read_bound(key, member, path, change)) read_operation(member, path, change);
  }
  if (!change.good) return std::nullopt;
  if (change.operation == Operation::none) {
    problems_.add(edit.place, fmt::format("{}: this edit does not say what it does", printable(path)), forms);
    return std::nullopt;
  }
  if (change.from && change.to && *change.to < *change.from) {
    problems_.add(edit.place, fmt::format("{}: this edit ends before it begins", printable(path)),
                  "let `to` be the same as `from`, or later");
    return std::nullopt;
  }
  const Kind kind = step_kind(key.kind);
  const Node& amount_node = *change.amount_node;
  std::optional<double> number;
  if (change.operation == Operation::set) {
    number = amount(key, kind, amount_node, path + ".set", change.from);
  } else if (change.operation == Operation::scale) {
    number = amount(without_range(Kind::number), Kind::number, amount_node, path + ".scale");
  } else {
    const bool points = kind == Kind::rate && amount_node.text.find("pp") != std::string::npos;
    const Kind difference = points ? Kind::points : difference_kind(kind);
    number = amount(without_range(difference), difference, amount_node, path + ".add", change.from);
  }
  if (!number) return std::nullopt;
  change.amount = *number;
  return change;
}

/// Whether a value that an edit has changed lies in the range of its key.
bool ValueReader::same_or_in_range(const Key& key, Kind kind, double before, double after, const Node& edit,
                                   const std::string& path) {
  const Range& range = key.spec.range;
  if (after == before || (std::isfinite(after) && after >= range.least && after <= range.most)) return true;
  problems_.add(edit.place,
                fmt::format("{}: this edit makes {} of {}, which is out of range", printable(path),
                            written(kind, after, exchange_.currency), written(kind, before, exchange_.currency)),
                fmt::format("stay between {} and {}", written(kind, range.least, exchange_.currency),
                            written(kind, range.most, exchange_.currency)));
  return false;
}

/// The months in which a step of the edited value may begin, or its line bend.
std::set<Month> ValueReader::bends(const Dated& value, const Change& change) {
  std::set<Month> months;
  for (const Dated::Step& step : value.steps())
    if (step.from != Month{}) months.insert(step.from);
  if (change.from && first_month < *change.from) months.insert({*change.from - 1, *change.from});
  if (change.to && *change.to < last_month) months.insert({*change.to, *change.to + 1});
  if (months.empty()) months.insert(Month{});
  return months;
}

std::optional<Value> ValueReader::changed(const Key& key, const Dated& value, const Change& change,
                                          const std::string& path) {
  std::vector<Dated::Step> steps;
  for (const Month month : bends(value, change)) {
    const double before = value.at(month), after = change.holds(month) ? change.of(before) : before;
    if (!same_or_in_range(key, step_kind(key.kind), before, after, change.edit, path)) return std::nullopt;
    const bool same = !steps.empty() && steps.back().value == after && value.between() == Dated::Between::steps;
    if (!same) steps.push_back({month, after});
  }
  if (steps.size() == 1) return Dated(steps.front().value);
  return Dated(std::move(steps), value.between());
}

/// Why amounts by year cannot be edited so, and what to write instead; nothing when they can.
std::optional<std::pair<const char*, const char*>> ValueReader::obstacle(const YearlyAmounts& value,
                                                                         const Change& change) {
  if (!change.from && !change.to) return std::nullopt;
  if (value.years.empty()) {
    return {{"one amount holds in every year here, so single years cannot be edited",
             "replace it by amounts by year, such as {2025: 20 bn CNY, 2026: 40 bn CNY}"}};
  }
  if (change.from && change.to) {
    constexpr int longest = 12 * 200;  // [month]
    if (*change.to - *change.from <= longest) return std::nullopt;
    return {{"this edit covers more than 200 years", "name fewer"}};
  }
  if (change.operation == Change::Operation::scale) return std::nullopt;
  return {{"amounts by year have no first and no last year",
           "give the edit `from` and `to`, such as {from: 2026, to: 2028, set: 40 bn CNY}"}};
}

std::optional<Value> ValueReader::changed(const Key& key, const YearlyAmounts& value, const Change& change,
                                          const std::string& path) {
  if (const auto why = obstacle(value, change)) {
    problems_.add(change.edit.place, fmt::format("{}: {}", printable(path), why->first), why->second);
    return std::nullopt;
  }
  const bool everywhere = !change.from && !change.to;
  if (everywhere && change.operation == Change::Operation::set) return YearlyAmounts{{}, change.amount};
  YearlyAmounts result = value;
  if (change.from && change.to)
    for (int year = change.from->year(); year <= change.to->year(); ++year) result.years.emplace(year, 0.0);
  const auto change_one = [&](double& amount) {
    const double before = amount;
    amount = change.of(before);
    return same_or_in_range(key, Kind::money, before, amount, change.edit, path);
  };
  for (auto& [year, amount] : result.years)
    if (change.holds(Month::of(year, 1)) && !change_one(amount)) return std::nullopt;
  if (value.years.empty() && !change_one(result.unlisted)) return std::nullopt;
  return result;
}

std::optional<Value> ValueReader::changed(const Key& key, double value, const Change& change, const std::string& path) {
  const double after = change.of(value);
  if (!same_or_in_range(key, key.kind, value, after, change.edit, path)) return std::nullopt;
  if (key.kind == Kind::count && after != std::trunc(after)) {
    problems_.add(change.edit.place, fmt::format("{}: this edit makes {} of {}", printable(path), after, value),
                  "it must be a whole number");
    return std::nullopt;
  }
  if (key.kind == Kind::count) return static_cast<std::int64_t>(after);
  return key.kind == Kind::rate ? Value(AnnualRate{after}) : Value(after);
}

std::optional<Value> ValueReader::edited(const Key& key, const Value& value, const Node& edit,
                                         const std::string& path) {
  const auto change = change_of(key, edit, path);
  if (!change) return std::nullopt;
  std::optional<Value> result;
  if (const auto* dated = std::get_if<Dated>(&value)) {
    result = changed(key, *dated, *change, path);
  } else if (const auto* yearly = std::get_if<YearlyAmounts>(&value)) {
    result = changed(key, *yearly, *change, path);
  } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    result = changed(key, static_cast<double>(*whole), *change, path);
  } else if (const auto* rate = std::get_if<AnnualRate>(&value)) {
    result = changed(key, rate->value, *change, path);
  } else {
    result = changed(key, std::get<double>(value), *change, path);
  }
  if (result && same_text(text_of(key, *result, {}), text_of(key, value, {})))
    warnings_.push_back(warning_at(sources_, edit.place, printable(path) + ": this edit changes nothing"));
  return result;
}

Node ValueReader::text_of(const Key& key, const Value& value, const Place& place) const {
  const Kind kind = step_kind(key.kind);
  const auto text = [&](double number) { return scalar(exact_text(kind, number, exchange_.currency), place); };
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return scalar(std::to_string(*whole), place);
  if (const auto* rate = std::get_if<AnnualRate>(&value)) return text(rate->value);
  if (const auto* number = std::get_if<double>(&value)) return text(*number);
  Node map;
  map.kind = Node::Kind::map;
  map.place = place;
  if (const auto* yearly = std::get_if<YearlyAmounts>(&value)) {
    if (yearly->years.empty()) return text(yearly->unlisted);
    for (const auto& [year, amount] : yearly->years) set_member(map, {fmt::format("{:04}", year), place, text(amount)});
    return map;
  }
  const Dated& dated = std::get<Dated>(value);
  if (dated.steps().size() == 1) return text(dated.steps().front().value);
  for (const Dated::Step& step : dated.steps()) set_member(map, {to_string(step.from), place, text(step.value)});
  if (dated.between() == Dated::Between::linear) set_member(map, {"interpolate", place, scalar("linear", place)});
  return map;
}

}  // namespace millwright::scenario
