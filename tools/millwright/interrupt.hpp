#pragma once

#include <csignal>

namespace millwright::tool {

/// While it lives, the first SIGINT, SIGTERM, SIGHUP or SIGUSR1 asks the program to stop at the month's end; a second
/// one ends it at once. A signal that was ignored before, as SIGHUP under nohup, stays ignored.
class InterruptRequests {
 public:
  InterruptRequests();
  ~InterruptRequests();
  InterruptRequests(const InterruptRequests&) = delete;
  InterruptRequests& operator=(const InterruptRequests&) = delete;

  /// The signal that has come; 0: none.
  int signal() const;

 private:
  static constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGUSR1};
  struct sigaction before_[4];
};

}  // namespace millwright::tool
