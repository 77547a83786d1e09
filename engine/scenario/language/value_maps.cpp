#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenario/language/kinds.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/numbers.hpp"
#include "scenario/language/value_reader.hpp"

// Values that are written as maps: dated values, amounts by year, mixes, size classes, series and tables.
namespace millwright::scenario {
namespace {

constexpr double mix_tolerance = 0.005;  // how far the shares of a mix may miss 100 %

std::optional<int> parse_year(const std::string& text) {
  const auto month = parse_month(text + "-01");
  return month ? std::optional<int>(month->year()) : std::nullopt;
}

bool is_graphml(const std::filesystem::path& file) {
  return file.extension() == ".graphml";
}

/// The month whose prices and exchange rate a nominal amount of a year has.
Month middle_of(int year) {
  return Month::of(year, 7);
}

/// `1-299` or `1000-`.
std::optional<SizeClass> parse_size_class(const std::string& name, const std::string& text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const auto least = parse_number(text.substr(0, dash));
  const auto most = dash + 1 == text.size() ? std::optional<double>(9e15) : parse_number(text.substr(dash + 1));
  const auto is_whole = [](const std::optional<double>& number) {
    return number && *number == std::trunc(*number) && *number >= 0 && *number <= 9e15;
  };
  if (!is_whole(least) || !is_whole(most) || *least > *most) return std::nullopt;
  const bool open = dash + 1 == text.size();
  return SizeClass{name, static_cast<std::int64_t>(*least),
                   open ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(*most)};
}

}  // namespace

std::optional<Dated::Between> ValueReader::between(const Node& node, const std::string& path) {
  if (node.text == "linear") return Dated::Between::linear;
  if (node.text == "steps") return Dated::Between::steps;
  problems_.add(node.place, fmt::format("{}: this is not a way to interpolate", printable(path)),
                "write linear or steps");
  return std::nullopt;
}

std::optional<Dated::Step> ValueReader::step(const Key& key, const Member& member, const std::string& path) {
  const auto month = parse_month(member.name);
  if (!month) {
    problems_.add(member.place,
                  fmt::format("{}: '{}' is not a month", printable(path), printable(member.name.substr(0, 60))),
                  fmt::format("write {}, such as {}", noun_of(key.kind), example_of(key)));
    return std::nullopt;
  }
  const auto value = amount(key, step_kind(key.kind), member.value, dotted(path, member.name), *month);
  return value ? std::optional<Dated::Step>({*month, *value}) : std::nullopt;
}

std::optional<Value> ValueReader::dated(const Key& key, const Node& node, const std::string& path) {
  if (node.is_scalar()) {
    const auto always = amount(key, step_kind(key.kind), node, path);
    return always ? std::optional<Value>(Dated(*always)) : std::nullopt;
  }
  std::vector<Dated::Step> steps;
  std::optional<Dated::Between> way = Dated::Between::steps;
  bool good = node.is_map();
  for (const Member& member : node.members) {
    if (member.name == "interpolate") {
      way = between(member.value, dotted(path, member.name));
    } else if (const auto read = step(key, member, path)) {
      steps.push_back(*read);
    } else {
      good = false;
    }
  }
  good = good && way;
  if (good && !steps.empty()) return Dated(std::move(steps), *way);
  if (good || !node.is_map()) refuse(key, key.kind, node, path);
  return std::nullopt;
}

std::optional<Value> ValueReader::yearly(const Key& key, const Node& node, const std::string& path) {
  YearlyAmounts amounts;
  if (node.is_scalar()) {
    const auto always = amount(key, Kind::money, node, path);
    if (always) amounts.unlisted = *always;
    return always ? std::optional<Value>(std::move(amounts)) : std::nullopt;
  }
  if (!node.is_map()) {
    refuse(key, key.kind, node, path);
    return std::nullopt;
  }
  bool good = true;
  for (const Member& member : node.members) {
    const auto year = parse_year(member.name);
    if (!year) {
      problems_.add(member.place,
                    fmt::format("{}: '{}' is not a year", printable(path), printable(member.name.substr(0, 60))),
                    fmt::format("write {}, such as {}", noun_of(key.kind), example_of(key)));
    }
    const auto value =
        year ? amount(key, Kind::money, member.value, path + "." + member.name, middle_of(*year)) : std::nullopt;
    if (value) amounts.years[*year] = *value;
    good = good && value;
  }
  return good ? std::optional<Value>(std::move(amounts)) : std::nullopt;
}

std::optional<Value> ValueReader::mix(const Key& key, const Node& node, const std::string& path) {
  if (!node.is_map() || node.members.empty()) {
    refuse(key, key.kind, node, path);
    return std::nullopt;
  }
  Key part;
  part.kind = Kind::share;
  part.spec.range = {0, 1};
  std::vector<Share> shares;
  double sum = 0;
  bool good = true;
  for (const Member& member : node.members) {
    const auto share = amount(part, Kind::share, member.value, path + "." + member.name);
    good = good && share;
    if (!share) continue;
    shares.push_back({member.name, *share});
    sum += *share;
  }
  if (!good) return std::nullopt;
  if (std::abs(sum - 1) > mix_tolerance + 1e-12) {
    problems_.add(node.place, fmt::format("{}: the shares add up to {:.6g} %", printable(path), 100 * sum),
                  "let them add up to 100 %");
    return std::nullopt;
  }
  for (Share& share : shares) share.share /= sum;
  return shares;
}

std::optional<Value> ValueReader::size_classes(const Key& key, const Node& node, const std::string& path) {
  if (!node.is_map() || node.members.empty()) {
    refuse(key, key.kind, node, path);
    return std::nullopt;
  }
  SizeClasses result;
  for (const Member& member : node.members) {
    const auto size_class = member.value.is_scalar() ? parse_size_class(member.name, member.value.text) : std::nullopt;
    if (size_class) {
      result.classes.push_back(*size_class);
    } else {
      problems_.add(member.value.place,
                    fmt::format("{}.{}: this is not a size class", printable(path), printable(member.name)),
                    "write the fewest and the most workers, such as 300-999, or 1000- for an open class");
    }
  }
  auto& classes = result.classes;
  if (classes.size() != node.members.size()) return std::nullopt;
  std::sort(classes.begin(), classes.end(), [](const SizeClass& a, const SizeClass& b) { return a.least < b.least; });
  for (std::size_t i = 1; i < classes.size(); ++i) {
    if (classes[i - 1].most != std::numeric_limits<std::int64_t>::max() && classes[i].least == classes[i - 1].most + 1)
      continue;
    problems_.add(node.place,
                  fmt::format("{}: class '{}' does not begin where '{}' ends", printable(path),
                              printable(classes[i].name), printable(classes[i - 1].name)),
                  "write classes without gaps and overlaps, such as {small: 1-299, medium: 300-999, large: 1000-}");
    return std::nullopt;
  }
  return result;
}

std::optional<Value> ValueReader::table(const Node& node, const std::string& path) {
  Key key;
  key.kind = Kind::table;
  if (!is_scalar(key, node, path)) return std::nullopt;
  const FileRead* file =
      files_.read(node.text, sources_.at(node.place.source).folder, table_bytes, node.place, problems_);
  if (file == nullptr) return std::nullopt;
  try {
    return is_graphml(file->path) ? CsvTable::parse_graphml(file->display, file->content)
                                  : CsvTable::parse(file->display, file->content);
  } catch (const UserError& error) {
    problems_.add(error.problems());
    return std::nullopt;
  }
}

std::optional<Value> ValueReader::series(const Node& node, const std::string& path) {
  Key key;
  key.kind = Kind::series;
  const Node* file = node.find("file");
  const Node* column = node.find("column");
  for (const Member& member : node.members) {
    if (member.name != "file" && member.name != "column") {
      problems_.add(member.place, fmt::format("unknown key '{}.{}'", printable(path), printable(member.name)),
                    "a series has the keys file and column");
    }
  }
  if (file == nullptr || column == nullptr || !column->is_scalar()) {
    refuse(key, Kind::series, node, path);
    return std::nullopt;
  }
  const auto read = table(*file, path + ".file");
  if (!read) return std::nullopt;
  const CsvTable& rows = std::get<CsvTable>(*read);
  if (!rows.has(column->text)) {
    const std::string near = nearest(column->text, rows.columns());
    problems_.add(
        column->place,
        fmt::format("{}: '{}' has no column '{}'", printable(path), printable(file->text), printable(column->text)),
        near.empty() ? fmt::format("its columns are {}", printable(fmt::format("{}", fmt::join(rows.columns(), ", "))))
                     : fmt::format("did you mean '{}'?", printable(near)));
    return std::nullopt;
  }
  try {
    return MonthlySeries::of(rows, column->text);
  } catch (const UserError& error) {
    problems_.add(error.problems());
    return std::nullopt;
  }
}

}  // namespace millwright::scenario
