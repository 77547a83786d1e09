#include "experiments/adoption_class.hpp"

namespace millwright::experiments {
namespace {

AdoptionClass class_of_recipient(const Fate& base, const Fate& policy, std::int32_t horizon) {
  using enum AdoptionClass;
  if (!policy.adopter(horizon)) return base.adopter(horizon) ? given_up : not_live;
  if (!base.exists) return turnover_recipient;
  if (!base.adopter(horizon)) return additional;
  if (policy.first_live == base.first_live) return windfall;
  return policy.first_live < base.first_live ? accelerated : delayed;
}

}  // namespace

std::optional<AdoptionClass> classify(const Fate& base, const Fate& policy, std::int32_t horizon) {
  using enum AdoptionClass;
  if (policy.recipient) return class_of_recipient(base, policy, horizon);
  const bool before = base.adopter(horizon), after = policy.adopter(horizon);
  if (!before && !after) return std::nullopt;
  if (before && after) return unaffected;
  if (after) return base.exists ? spillover : turnover_gained;
  return policy.exists ? displaced : turnover_lost;
}

void ClassCounts::add(const Fate& base, const Fate& policy, std::int32_t horizon) {
  recipients += policy.recipient ? 1 : 0;
  adopters_base += base.adopter(horizon) ? 1 : 0;
  adopters_policy += policy.adopter(horizon) ? 1 : 0;
  const auto found = classify(base, policy, horizon);
  if (!found) return;
  const auto place = static_cast<std::size_t>(*found);
  firms[place] += 1;
  if (base.adopter(horizon) && policy.adopter(horizon)) months_earlier[place] += base.first_live - policy.first_live;
}

bool ClassCounts::adds_up() const {
  std::int64_t received = 0, difference = 0;
  for (std::size_t c = 0; c < class_count; ++c) {
    received += class_kinds[c].recipient ? firms[c] : 0;
    difference += class_kinds[c].sign * firms[c];
  }
  return received == recipients && difference == adopters_policy - adopters_base;
}

}  // namespace millwright::experiments
