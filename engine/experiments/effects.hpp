#pragma once

#include <string>
#include <vector>

#include "experiments/inference.hpp"

// What each of several changes between two arms does, added one at a time in their order and in reverse.
namespace millwright::experiments {

struct Comparison;

/// A headline of an arm against the base, such as its additional adopters, by replicate.
struct Outcome {
  std::string name, unit;
  std::vector<double> values;
};

/// Of every technology the change in adopters by the horizon and the additional adopters; then the spending.
std::vector<Outcome> headlines(const Comparison& comparison);

/// What a change adds to an outcome. The two orders differ where what it does depends on the other changes; over all
/// changes these differences add up to zero.
struct Effect {
  std::string key, outcome, unit;
  Interval in_order, in_reverse;  // after the changes above it; after those below it
  Interval interaction;           // in_order less in_reverse, by replicate
};

/// `in_order[i]` are the headlines with the first i + 1 changes, `in_reverse[i]` those with the last i + 1; the last
/// entry of both is the policy. All have the same outcomes; the base is zero. Rows by key, then outcome.
std::vector<Effect> effects_of(const std::vector<std::string>& keys, const std::vector<std::vector<Outcome>>& in_order,
                               const std::vector<std::vector<Outcome>>& in_reverse, std::uint64_t seed);

}  // namespace millwright::experiments
