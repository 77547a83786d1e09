#include <fmt/format.h>

#include <cmath>

#include "report/part.hpp"
#include "report/words.hpp"

// What each key that differs between two arms does, from a comparison with --effects.
namespace millwright::report {
namespace {

std::string words(const experiments::Interval& interval) {
  const auto number = [](double value) {
    return std::isnan(value) ? std::string("-") : fmt::format("{}{:.4g}", value > 0 ? "+" : "", value);
  };
  if (std::isnan(interval.low)) return number(interval.estimate);
  return fmt::format("{} [{} to {}]", number(interval.estimate), number(interval.low), number(interval.high));
}

}  // namespace

Blocks effects(const Material& material) {
  charts::TableBlock block;
  block.caption =
      "Keys added one at a time: what each adds after those above it, and after those below it; intervals hold nine in "
      "ten resamples of replicates";
  block.table.columns = {"policy", "key", "outcome", "unit", "in order", "in reverse", "interaction"};
  block.table.numeric = {false, false, false, false, true, true, true};
  for (const auto& comparison : material.comparisons) {
    for (const auto& effect : comparison.effects) {
      if (effect.in_order.estimate == 0 && effect.in_reverse.estimate == 0) continue;
      block.table.rows.push_back({comparison.policy, effect.key, effect.outcome, effect.unit, words(effect.in_order),
                                  words(effect.in_reverse), words(effect.interaction)});
    }
  }
  if (block.table.rows.empty()) return {};
  return {std::move(block)};
}

}  // namespace millwright::report
