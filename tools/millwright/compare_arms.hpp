#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/compare.hpp"
#include "results/result.hpp"
#include "simulation/load.hpp"

// The arms of `compare`: scenarios to simulate, or results that were simulated before.
namespace millwright::tool {

/// One arm: a scenario, a result, or a scenario with the result that was simulated of it.
struct Arm {
  std::string name;            // as the user wrote it
  scenario::LoadOptions load;  // what it is read from
  std::optional<simulation::LoadedScenario> loaded;
  std::optional<results::Result> result;
};

/// Reads a scenario or result file and refuses what cannot be compared. Throws UserError.
Arm load_arm(const std::string& name, const scenario::LoadOptions& load);

/// A scenario arm with further --set settings. Throws UserError.
Arm changed(const Arm& arm, const std::vector<std::string>& settings);

/// Refuses arms whose firms cannot be paired, before the first one is simulated. Throws UserError.
void require_alike(const std::vector<Arm>& arms);

/// Refuses results where `option` has to simulate changed scenarios. Throws UserError with ExitCode::usage.
void require_scenarios(const std::vector<Arm>& arms, const std::string& option);

/// First and last month of an arm.
struct Period {
  Month start, end;
};
Period period_of(const Arm& arm);

/// The firms of whom no small numbers may be told, if any arm has a confidential table.
std::optional<experiments::Confidential> confidential_firms(const std::vector<Arm>& arms);

/// Simulates arms and tells how far all of them are.
class Simulations {
 public:
  struct Setup {
    int threads = 1, replicates = 1;
    bool quiet = false;
    int planned = 1;  // runs with a place among those that are counted
  };
  explicit Simulations(const Setup& setup) : setup_(setup) {}

  int replicates() const { return setup_.replicates; }
  /// The arm's result under its name: the one that was read, which is moved out, or the next of the planned runs.
  results::Result result_of(Arm& arm);
  /// The next of the planned runs; `what` says what is changed in the arm.
  results::Result planned(const Arm& arm, const std::string& what);
  /// A run of a search, which nobody can count before.
  results::Result uncounted(const Arm& arm, const std::string& what) const;

 private:
  results::Result simulate(const Arm& arm, const std::string& what, int done, int all) const;

  Setup setup_;
  int done_ = 0;
};

}  // namespace millwright::tool
