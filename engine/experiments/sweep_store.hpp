#pragma once
// What has been simulated of a sweep, in its folder: a file per process, a record per run. A run is known by what it
// simulates, so whatever is added to a sweep later, nothing is simulated twice.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/sweep.hpp"
#include "results/record_log.hpp"

namespace millwright::experiments {

/// One finished run.
struct TaskRecord {
  std::string key;    // task_key()
  std::string error;  // of a run that failed; empty: it did not
  std::string state_hash;
  double seconds = 0;         // that it took
  std::int64_t finished = 0;  // [s] since 1970, by the clock of its machine; only for `sweep status`
  std::vector<statistics::Dimension> dimensions;
  std::vector<results::Series> series;  // [at][dimensions...]

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.key), visit(self.error), visit(self.state_hash), visit(self.seconds), visit(self.finished),
        visit(self.dimensions), visit(self.series);
  }
};

/// What a task simulates, as text: the arm's overrides, the point's changes, and the replicate.
std::string task_key(const Sweep& sweep, const Points& points, const Task& task);

/// The folder of a sweep's runs.
class SweepStore {
 public:
  /// Without a folder it keeps runs in memory alone.
  SweepStore(std::filesystem::path folder, const std::string& fingerprint);

  /// Reads all files. @throws UserError when the folder holds runs of another scenario, engine or outputs, when two
  /// records of a run differ, or when a file cannot be read
  void read();
  /// The record of a task, or nullptr.
  const TaskRecord* find(const std::string& key) const;
  std::size_t size() const { return records_.size(); }
  double seconds() const { return seconds_; }  // that all runs together took
  const std::map<std::string, TaskRecord>& records() const { return records_; }

  /// Keeps a record for good. Not for several threads at once.
  void add(TaskRecord record);
  void sync();

  /// Removes all runs. @throws UserError with ExitCode::io
  void clear();

 private:
  void take(TaskRecord record, const std::filesystem::path& file);
  [[noreturn]] void refuse_other() const;

  std::filesystem::path folder_;
  std::string fingerprint_;
  std::map<std::string, TaskRecord> records_;
  std::unique_ptr<results::RecordWriter> writer_;
  double seconds_ = 0;
};

}  // namespace millwright::experiments
