#include "interrupt.hpp"

#include <cstdlib>

namespace millwright::tool {
namespace {

// A signal handler may touch nothing else, so this one variable is global.
volatile std::sig_atomic_t requested = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void request(int signal) {
  requested = signal;
}

}  // namespace

InterruptRequests::InterruptRequests() {
  requested = 0;
  struct sigaction action {};
  action.sa_handler = request;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (int k = 0; k < 3; ++k) {
    ::sigaction(signals[k], nullptr, &before_[k]);
    if (before_[k].sa_handler != SIG_IGN) ::sigaction(signals[k], &action, nullptr);
  }
}

InterruptRequests::~InterruptRequests() {
  for (int k = 0; k < 3; ++k) ::sigaction(signals[k], &before_[k], nullptr);
}

void InterruptRequests::stop_if_requested() const {
  if (requested != 0) throw Interrupted{requested};
}

void end_by_signal(int signal) {
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::abort();  // never reached: the default action of these signals ends the program
}

}  // namespace millwright::tool
