#pragma once

#include <string>

namespace millwright::simulation {

/// Version of the engine, such as "0.1.0".
std::string engine_version();

/// Commit that the engine was built from; empty outside a git checkout.
std::string git_hash();

/// Compiler that the engine was built with, such as "GCC 12.2.0". No result depends on it, so none records it.
std::string compiler();

}  // namespace millwright::simulation
