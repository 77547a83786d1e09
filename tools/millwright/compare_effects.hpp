#pragma once

#include "compare_arms.hpp"
#include "experiments/effects.hpp"

// `compare --effects`: what each key that differs between two arms does.
namespace millwright::tool {

/// A key that differs, or several that only go together, and how the base is given the policy's values of them.
struct KeyChange {
  std::string key;  // several are joined by " + "
  std::vector<std::string> settings;
};

/// What turns the base into the policy, in the order of the resolved scenario. Titles, outputs and sources, which
/// change no result, are left out. Keys that make no valid scenario without the next one are joined with it. Throws
/// UserError where settings cannot turn the one into the other, and with ExitCode::usage where more than `most` keys
/// differ.
std::vector<KeyChange> changes_between(const Arm& base, const Arm& policy, int most);

/// Effects of single changes, from two runs more for every change but one; none of less than two changes.
/// `whole` compares the base with the policy.
std::vector<experiments::Effect> effects_of(const Arm& base, const results::Result& base_result,
                                            const std::vector<KeyChange>& changes, const experiments::Comparison& whole,
                                            const experiments::CompareOptions& how, Simulations& simulations);

}  // namespace millwright::tool
