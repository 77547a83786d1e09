#include "compare_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/words.hpp"
#include "resolved.hpp"
#include "scenario/language/kinds.hpp"
#include "scenario/language/numbers.hpp"
#include "scenario_differences.hpp"
#include "terminal.hpp"

namespace millwright::tool {
namespace {

using scenario::Kind;

/// A key of which a value is sought.
struct MatchKey {
  std::string name, currency;
  Kind kind{};
  bool scaled = false;  // dated values and those by year: the factor is sought
  double start = 0;
  experiments::SearchRange range;

  std::string setting(double value) const {
    if (scaled) return fmt::format("{}={{scale: {}}}", name, scenario::moved_point(value, 0));
    return fmt::format("{}={}", name, scenario::exact_text(kind, value, currency));
  }
};

[[noreturn]] void refuse(const std::string& key, const std::string& why, const std::string& help) {
  throw UserError(Problem{"", fmt::format("no value of '{}' can be sought: {}", printable(key), why), help},
                  ExitCode::usage);
}

/// The largest step of a dated value, or the amount itself.
double largest(const Resolved& scenario, const ResolvedValue& value) {
  double most = 0;
  const auto first = static_cast<std::size_t>(&value - scenario.values().data());
  for (std::size_t k = first; k < value.end; ++k)
    most = std::max(most, scenario.amount(scenario.values()[k]).value_or(0));
  return most;
}

MatchKey match_key(const Arm& arm, const std::string& key) {
  const Resolved scenario(arm.loaded->document);
  const ResolvedValue* value = scenario.find(key);
  if (value == nullptr) refuse_key(scenario, key);
  const std::string example = "name a number such as policies.equipment_grant.rate";
  if (value->key == nullptr || !scenario::takes_edits(value->key->kind))
    refuse(key, "it is no number and no dated value", example);
  if (value->key->kind == Kind::count) refuse(key, "it is a whole number", example);
  const auto& range = value->key->spec.range;
  MatchKey found{key, arm.loaded->document.currency(), value->key->kind, false, 0, {range.least, range.most}};
  found.scaled = !scenario::is_amount(found.kind);
  const double most = found.scaled ? largest(scenario, *value) : scenario.amount(*value).value_or(0);
  if (!(most > 0)) refuse(key, "it is zero, or has no value", "give it one above zero to begin from");
  found.start = found.scaled ? 1 : most;
  if (found.scaled) found.range = {0, range.most / most};
  return found;
}

std::string in_words(double millions, const results::Result& result) {
  for (const auto& series : result.series) {
    if (series.variable.name == "payments" && series.variable.unit.size() > 2)
      return money(millions, series.variable.unit.substr(2));
  }
  return money(millions, "");
}

[[noreturn]] void refuse_out_of_reach(const Arm& arm, const MatchKey& key, const Wanted& wanted,
                                      const experiments::Found& found, const results::Result& base) {
  throw UserError(
      Problem{
          "",
          fmt::format("'{}' cannot spend what '{}' spends by {} alone: {} is wanted, and between {} and {} can be "
                      "reached, after {}",
                      printable(arm.name), printable(wanted.arm), printable(key.name), in_words(wanted.spending, base),
                      in_words(found.least, base), in_words(found.most, base), counted(found.runs, "run")),
          "raise what caps its spending, such as its budget or who is eligible, or match another key"},
      ExitCode::failed);
}

}  // namespace

void require_matchable(const Arm& arm, const std::string& key) {
  match_key(arm, key);
}

Matched match_spending(const Arm& arm, const std::string& key, const Wanted& wanted, const results::Result& base,
                       const experiments::CompareOptions& how, const Simulations& simulations) {
  const MatchKey sought = match_key(arm, key);
  if (!(wanted.spending > 0)) {
    throw UserError(Problem{"",
                            fmt::format("'{}' spends no more than the base, so there is no spending to match",
                                        printable(wanted.arm)),
                            "name the arm without the policy first, then one that spends, then those to be matched"},
                    ExitCode::bad_input);
  }
  Matched best{arm, {}, {key, "", wanted.arm, wanted.spending, spending_tolerance, {}}};
  double nearest_gap = std::numeric_limits<double>::infinity();
  const auto spending = [&](double value) {
    Arm tried = changed(arm, {sought.setting(value)});
    results::Result result = simulations.uncounted(tried, sought.setting(value));
    const double spent = experiments::extra_spending(base, result, how), gap = std::abs(spent - wanted.spending);
    if (gap < nearest_gap) {
      nearest_gap = gap;
      best.arm = std::move(tried), best.result = std::move(result);
    }
    return spent;
  };
  auto& found = best.match.found;
  found = experiments::match_spending(spending, wanted.spending, sought.start, sought.range, spending_tolerance);
  best.match.setting = sought.setting(found.value);
  if (!found.within && !found.bracketed) refuse_out_of_reach(arm, sought, wanted, found, base);
  if (!found.within) {
    say_warning(fmt::format("spending jumps past {}: the nearest is {}, with {}", in_words(wanted.spending, base),
                            in_words(found.spending, base), printable(best.match.setting)));
  }
  return best;
}

}  // namespace millwright::tool
