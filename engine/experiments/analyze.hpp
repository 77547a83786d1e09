#pragma once
// What a sweep's merged file says on its factors: which of them an output depends on, and in which box of them it is of
// interest.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "experiments/prim.hpp"
#include "experiments/sensitivity.hpp"
#include "results/result.hpp"

namespace millwright::experiments {

/// One number per run: a variable at one label of each of its dimensions, in a month, in an arm, less that in another
/// arm where one is given.
struct OutputChoice {
  std::string variable;
  std::vector<std::string> labels;  // as many as the variable has dimensions
  std::size_t month = 0;            // of the result's months
  std::size_t arm = 0;
  std::optional<std::size_t> less;  // this arm; its difference is the effect of the policy in which the two differ

  /// "grant - base: adoption_share ai 2030-12"
  std::string name(const results::Result& sweep) const;
};

/// All outputs of the last month, of variables with few labels: those of the first arm, then each further arm's effect.
std::vector<OutputChoice> usual_outputs(const results::Result& sweep);

/// Reads VARIABLE[:LABEL...][@MONTH]; labels that are left out stand for all, the month for the last one. Each arm and
/// effect as usual. @throws UserError when there is no such thing
std::vector<OutputChoice> parse_output(const results::Result& sweep, const std::string& text);

/// Its values by point and replicate, NaN where a run failed.
Output values_of(const results::Result& sweep, const OutputChoice& choice);

/// The factors of a sweep: coordinates of its points.
struct Factors {
  std::vector<std::string> names, units;
  Matrix values;                                 // by point, in the factors' own units; of words the level
  std::vector<std::vector<std::string>> labels;  // by factor: of words what levels are called; else empty
};
Factors factors_of(const results::Result& sweep);

/// How the design was made, which decides the analysis.
enum class AnalysisKind { sobol, morris, given_data };

using Indices = std::variant<SobolIndices, MorrisEffects>;

/// Of a sweep that was made by experiments::merge(). @throws UserError when it has no factors
AnalysisKind kind_of(const results::Result& sweep);
Indices analyse(const results::Result& sweep, const OutputChoice& choice);

/// What makes a point of interest: an output above or below a bound, in its mean over replicates.
struct Interest {
  OutputChoice output;
  bool above = true;
  double bound = 0;
};
/// Reads OUTPUT>BOUND or OUTPUT<BOUND, of the first arm. @throws UserError
Interest parse_interest(const results::Result& sweep, const std::string& text);
std::vector<Box> discover(const results::Result& sweep, const Interest& interest);

/// The analysis of several outputs as a table for the result file.
results::Table sensitivity_table(const results::Result& sweep, const std::vector<OutputChoice>& choices,
                                 const std::vector<Indices>& indices);

}  // namespace millwright::experiments
