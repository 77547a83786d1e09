#pragma once
// A sweep: many runs of one scenario that differ in factors, arms and replicates. Its file is read by load_sweep(); the
// runs that it asks for are the tasks of tasks().

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "experiments/designs.hpp"
#include "scenario/language/schema.hpp"
#include "simulation/observed_run.hpp"

namespace millwright::experiments {

/// Which points are simulated (designs.hpp). `table` takes them from a CSV file, `scenarios` from names.
enum class Method { grid, latin_hypercube, sobol, halton, saltelli, morris, table, scenarios };

/// The word for a method in a sweep file.
std::string word_of(Method method);

/// Changes of a scenario: names of overrides, then settings KEY=VALUE.
struct Changes {
  std::vector<std::string> overrides, settings;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.overrides), visit(self.settings);
  }
};

/// One arm: every point is simulated in every arm, on the same luck.
struct Arm {
  std::string name;
  std::vector<std::string> overrides;
};

/// One thing that differs between points.
struct SweepFactor {
  std::string name;                 // in the file, and of its coordinate in the result
  std::string key;                  // the dotted key that it changes
  std::string before, after;        // of the setting, around the value: "" or "{from: 2027-01, scale: " and "}"
  Factor domain;                    // numbers in canonical units, or 0, 1, 2, ... where there are words
  std::vector<Changes> words;       // by level, what is not a number changes; empty: a number
  std::vector<std::string> labels;  // by level, what the words are called
  scenario::Kind kind = scenario::Kind::number;  // how a number is written
  std::string unit = "1";
  std::string currency;
  std::size_t grid_levels = 0;  // of a range in a grid

  /// What the factor changes at u in [0, 1].
  Changes at(double u) const;
  /// The number that it stands for there; the level where it has words.
  double number_at(double u) const;
  /// Its number of levels; 0 for a range.
  std::size_t levels() const;
};

struct Sweep {
  std::string title;
  std::filesystem::path file;
  std::string text;                         // of the file
  std::vector<scenario::InputFile> tables;  // that it reads itself
  scenario::LoadOptions base;               // the scenario before arms and points change it
  std::vector<Arm> arms;                    // at least one
  int replicates = 1;
  Method method = Method::grid;
  std::size_t points = 0;  // as designs.hpp counts them: base points, blocks or trajectories
  std::size_t morris_levels = 4;
  std::uint64_t seed = 1;
  std::vector<SweepFactor> factors;
  std::vector<Changes> listed;            // the points of a table or of scenarios
  std::vector<std::string> listed_names;  // of scenarios
  simulation::Selection outputs;
  std::vector<std::string> warnings;
  std::shared_ptr<const simulation::LoadedScenario> loaded;  // the base
};

/// Reads a sweep file, and checks that its scenario, every arm, and every factor at each end of its range or at each of
/// its levels make a scenario that can be simulated. @throws UserError with all problems
Sweep load_sweep(const std::filesystem::path& file, const std::vector<std::filesystem::path>& allow_outside = {});

/// The sweep that a merged file was made from, read from its inputs alone; `name` is what messages call the file.
/// @throws UserError when an input's content is missing or damaged, or when this engine cannot read it
Sweep load_recorded_sweep(const std::string& name, const results::Result& merged);

/// The points of a sweep.
struct Points {
  Matrix unit;                   // by point and factor, in the unit cube; no columns without factors
  std::vector<Changes> changes;  // by point
};
Points points_of(const Sweep& sweep);

/// One run.
struct Task {
  std::size_t point, arm;
  int replicate;
};

/// All runs, replicate by replicate, so that a sweep that is stopped anywhere has about as many of each point.
std::vector<Task> tasks_of(const Sweep& sweep, std::size_t points);

/// What to load for a task.
scenario::LoadOptions load_options(const Sweep& sweep, const Points& points, const Task& task);

/// What two sweeps that may share finished runs agree in: engine, input files, what is set at all points, and outputs.
/// SHA-256.
std::string fingerprint_of(const Sweep& sweep);

}  // namespace millwright::experiments
