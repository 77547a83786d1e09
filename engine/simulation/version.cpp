#include "simulation/version.hpp"

namespace millwright::simulation {

std::string engine_version() {
  return MILLWRIGHT_VERSION;
}

std::string git_hash() {
  return MILLWRIGHT_GIT_HASH;
}

}  // namespace millwright::simulation
