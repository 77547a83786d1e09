#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "results/arrays.hpp"

namespace millwright::results {

/// What an arm of a comparison was made from.
struct ArmRecord {
  std::string arm, engine_version, git_hash, state_hash;
  std::string scenario_yaml;  // resolved
  std::vector<InputRecord> inputs;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.arm), visit(self.engine_version), visit(self.git_hash), visit(self.state_hash),
        visit(self.scenario_yaml), visit(self.inputs);
  }
};

/// What a file of `compare -o` holds: all arrays, and what they were made from.
struct ComparisonRecord {
  Arrays arrays;
  std::string engine_version, git_hash;
  std::string horizon;  // month
  double discount_rate = 0;
  std::uint64_t seed = 0;
  std::int64_t min_cell = 0;    // numbers of fewer firms of a confidential table are not told; 0: none is confidential
  std::vector<ArmRecord> arms;  // the base first

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.arrays), visit(self.engine_version), visit(self.git_hash), visit(self.horizon),
        visit(self.discount_rate), visit(self.seed), visit(self.min_cell), visit(self.arms);
  }
};

/// Whether bytes say that they are a comparison; true does not mean that they can be parsed as one.
/// @throws Hdf5Error when they are no HDF5
bool says_comparison(std::span<const std::byte> bytes);

/// As strict as parse_result(), and for a process of its own too. @throws OtherFormat, Hdf5Error
ComparisonRecord parse_comparison(std::span<const std::byte> bytes, std::uint64_t most_bytes);

}  // namespace millwright::results
