#pragma once
// Contracts are for mistakes of ours: a condition that the code itself guarantees. What a user may get wrong is
// UserError.

#include <cstdio>
#include <cstdlib>

namespace millwright {

/// Reports a broken contract on the error stream and aborts, so that a debugger or a core file shows the caller.
[[noreturn]] inline void contract_broken(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: contract broken: %s\n", file, line, condition);
  std::abort();
}

}  // namespace millwright

/// States what must hold here. Checked when MILLWRIGHT_CONTRACTS is defined (dev, audit and sanitizer builds);
/// otherwise the condition is compiled, so that it cannot rot, but never evaluated.
#if defined(MILLWRIGHT_CONTRACTS)
#define EXPECT(...) \
  ((__VA_ARGS__) ? static_cast<void>(0) : ::millwright::contract_broken(#__VA_ARGS__, __FILE__, __LINE__))
#else
#define EXPECT(...) static_cast<void>(sizeof((__VA_ARGS__) ? 1 : 0))
#endif
