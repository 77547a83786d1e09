#pragma once

#include <csignal>

namespace millwright::tool {

/// Thrown where work stops because of a signal.
struct Interrupted {
  int signal;
};

/// While it lives, the first SIGINT, SIGTERM or SIGHUP asks the program to stop at the next month; a second one ends it
/// at once. A signal that was ignored before, as SIGHUP under nohup, stays ignored.
class InterruptRequests {
 public:
  InterruptRequests();
  ~InterruptRequests();
  InterruptRequests(const InterruptRequests&) = delete;
  InterruptRequests& operator=(const InterruptRequests&) = delete;

  /// Throws Interrupted when a signal has come.
  void stop_if_requested() const;

 private:
  static constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction before_[3];
};

/// Ends the program by the signal itself, so that the shell or scheduler sees what happened (130 for SIGINT).
[[noreturn]] void end_by_signal(int signal);

}  // namespace millwright::tool
