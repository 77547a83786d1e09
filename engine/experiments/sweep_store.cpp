#include "experiments/sweep_store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/errors.hpp"
#include "core/fields.hpp"

namespace millwright::experiments {
namespace {

constexpr std::string_view format = "millwright sweep 1 ";

struct Bytes {
  std::vector<std::byte> bytes;

  void write(std::span<const std::byte> more) { bytes.insert(bytes.end(), more.begin(), more.end()); }
};

struct Source {
  std::span<const std::byte> rest;

  void read(std::span<std::byte> into) {
    if (into.size() > rest.size()) throw WrongBytes("too few bytes");
    std::memcpy(into.data(), rest.data(), into.size());
    rest = rest.subspan(into.size());
  }
  std::uint64_t left() const { return rest.size(); }
};

/// Which process writes: a batch job tells more than a host does.
std::string writer_name() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  std::string name;
  if (const std::string job = variable("SLURM_JOB_ID"); !job.empty()) {
    name = "job" + job + "-" + (variable("SLURM_RESTART_COUNT").empty() ? "0" : variable("SLURM_RESTART_COUNT"));
  } else {
    char host[256] = "host";
    ::gethostname(host, sizeof host - 1);
    name = host;
  }
  for (char& letter : name)
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '-') letter = '_';
  return fmt::format("{}-{}", name.substr(0, 60), ::getpid());
}

bool same_values(const TaskRecord& one, const TaskRecord& other) {
  Bytes first, second;
  write_fields(first, one.series), write_fields(second, other.series);
  return one.error == other.error && one.state_hash == other.state_hash && first.bytes == second.bytes;
}

}  // namespace

std::string task_key(const Sweep& sweep, const Points& points, const Task& task) {
  std::string key;
  for (const std::string& name : sweep.arms[task.arm].overrides) key += "+" + name + "\n";
  const Changes& changes = points.changes[task.point];
  for (const std::string& name : changes.overrides) key += "+" + name + "\n";
  for (const std::string& setting : changes.settings) key += setting + "\n";
  return key + fmt::format("replicate {}", task.replicate);
}

SweepStore::SweepStore(std::filesystem::path folder, const std::string& fingerprint)
    : folder_(std::move(folder)), fingerprint_(std::string(format) + fingerprint) {}

void SweepStore::refuse_other() const {
  throw UserError(Problem{printable(folder_.native()),
                          "this folder holds runs of another scenario, engine or choice of outputs",
                          "name another folder with -o, or begin anew with --restart, which removes these runs"});
}

void SweepStore::read() {
  for (const auto& file : results::record_files(folder_)) {
    bool first = true;
    results::read_records(file, [&](std::span<const std::byte> bytes) {
      if (std::exchange(first, false)) {
        if (std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()) != fingerprint_) refuse_other();
        return true;
      }
      Source source{bytes};
      TaskRecord record;
      read_fields(source, record);
      take(std::move(record), file);
      return true;
    });
  }
}

void SweepStore::take(TaskRecord record, const std::filesystem::path& file) {
  seconds_ += record.seconds;
  const auto [known, is_new] = records_.try_emplace(record.key, record);
  if (is_new || same_values(known->second, record)) return;
  throw UserError(Problem{printable(file.native()), "a run was simulated twice, and the two differ",
                          "results must not depend on the machine: report it, with both machines' `millwright doctor`"},
                  ExitCode::defect);
}

const TaskRecord* SweepStore::find(const std::string& key) const {
  const auto found = records_.find(key);
  return found == records_.end() ? nullptr : &found->second;
}

void SweepStore::add(TaskRecord record) {
  if (folder_.empty()) return take(std::move(record), folder_);
  if (writer_ == nullptr) {
    writer_ = std::make_unique<results::RecordWriter>(
        folder_, writer_name(), std::as_bytes(std::span(fingerprint_.data(), fingerprint_.size())));
  }
  Bytes bytes;
  write_fields(bytes, record);
  writer_->append(bytes.bytes);
  take(std::move(record), folder_);
}

void SweepStore::sync() {
  if (writer_ != nullptr) writer_->sync();
}

void SweepStore::clear() {
  records_.clear(), seconds_ = 0;
  for (const auto& file : results::record_files(folder_)) {
    std::error_code error;
    std::filesystem::remove(file, error);
    if (error) {
      throw UserError(Problem{printable(file.native()), "cannot remove this file: " + error.message(), ""},
                      ExitCode::io);
    }
  }
}

}  // namespace millwright::experiments
