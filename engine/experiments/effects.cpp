#include "experiments/effects.hpp"

#include "core/contracts.hpp"
#include "experiments/compare.hpp"

namespace millwright::experiments {
namespace {

/// What the step to `place` adds to an outcome, by replicate.
std::vector<double> added(const std::vector<std::vector<Outcome>>& path, std::size_t place, std::size_t outcome) {
  const auto& with = path[place][outcome].values;
  return place == 0 ? with : difference_of(with, path[place - 1][outcome].values);
}

}  // namespace

std::vector<Outcome> headlines(const Comparison& comparison) {
  std::vector<Outcome> outcomes;
  for (const auto& technology : comparison.technologies) {
    Outcome adopters{"adopters of " + technology.technology, "1", {}};
    Outcome additional{"additional adopters of " + technology.technology, "1", {}};
    for (const ClassCounts& counts : technology.groups.front().replicates) {
      adopters.values.push_back(comparison.represents * (told(counts.adopters_policy) - told(counts.adopters_base)));
      additional.values.push_back(comparison.represents * told(counts.of(AdoptionClass::additional)));
    }
    outcomes.push_back(std::move(adopters)), outcomes.push_back(std::move(additional));
  }
  outcomes.push_back({"spending", comparison.cost.unit, comparison.cost.gross_by_replicate});
  return outcomes;
}

std::vector<Effect> effects_of(const std::vector<std::string>& keys, const std::vector<std::vector<Outcome>>& in_order,
                               const std::vector<std::vector<Outcome>>& in_reverse, std::uint64_t seed) {
  EXPECT(in_order.size() == keys.size() && in_reverse.size() == keys.size());
  std::vector<Effect> effects;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    for (std::size_t o = 0; o < in_order[k].size(); ++o) {
      const auto first = added(in_order, k, o), last = added(in_reverse, keys.size() - 1 - k, o);
      effects.push_back({keys[k], in_order[k][o].name, in_order[k][o].unit, bootstrap_mean(first, seed),
                         bootstrap_mean(last, seed), bootstrap_mean(difference_of(first, last), seed)});
    }
  }
  return effects;
}

}  // namespace millwright::experiments
