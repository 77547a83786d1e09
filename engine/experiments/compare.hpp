#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/confidential.hpp"
#include "experiments/cost.hpp"
#include "experiments/effects.hpp"
#include "experiments/inference.hpp"
#include "experiments/lives.hpp"
#include "experiments/match.hpp"

// Two arms of a comparison, paired firm by firm on the same luck.
namespace millwright::experiments {

struct CompareOptions {
  std::int32_t horizon = -1;                              // month from the start; -1: the last one
  double discount_rate = 0.03;                            // [1/year] real
  std::optional<std::vector<std::string>> instruments{};  // whose awards make a recipient; otherwise those that differ
  std::optional<Confidential> confidential{};             // firms of whom no small numbers are told
};

/// A part of the firms: all, or those of one sector, size class (at birth) or instrument that supported them.
struct Group {
  std::string axis, label;              // "sector", "food"; empty for all
  std::vector<ClassCounts> replicates;  // simulated firms
};

struct TechnologyComparison {
  std::string technology;
  std::vector<Group> groups;  // the first one holds all firms
  Pairing pairing;            // of adopters by the horizon
};

/// A variable of both arms, policy less base.
struct SeriesDifference {
  statistics::Variable variable;  // "employment_difference"
  std::vector<Spread> values;     // over replicates, [time][dimensions...]
};

/// What an arm was made from, so that it can be made again.
struct Provenance {
  std::string scenario_yaml, state_hash, engine_version, git_hash;
  std::vector<results::InputRecord> inputs;
};

struct Comparison {
  std::string base, policy;  // how the arms are called
  Provenance base_from, policy_from;
  std::uint64_t seed = 0;
  std::vector<std::string> instruments;  // whose awards make a recipient: in one arm only, or with other keys
  int replicates = 1;
  std::vector<Month> months;
  std::int32_t horizon = 0;
  double discount_rate = 0;
  double represents = 1;      // firms of the country per simulated firm
  std::int64_t min_cell = 0;  // numbers of fewer firms of a confidential table are not told; 0: nothing is confidential
  std::vector<TechnologyComparison> technologies;
  CostComparison cost;
  std::vector<statistics::Dimension> dimensions;
  std::vector<SeriesDifference> differences;
  std::optional<SpendingMatch> match;  // how the policy was made to spend as much as another one
  std::vector<Effect> effects;         // of single keys, where asked for
};

/// Compares a policy with a base. Both results must hold the same firms on the same luck over the same months.
/// Throws UserError with ExitCode::bad_input, and a remedy, where they do not, or do not tell what became of firms.
Comparison compare(const results::Result& base, const results::Result& policy, const CompareOptions& options);

/// What the policy spends more than the base through instruments that differ: present value up to the horizon, mean
/// over replicates [m currency]; the `gross` cost of compare().
double extra_spending(const results::Result& base, const results::Result& policy, const CompareOptions& options);

/// Instruments that are in one arm only, or there with other keys, by the resolved scenarios in the results.
std::vector<std::string> differing_instruments(const results::Result& base, const results::Result& policy);

}  // namespace millwright::experiments
