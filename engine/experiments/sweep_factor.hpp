#pragma once

#include <optional>

#include "experiments/sweep.hpp"
#include "scenario/language/source.hpp"
#include "scenario/language/tree.hpp"
#include "scenario/reference.hpp"

namespace millwright::experiments {

/// Reads the factors of a sweep file, one entry of its map `factors` each:
///   KEY: {range: [LOW, HIGH], spacing: log, levels: N}   numbers between two ends
///   KEY: [A, B, C] or {values: [A, B, C]}                whatever may stand there
///   KEY: {on: [false, true]}                             a policy deleted or not; an override applied or not
///   KEY: {from: MONTH, to: MONTH, scale: [A, B]}         edits; also set and add, and {range: [LOW, HIGH]} of them
/// With `key: KEY` inside, the factor may have any other name, so that a key may have several.
class FactorReader {
 public:
  FactorReader(const simulation::LoadedScenario& base, scenario::Problems& problems);

  /// Nothing after a problem.
  std::optional<SweepFactor> read(const scenario::Member& member);

 private:
  using Node = scenario::Node;

  std::optional<SweepFactor> read_form(SweepFactor factor, const scenario::Member& member);
  std::optional<SweepFactor> read_switch(SweepFactor factor, const Node& levels);
  std::optional<SweepFactor> read_edit(SweepFactor factor, const Node& form);
  std::optional<SweepFactor> read_values(SweepFactor factor, const Node& values);
  std::optional<SweepFactor> read_range(SweepFactor factor, const Node& form);
  std::optional<SweepFactor> read_amounts(SweepFactor factor, const Node& amounts);
  const scenario::Key* declared(const std::string& key) const;
  std::optional<double> number(const SweepFactor& factor, const Node& node);
  std::optional<double> maybe_number(const SweepFactor& factor, const Node& node) const;
  bool only(const scenario::Member& member, const std::vector<std::string>& known);
  std::nullopt_t refuse(const scenario::Place& place, const std::string& what, const std::string& help);

  const simulation::LoadedScenario& base_;
  scenario::Problems& problems_;
  scenario::Reference reference_;
};

}  // namespace millwright::experiments
