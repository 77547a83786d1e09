#include "compare_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "resolved.hpp"
#include "scenario_differences.hpp"

namespace millwright::tool {
namespace {

using Changes = std::vector<KeyChange>;
using Steps = std::vector<std::vector<experiments::Outcome>>;

bool changes_results(const Difference& difference) {
  const std::string& path = difference.path;
  const ResolvedValue& value = difference.after != nullptr ? *difference.after : *difference.before;
  const bool words = value.name == "source" && value.kind == scenario::Kind::text;
  return path != "title" && !path.starts_with("outputs.") && !words;
}

KeyChange change_of(const Difference& difference) {
  const std::string text = difference.after == nullptr ? "null" : scenario::flow_yaml(*difference.after->node);
  return {difference.path, {difference.path + "=" + text}};
}

std::vector<std::string> settings_of(const Changes& changes, std::size_t begin, std::size_t end) {
  std::vector<std::string> settings;
  for (std::size_t k = begin; k < end; ++k)
    settings.insert(settings.end(), changes[k].settings.begin(), changes[k].settings.end());
  return settings;
}

std::optional<UserError> refusal_of(const Arm& base, const std::vector<std::string>& settings) {
  try {
    changed(base, settings);
  } catch (const UserError& error) {
    return error;
  }
  return std::nullopt;
}

/// The first change after which the base is no valid scenario, in their order or in reverse.
std::optional<std::size_t> first_invalid(const Arm& base, const Changes& changes) {
  for (std::size_t k = 0; k + 1 < changes.size(); ++k) {
    if (refusal_of(base, settings_of(changes, 0, k + 1))) return k;
    if (refusal_of(base, settings_of(changes, changes.size() - 1 - k, changes.size()))) return changes.size() - 2 - k;
  }
  return std::nullopt;
}

/// Joins a change with the one behind it.
void join(Changes& changes, std::size_t place) {
  KeyChange& one = changes[place];
  const KeyChange& next = changes[place + 1];
  one.key += " + " + next.key;
  one.settings.insert(one.settings.end(), next.settings.begin(), next.settings.end());
  changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(place) + 1);
}

[[noreturn]] void refuse(const Arm& base, const Arm& policy, std::vector<Problem> why) {
  why.insert(why.begin(), Problem{"",
                                  fmt::format("keys cannot turn '{}' into '{}' one by one", printable(base.name),
                                              printable(policy.name)),
                                  "put both files and their tables into one folder, or write the policy as an override "
                                  "of the base's file"});
  throw UserError(std::move(why), ExitCode::bad_input);
}

void require_complete(const Arm& base, const Arm& policy, const Changes& changes) {
  const auto settings = settings_of(changes, 0, changes.size());
  if (const auto refusal = refusal_of(base, settings)) refuse(base, policy, refusal->problems());
  const Arm whole = changed(base, settings);
  const Resolved reached(whole.loaded->document), wanted(policy.loaded->document);
  const auto left = differences(reached, wanted);
  if (std::ranges::any_of(left, changes_results)) refuse(base, policy, {});
}

void require_few(const Arm& base, const Arm& policy, std::size_t keys, int most) {
  if (keys <= static_cast<std::size_t>(most)) return;
  throw UserError(
      Problem{"",
              fmt::format("{} keys differ between '{}' and '{}': their effects take {} runs more", keys,
                          printable(base.name), printable(policy.name), 2 * (keys - 1)),
              fmt::format("compare arms that differ in fewer keys, or allow it with --most-effects {}", keys)},
      ExitCode::usage);
}

}  // namespace

std::vector<KeyChange> changes_between(const Arm& base, const Arm& policy, int most) {
  const Resolved before(base.loaded->document), after(policy.loaded->document);
  Changes changes;
  for (const Difference& difference : differences(before, after)) {
    if (changes_results(difference)) changes.push_back(change_of(difference));
  }
  require_few(base, policy, changes.size(), most);
  require_complete(base, policy, changes);
  while (const auto place = first_invalid(base, changes)) join(changes, *place);
  return changes;
}

std::vector<experiments::Effect> effects_of(const Arm& base, const results::Result& base_result,
                                            const std::vector<KeyChange>& changes, const experiments::Comparison& whole,
                                            const experiments::CompareOptions& how, Simulations& simulations) {
  const std::size_t count = changes.size();
  if (count < 2) return {};
  experiments::CompareOptions same = how;
  same.instruments = whole.instruments;
  const auto with = [&](std::size_t begin, std::size_t end) {
    const Arm arm = changed(base, settings_of(changes, begin, end));
    const std::string what = begin == 0 ? "the first" : "the last";
    const auto result = simulations.planned(arm, fmt::format("{} {} of {} keys", what, end - begin, count));
    return experiments::headlines(experiments::compare(base_result, result, same));
  };
  Steps in_order, in_reverse;
  for (std::size_t k = 1; k < count; ++k) in_order.push_back(with(0, k));
  for (std::size_t k = 1; k < count; ++k) in_reverse.push_back(with(count - k, count));
  in_order.push_back(experiments::headlines(whole)), in_reverse.push_back(in_order.back());
  std::vector<std::string> keys;
  keys.reserve(changes.size());
  for (const KeyChange& change : changes) keys.push_back(change.key);
  return experiments::effects_of(keys, in_order, in_reverse, whole.seed);
}

}  // namespace millwright::tool
