#include "interrupt.hpp"

#include <cstddef>
#include <iterator>

namespace millwright::tool {
namespace {

// A signal handler may touch nothing else, so this one variable is global.
volatile std::sig_atomic_t requested = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void request(int signal) {
  if (requested != 0) {  // takes effect when this handler returns
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  requested = signal;
}

}  // namespace

InterruptRequests::InterruptRequests() {
  requested = 0;
  struct sigaction action {};
  action.sa_handler = request;
  action.sa_flags = SA_RESTART;
  for (std::size_t k = 0; k < std::size(signals); ++k) {
    ::sigaction(signals[k], nullptr, &before_[k]);
    if (before_[k].sa_handler != SIG_IGN) ::sigaction(signals[k], &action, nullptr);
  }
}

InterruptRequests::~InterruptRequests() {
  for (std::size_t k = 0; k < std::size(signals); ++k) ::sigaction(signals[k], &before_[k], nullptr);
}

int InterruptRequests::signal() const {
  return requested;
}

}  // namespace millwright::tool
