#pragma once

#include <chrono>
#include <cstdint>

#include "core/month.hpp"
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

/// Tells on standard error how far a run is: one line that is written again on a terminal, a line for every tenth
/// elsewhere. Erases what it drew when it ends.
class ProgressDisplay {
 public:
  ProgressDisplay(std::int64_t firms, Month start, Terminal terminal)
      : firms_(firms), start_(start), terminal_(terminal) {}
  ~ProgressDisplay() { clear(); }
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  void show(const simulation::Progress& progress);

 private:
  void draw(const simulation::Progress& progress, double done);
  void clear();

  std::int64_t firms_;
  Month start_;
  Terminal terminal_;
  Stopwatch watch_;
  double last_drawn_ = -1;  // [s]
  int last_tenth_ = 0;
  double begun_ = -1;      // [1] of the run that was done when it went on; below 0: not told yet
  std::size_t drawn_ = 0;  // characters on the terminal's line
};

}  // namespace millwright::tool
