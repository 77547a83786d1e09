#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/month.hpp"
#include "experiments/sweep_run.hpp"
#include "simulation/run.hpp"
#include "terminal.hpp"

namespace millwright::tool {

/// Seconds since the object was made.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// One line on standard error that tells how far some work is: written again on a terminal, at every tenth elsewhere.
/// Erased when the object ends.
class StatusLine {
 public:
  explicit StatusLine(Terminal terminal) : terminal_(terminal) {}
  ~StatusLine() { clear(); }
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  /// Whether it is time to draw again, when the share `done` of the work is.
  bool is_due(double done);
  /// A bar stands between `head` and `tail` where there is room; after them as much of `more` as there is room for.
  void draw(const std::string& head, double done, std::string tail, const std::vector<std::string>& more = {});
  double seconds() const { return watch_.seconds(); }  // since the object was made

 private:
  void clear();

  Terminal terminal_;
  Stopwatch watch_;
  double last_drawn_ = -1;  // [s]
  int last_tenth_ = 0;
  std::size_t drawn_ = 0;  // characters on the terminal's line
};

/// Technologies as users name them, in the order of the scenario.
std::vector<std::string> technology_names(const scenario::Scenario& scenario);

/// How far a sweep is, and adoption and PMI in the last month of the run just done.
void show_runs(StatusLine& line, const experiments::SweepProgress& now, const std::vector<std::string>& technologies);

/// How far a run is, and adoption and PMI of the month just simulated.
class ProgressDisplay {
 public:
  ProgressDisplay(const scenario::Scenario& scenario, Terminal terminal)
      : firms_(scenario.population.firms),
        start_(scenario.start),
        technologies_(technology_names(scenario)),
        line_(terminal) {}

  void show(const simulation::Progress& progress);

 private:
  std::int64_t firms_;
  Month start_;
  std::vector<std::string> technologies_;
  StatusLine line_;
  double begun_ = -1;  // [1] of the run that was done when it went on; below 0: not told yet
};

}  // namespace millwright::tool
