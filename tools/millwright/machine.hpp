#pragma once

#include <string>
#include <vector>

// What the machine can do for a run, as far as a program can find out: for `doctor`.
namespace millwright::tool {

enum class Health { ok, warning, stops };  // stops: no run can succeed

/// One thing that was looked at.
struct Diagnosis {
  std::string what;  // "processors"
  Health health = Health::ok;
  std::string found;  // one sentence
  std::string help;   // what to do about it; empty where all is well
};

/// Everything that `doctor` looks at, in its order.
std::vector<Diagnosis> examine_machine();

}  // namespace millwright::tool
