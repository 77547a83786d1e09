#include "scenario/language/kinds.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "scenario/language/numbers.hpp"
#include "scenario/language/units.hpp"

namespace millwright::scenario {
namespace {

struct KindText {
  Kind kind;
  const char* noun;
  const char* example;
};

constexpr KindText kind_texts[] = {
    {Kind::number, "a number", "1.5"},
    {Kind::count, "a whole number", "100 k"},
    {Kind::share, "a share", "15 %"},
    {Kind::points, "a number of percentage points", "5 pp"},
    {Kind::rate, "a yearly rate", "4.4 %/year"},
    {Kind::duration, "a duration", "18 months"},
    {Kind::money, "an amount of money", "60 bn CNY"},
    {Kind::flow, "a flow per month", "80 k/month"},
    {Kind::month, "a month", "2024-01"},
    {Kind::text, "a text", "some words"},
    {Kind::flag, "true or false", "true"},
    {Kind::names, "a list of names", "[automation, ai]"},
    {Kind::choice, "one of its words", ""},
    {Kind::dated_number, "a number or steps by month", "{2026-03: 0.4, 2027-01: 0.5}"},
    {Kind::dated_share, "a share or steps by month", "{2024-07: 15 %, 2026-01: 10 %}"},
    {Kind::dated_rate, "a yearly rate or steps by month", "{2024-07: 3 %/year, 2026-01: 2 %/year}"},
    {Kind::dated_money, "an amount of money or steps by month", "{2024-07: 60 m CNY, 2026-01: 40 m CNY}"},
    {Kind::dated_flow, "a flow per month or steps by month", "{2024-01: 80 k/month, 2025-04: 0 /month}"},
    {Kind::yearly_money, "an amount of money or amounts by year", "{2024: 20 bn CNY, 2025: 40 bn CNY}"},
    {Kind::mix, "a mix of shares", "{real_option: 40 %, payback_period: 60 %}"},
    {Kind::size_classes, "a map of size classes", "{small: 1-299, medium: 300-999, large: 1000-}"},
    {Kind::series, "a series in a file", "{file: data/pmi.csv, column: pmi}"},
    {Kind::table, "the name of a CSV file", "data/sectors.csv"},
    {Kind::section, "a section", "{}"},
    {Kind::map, "a map by name", "{}"},
    {Kind::any_of, "a map by name", "{}"},
    {Kind::each_of, "a map by word", "{}"},
    {Kind::changes, "a map of dotted keys", "{climate.pmi.mean: 51}"},
};

const KindText& text_of(Kind kind) {
  for (const KindText& text : kind_texts)
    if (text.kind == kind) return text;
  throw std::logic_error("a kind of value without words for it");
}

}  // namespace

std::string in_currency(std::string text, std::string_view currency) {
  const std::size_t sign = text.find(no_currency);
  return sign == std::string::npos ? text : text.replace(sign, no_currency.size(), currency);
}

const char* noun_of(Kind kind) {
  return text_of(kind).noun;
}

std::string example_of(const Key& key) {
  if (!key.sample.empty()) return key.sample;
  if (key.spec.otherwise != nullptr) return in_currency(key.spec.otherwise, "CNY");
  return key.kind == Kind::choice && !key.words.empty() ? key.words.front() : text_of(key.kind).example;
}

Kind step_kind(Kind kind) {
  switch (kind) {
    case Kind::dated_number:
      return Kind::number;
    case Kind::dated_share:
    case Kind::mix:
      return Kind::share;
    case Kind::dated_rate:
      return Kind::rate;
    case Kind::dated_money:
    case Kind::yearly_money:
      return Kind::money;
    case Kind::dated_flow:
      return Kind::flow;
    default:
      return kind;
  }
}

bool is_amount(Kind kind) {
  switch (kind) {
    case Kind::number:
    case Kind::count:
    case Kind::share:
    case Kind::points:
    case Kind::rate:
    case Kind::duration:
    case Kind::money:
    case Kind::flow:
      return true;
    default:
      return false;
  }
}

bool takes_edits(Kind kind) {
  return is_amount(kind) || (kind != Kind::mix && step_kind(kind) != kind);
}

Kind difference_kind(Kind kind) {
  return kind == Kind::share ? Kind::points : kind;
}

std::string exact_text(Kind kind, double value, const std::string& currency) {
  switch (kind) {
    case Kind::share:
      return moved_point(value, 2) + " %";
    case Kind::points:
      return moved_point(value, 2) + " pp";
    case Kind::rate:
      return moved_point(value, 2) + " %/year";
    case Kind::duration:
      return moved_point(value, 0) + " months";
    case Kind::money:
      return fmt::format("{} m {}", moved_point(value, 0), currency);
    case Kind::flow:
      return moved_point(value, 0) + " /month";
    default:
      return moved_point(value, 0);
  }
}

std::string written(Kind kind, double value, const std::string& currency) {
  constexpr double percent = 100;
  switch (kind) {
    case Kind::share:
      return fmt::format("{:.10g} %", percent * value);
    case Kind::points:
      return fmt::format("{:.10g} pp", percent * value);
    case Kind::rate:
      return fmt::format("{:.10g} %/year", percent * value);
    case Kind::duration:
      return fmt::format("{:.10g} months", value);
    case Kind::money:
      return fmt::format("{:.10g} m {}", value, currency);
    case Kind::flow:
      return fmt::format("{:.10g} /month", value);
    default:
      return fmt::format("{:.10g}", value);
  }
}

}  // namespace millwright::scenario
