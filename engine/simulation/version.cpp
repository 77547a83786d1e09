#include "simulation/version.hpp"

namespace millwright::simulation {

std::string engine_version() {
  return MILLWRIGHT_VERSION;
}

std::string git_hash() {
  return MILLWRIGHT_GIT_HASH;
}

std::string compiler() {
#if defined(__clang__)
  return __VERSION__;  // begins with the compiler's name
#else
  return "GCC " __VERSION__;
#endif
}

}  // namespace millwright::simulation
