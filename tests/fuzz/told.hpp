#pragma once

#include <cstdlib>

#include "core/errors.hpp"

namespace millwright::fuzz {

/// Does it; false when it was refused in words.
template <class Action>
bool taken(Action&& action) {
  try {
    action();
    return true;
  } catch (const UserError& error) {
    if (error.problems().empty() || error.problems().front().what.empty()) std::abort();  // refused without a reason
    return false;
  }
}

}  // namespace millwright::fuzz
