#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/parallel.hpp"
#include "results/comparison_record.hpp"
#include "results/difference.hpp"
#include "results/result.hpp"
#include "simulation/load.hpp"

// What `millwright reproduce` does with each kind of file.
namespace millwright::tool {

/// What the user asked for.
struct Reproduce {
  std::filesystem::path file;
  std::vector<std::filesystem::path> data;
  std::optional<std::filesystem::path> from;  // the result of an exported file
  int threads = default_threads();
  bool json = false, quiet = false;
};

/// Something about a result beside its arrays that is not the same now.
struct Circumstance {
  std::string what, recorded, now;
};
std::vector<Circumstance> those_that_differ(std::vector<Circumstance> all);

struct Reproduced {
  results::Difference difference;
  std::vector<Circumstance> circumstances;
  std::string sha256;  // of the file
  bool same_file = false;
  std::vector<std::string> notes{};  // what was not done again
  // Of an exported file: the result that was done again, and whether exporting that gives the file's bytes.
  std::optional<std::filesystem::path> reproduced_file{};
  bool same_export = true;

  bool is_same() const { return difference.none() && same_export; }
};

std::string sha256_of(const std::vector<std::byte>& bytes);

/// Simulates a scenario that was read from a result.
results::Result simulate_again(const Reproduce& options, const simulation::LoadedScenario& loaded, int replicates);

/// Simulates all arms of a comparison again and compares them. The search of --match-spending and the further runs of
/// --effects are not repeated; notes say so. @throws UserError
Reproduced reproduce_comparison(const Reproduce& options, const std::vector<std::byte>& bytes,
                                const results::ComparisonRecord& recorded);

/// Whether a file's name is one that `millwright export` writes.
bool is_exported(const std::filesystem::path& file);

/// Has `reproduce` do the result again that a file was exported from, and exports it again. @throws UserError when the
/// file's record or its result is not there
Reproduced reproduce_export(const Reproduce& options, const std::function<Reproduced(const Reproduce&)>& reproduce);

}  // namespace millwright::tool
