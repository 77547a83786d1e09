#pragma once
// What a report is made of: the results that were read, by the role that they have in it.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/analyze.hpp"
#include "experiments/compare.hpp"
#include "report/result_view.hpp"
#include "results/result.hpp"

namespace millwright::report {

/// A result of `millwright run`, or the merged one of a sweep.
struct Run {
  std::string name;    // what the page calls it: that of its file
  std::string file;    // as the user named it
  std::string sha256;  // of the file
  results::Result result;
};

/// A comparison that was read from a file of its own.
struct ComparisonFile {
  std::string file, sha256;
};

/// One number per run of a sweep, and what it depends on.
struct SweepOutput {
  experiments::OutputChoice choice;
  std::string name;
  std::optional<experiments::Indices> indices;  // none where it does not vary, or too many runs failed
  std::string why_none;
};

/// Where in a sweep something happens.
struct Discovery {
  std::string condition;  // in words
  experiments::Interest interest;
  std::vector<experiments::Box> boxes;
  std::size_t chosen = 0;  // among them
};

struct SweepStudy {
  Run run;
  std::optional<experiments::Factors> factors;  // none of a sweep of whole scenarios
  std::vector<SweepOutput> outputs;
  std::optional<Discovery> discovery;
};

/// A value that differs from its default.
struct Assumption {
  std::string key, value, source, where;
};

struct Material {
  std::vector<Run> runs;  // where there are several, the first is what the others are compared with
  std::vector<experiments::Comparison> comparisons;
  std::vector<ComparisonFile> comparison_files;
  std::optional<SweepStudy> sweep;
  std::vector<Assumption> assumptions;  // of detail()
  std::vector<std::string> missing;     // what cannot be shown, and why: sentences

  /// The run that figures of a single one show: the last; nullptr without runs.
  const Run* detail() const { return runs.empty() ? nullptr : &runs.back(); }
};

/// What the user asks for beside the files.
struct Wishes {
  std::vector<std::string> outputs;     // of a sweep, as `analyze --of` takes them
  std::optional<std::string> interest;  // as `analyze --interest` takes it
};

/// Reads results, compares runs with the first one where their firms can be paired, and analyses a sweep.
/// @throws UserError when a file cannot be read, is damaged, or when there is more than one sweep
Material read_material(const std::vector<std::filesystem::path>& files, const Wishes& wishes);

/// The comparisons and the analysis of what has been read.
void compare_runs(Material& material);
SweepStudy study_of(Run run, const Wishes& wishes);

}  // namespace millwright::report
