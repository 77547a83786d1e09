#include "scenario/language/value_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/math.hpp"
#include "scenario/language/kinds.hpp"
#include "scenario/language/units.hpp"

namespace millwright::scenario {
namespace {

constexpr double largest_count = 9007199254740992.0;  // 2^53: every whole number below is a double

Reading parse(Kind kind, const std::string& text) {
  switch (kind) {
    case Kind::share:
      return parse_share(text);
    case Kind::points:
      return parse_points(text);
    case Kind::rate:
      return parse_rate(text);
    case Kind::duration:
      return parse_duration(text);
    case Kind::flow:
      return parse_flow(text);
    default:
      return parse_bare(text);
  }
}

std::string shown(const Node& node) {
  switch (node.kind) {
    case Node::Kind::map:
      return "a map";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::null:
      return "null";
    default:
      return fmt::format("'{}{}'", printable(node.text.substr(0, 60)), node.text.size() > 60 ? "..." : "");
  }
}

}  // namespace

void ValueReader::refuse(const Key& key, Kind kind, const Node& node, const std::string& path, std::string help) {
  if (node.kind == Node::Kind::null) help = "null deletes whole keys and entries only";
  Key plain;
  plain.kind = kind;
  if (help.empty()) help = fmt::format("write for example {}", example_of(kind == key.kind ? key : plain));
  problems_.add(node.place, fmt::format("{}: {} is not {}", printable(path), shown(node), noun_of(kind)),
                std::move(help));
}

bool ValueReader::is_scalar(const Key& key, const Node& node, const std::string& path) {
  if (node.is_scalar()) return true;
  refuse(key, key.kind, node, path);
  return false;
}

bool ValueReader::in_range(const Key& key, Kind kind, double value, const Node& node, const std::string& path) {
  const Range& range = key.spec.range;
  if (value >= range.least && value <= range.most) return true;
  const std::string least = written(kind, range.least, exchange_.currency);
  const std::string most = written(kind, range.most, exchange_.currency);
  const std::string wanted = !std::isfinite(range.most)    ? fmt::format("of at least {}", least)
                             : !std::isfinite(range.least) ? fmt::format("of at most {}", most)
                                                           : fmt::format("between {} and {}", least, most);
  problems_.add(node.place, fmt::format("{}: {} is out of range", printable(path), shown(node)),
                fmt::format("write {} {}", noun_of(kind), wanted));
  return false;
}

std::optional<double> ValueReader::money(const Key& key, const Node& node, const std::string& path,
                                         std::optional<Month> month) {
  const MoneyReading reading = parse_money(node.text);
  if (!reading.value) {
    refuse(key, Kind::money, node, path, reading.help);
    return std::nullopt;
  }
  if (reading.nominal && !month) {
    problems_.add(
        node.place,
        fmt::format("{}: a nominal amount belongs to a month or a year, and none is given here", printable(path)),
        fmt::format("write what it is in prices of {}, without the word nominal", to_string(exchange_.prices)));
    return std::nullopt;
  }
  const bool base = exchange_.currency.empty() || reading.currency == exchange_.currency;  // empty: reported already
  double value = *reading.value;
  if (!base && value != 0) {
    const auto rate = exchange_.rates.find(reading.currency);
    if (rate == exchange_.rates.end()) {
      unknown_[reading.currency].push_back({node.place, path, node.text});
      return std::nullopt;
    }
    value *= rate->second.at(reading.nominal ? *month : exchange_.prices);
  }
  if (reading.nominal) value *= math::power(1 + exchange_.inflation, (exchange_.prices - *month) / 12.0);
  return value;
}

void ValueReader::report_unknown_currencies(const Place& of_currency) {
  for (const auto& [currency, amounts] : unknown_) {
    const auto written = std::find_if(amounts.begin(), amounts.end(), [this](const UnknownCurrency& amount) {
      return sources_.at(amount.place.source).kind != Source::Kind::otherwise;
    });
    const std::string lack = currency == yearly_wages ? "there is no yearly wage, climate.wages.level, for"
                                                      : "there is no exchange rate for";
    const std::string help =
        currency == yearly_wages
            ? fmt::format("write climate.wages.level in {}", exchange_.currency)
            : fmt::format(
                  "write {0} in {1}, or add exchange_rates: {{{2}: {{{3}: ... {1}}}}} with the rate of that month",
                  amounts.size() == 1 ? "it" : "them", exchange_.currency, currency, to_string(exchange_.prices));
    if (amounts.size() == 1 && written != amounts.end()) {
      problems_.add(written->place,
                    fmt::format("{}: {} '{}'", printable(written->path), lack, printable(written->text.substr(0, 60))),
                    help);
    } else {
      problems_.add(written == amounts.end() ? of_currency : written->place,
                    fmt::format("{} {} amounts in {}:{}", lack, amounts.size(), currency, listed(amounts)), help);
    }
  }
  unknown_.clear();
}

std::string ValueReader::listed(const std::vector<UnknownCurrency>& amounts) const {
  constexpr std::size_t most_told = 20;
  std::string list;
  for (std::size_t i = 0; i < std::min(amounts.size(), most_told); ++i) {
    const UnknownCurrency& amount = amounts[i];
    const bool by_default = sources_.at(amount.place.source).kind == Source::Kind::otherwise;
    list += fmt::format("\n    {}: {}, {}", printable(amount.path), printable(amount.text.substr(0, 60)),
                        by_default ? "its default" : sources_.where(amount.place));
  }
  if (amounts.size() > most_told) list += fmt::format("\n    and {} more", amounts.size() - most_told);
  return list;
}

std::string ValueReader::default_text(const Key& key) const {
  return in_currency(key.spec.otherwise, exchange_.currency.empty() ? "CNY" : exchange_.currency);
}

std::optional<double> ValueReader::amount(const Key& key, Kind kind, const Node& node, const std::string& path,
                                          std::optional<Month> month) {
  if (!node.is_scalar()) {
    refuse(key, kind, node, path);
    return std::nullopt;
  }
  if (kind == Kind::money) {
    const auto million = money(key, node, path, month);
    return million && in_range(key, kind, *million, node, path) ? million : std::nullopt;
  }
  const Reading reading = parse(kind, node.text);
  if (!reading.value) {
    refuse(key, kind, node, path, reading.help);
    return std::nullopt;
  }
  return in_range(key, kind, *reading.value, node, path) ? reading.value : std::nullopt;
}

std::optional<Value> ValueReader::count(const Key& key, const Node& node, const std::string& path) {
  const auto number = amount(key, Kind::count, node, path);
  if (!number) return std::nullopt;
  if (*number != std::trunc(*number) || std::abs(*number) > largest_count) {
    refuse(key, Kind::count, node, path);
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*number);
}

std::optional<Value> ValueReader::month(const Key& key, const Node& node, const std::string& path) {
  if (!is_scalar(key, node, path)) return std::nullopt;
  if (const auto value = parse_month(node.text)) return *value;
  const bool has_day = node.text.size() == 10 && parse_month(node.text.substr(0, 7)).has_value();
  refuse(key, Kind::month, node, path, has_day ? fmt::format("did you mean {}?", node.text.substr(0, 7)) : "");
  return std::nullopt;
}

std::optional<Value> ValueReader::flag(const Key& key, const Node& node, const std::string& path) {
  if (!is_scalar(key, node, path)) return std::nullopt;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  constexpr std::array<const char*, 9> yes = {"yes", "Yes", "YES", "on", "On", "ON", "y", "True", "TRUE"};
  constexpr std::array<const char*, 9> no = {"no", "No", "NO", "off", "Off", "OFF", "n", "False", "FALSE"};
  const auto among = [&](const auto& list) { return std::find(list.begin(), list.end(), node.text) != list.end(); };
  refuse(key, Kind::flag, node, path, among(yes) ? "did you mean true?" : among(no) ? "did you mean false?" : "");
  return std::nullopt;
}

std::optional<Value> ValueReader::word(const Key& key, const Node& node, const std::string& path) {
  if (!is_scalar(key, node, path)) return std::nullopt;
  if (std::find(key.words.begin(), key.words.end(), node.text) != key.words.end()) return node.text;
  const std::string near = nearest(node.text, key.words);
  refuse(key, Kind::choice, node, path,
         near.empty() ? fmt::format("write one of {}", fmt::join(key.words, ", "))
                      : fmt::format("did you mean {}?", near));
  return std::nullopt;
}

std::optional<Value> ValueReader::names(const Key& key, const Node& node, const std::string& path) {
  if (node.is_scalar()) {
    refuse(key, Kind::names, node, path, fmt::format("did you mean [{}]?", printable(node.text.substr(0, 60))));
    return std::nullopt;
  }
  if (node.kind != Node::Kind::list) {
    refuse(key, Kind::names, node, path);
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const Node& item : node.items) {
    if (!item.is_scalar()) {
      problems_.add(item.place, fmt::format("{}: {} is not a name", printable(path), shown(item)), "");
      return std::nullopt;
    }
    if (std::find(names.begin(), names.end(), item.text) != names.end()) {
      problems_.add(item.place, fmt::format("{}: {} is named twice", printable(path), shown(item)), "name it once");
      return std::nullopt;
    }
    names.push_back(item.text);
  }
  return names;
}

std::optional<Value> ValueReader::read(const Key& key, const Node& node, const std::string& path) {
  const auto as_value = [](const std::optional<double>& number) {
    return number ? std::optional<Value>(*number) : std::nullopt;
  };
  switch (key.kind) {
    case Kind::count:
      return count(key, node, path);
    case Kind::rate: {
      const auto rate = amount(key, Kind::rate, node, path);
      return rate ? std::optional<Value>(AnnualRate{*rate}) : std::nullopt;
    }
    case Kind::month:
      return month(key, node, path);
    case Kind::text:
      return is_scalar(key, node, path) ? std::optional<Value>(node.text) : std::nullopt;
    case Kind::flag:
      return flag(key, node, path);
    case Kind::choice:
      return word(key, node, path);
    case Kind::names:
      return names(key, node, path);
    case Kind::dated_number:
    case Kind::dated_share:
    case Kind::dated_rate:
    case Kind::dated_money:
    case Kind::dated_flow:
      return dated(key, node, path);
    case Kind::yearly_money:
      return yearly(key, node, path);
    case Kind::mix:
      return mix(key, node, path);
    case Kind::size_classes:
      return size_classes(key, node, path);
    case Kind::series:
      return series(node, path);
    case Kind::table:
      return table(node, path);
    default:
      return as_value(amount(key, key.kind, node, path));
  }
}

}  // namespace millwright::scenario
