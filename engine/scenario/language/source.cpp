#include "scenario/language/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "scenario/language/text.hpp"

namespace millwright::scenario {
namespace {

constexpr std::size_t excerpt_before = 70;  // [characters] shown before the caret of a long line
constexpr std::size_t excerpt_after = 50;
constexpr std::size_t most_told = 200;  // problems; nobody reads more

/// The first `count` characters of valid or broken UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && count > 0) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u) ++end;
    --count;
  }
  return text.substr(0, end);
}

}  // namespace

int Sources::add(Source source) {
  sources_.push_back(std::move(source));
  return static_cast<int>(sources_.size()) - 1;
}

std::string Sources::where(const Place& place) const {
  if (place.source < 0) return {};
  const Source& source = at(place.source);
  const std::string name = printable(source.name);
  return source.kind == Source::Kind::file ? fmt::format("{}:{}:{}", name, place.line, place.column) : name;
}

std::string Sources::excerpt(const Place& place) const {
  if (place.source < 0) return {};
  std::string line(line_of(at(place.source).text, place.line));
  if (line.empty()) return {};
  std::replace(line.begin(), line.end(), '\t', ' ');
  std::string_view before = first_characters(line, static_cast<std::size_t>(place.column - 1));
  std::string_view after = std::string_view(line).substr(before.size());
  std::string dots;
  if (const std::size_t hidden = character_count(before); hidden > excerpt_before) {
    before.remove_prefix(first_characters(before, hidden - excerpt_before).size());
    dots = "...";
  }
  const std::string_view shown = first_characters(after, excerpt_after);
  const std::string head = dots + printable(before);
  const std::string number = std::to_string(place.line);
  return fmt::format("\n  {} | {}{}{}\n  {} | {}^", number, head, printable(shown), shown == after ? "" : "...",
                     std::string(number.size(), ' '), std::string(display_width(head), ' '));
}

bool Problems::full() const {
  return found_.size() > most_told;
}

void Problems::add(const Place& place, const std::string& what, std::string help) {
  if (full()) return;
  const std::string file = place.source < 0 ? std::string() : sources_.at(place.source).name;
  const std::string where = sources_.where(place);
  const bool known = std::any_of(found_.begin(), found_.end(), [&](const Found& found) {
    return found.problem.where == where && found.problem.what.compare(0, what.size(), what) == 0;
  });
  if (known) return;
  found_.push_back({file, place.line, place.column, {where, what + sources_.excerpt(place), std::move(help)}});
}

void Problems::add(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    if (full()) return;
    found_.push_back({problem.where.substr(0, problem.where.find(':')), 0, 0, problem});
  }
}

void Problems::throw_if_any() const {
  if (found_.empty()) return;
  std::vector<Found> sorted = found_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Found& a, const Found& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  std::vector<Problem> problems;
  for (Found& found : sorted) problems.push_back(std::move(found.problem));
  if (problems.size() > most_told) {
    problems.resize(most_told);
    problems.push_back({"", fmt::format("more than {} problems; the rest is not shown", most_told), ""});
  }
  throw UserError(std::move(problems));
}

}  // namespace millwright::scenario
