#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "results/sealed_file.hpp"
#include "simulation/load.hpp"
#include "simulation/recorder.hpp"

// Where a run stands, kept in a file so that it can go on later as if nothing had happened.
namespace millwright::simulation {

/// What a checkpoint belongs to; a run goes on only from one of its own.
struct Origin {
  std::int32_t format = 0;
  std::string engine;    // version and commit
  std::string scenario;  // SHA-256 of the resolved scenario, its name and its input files
  std::int32_t replicates = 1;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.format), visit(self.engine), visit(self.scenario), visit(self.replicates);
  }
};
Origin origin_of(const LoadedScenario& loaded, int replicates);

/// What a run has done so far, beside the economy of the replicate in hand.
struct RunState {
  RunState(int replicates, int months_of_each) : recorder(replicates, months_of_each) {}

  std::int32_t replicate = 0, months = 0;  // the replicate in hand, and months done of it
  Recorder recorder;
  std::vector<std::string> state_hashes;  // of the replicates that are done

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.replicate), visit(self.months), visit(self.recorder), visit(self.state_hashes);
  }
};

/// The names of a result's checkpoints: the newest, and the one before it.
struct CheckpointFiles {
  explicit CheckpointFiles(const std::filesystem::path& result)
      : newest(result.native() + ".checkpoint"), previous(newest.native() + ".prev") {}

  std::filesystem::path newest, previous;
};

/// Writes a checkpoint; the newest one becomes the previous one. @throws UserError with ExitCode::io
void write_checkpoint(const CheckpointFiles& files, const Origin& origin, const RunState& state,
                      const Economy& economy);

/// A whole checkpoint of this run.
struct Checkpoint {
  std::filesystem::path file;
  std::unique_ptr<results::SealedReader> content;  // what follows the origin
};

struct Search {
  std::optional<Checkpoint> found;
  std::vector<std::string> damaged;  // sentences on files that were passed over
};

/// The newest checkpoint that is whole. A damaged one is removed when the previous one is whole, so that it never takes
/// that one's place. @throws UserError when it belongs to another run
Search find_checkpoint(const CheckpointFiles& files, const Origin& origin);

/// Reads what the run had done; the economy follows, once its replicate's firms are drawn.
/// @throws UserError when the file is not laid out as this engine does it, as both do
void read_run_state(const Checkpoint& checkpoint, int replicates, int months, RunState& state);
void read_economy(const Checkpoint& checkpoint, Economy& economy);

/// Removes the checkpoints of a result that is complete.
void remove_checkpoints(const CheckpointFiles& files);

/// SHA-256 of everything that a run carries from month to month.
std::string hash_of_state(const Economy& economy);

}  // namespace millwright::simulation
