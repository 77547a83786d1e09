#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>

#include "json.hpp"
#include "report/words.hpp"
#include "sweep.hpp"
#include "terminal.hpp"

// `millwright sweep status`: what has been simulated, what failed and why, and how long the rest takes.
namespace millwright::tool {
namespace {

std::vector<std::pair<std::string, std::size_t>> errors_of(const OpenedSweep& opened) {
  std::map<std::string, std::size_t> errors;
  for (const auto& [key, record] : opened.store.records())
    if (!record.error.empty()) errors[record.error] += 1;
  return {errors.begin(), errors.end()};
}

/// Runs that were finished in the last minutes, per second; 0: none.
double recent_rate(const OpenedSweep& opened) {
  constexpr std::int64_t window = 600;  // [s]
  const auto now = static_cast<std::int64_t>(std::time(nullptr));
  std::int64_t first = now, runs = 0;
  for (const auto& [key, record] : opened.store.records()) {
    if (now - record.finished > window) continue;
    first = std::min(first, record.finished - static_cast<std::int64_t>(record.seconds));
    runs += 1;
  }
  return static_cast<double>(runs) / static_cast<double>(std::max<std::int64_t>(now - first, 1));
}

}  // namespace

ExitCode sweep_status(const SweepOptions& options) {
  const OpenedSweep opened = open_sweep(options);
  const auto lacking = experiments::count_lacking(opened.sweep, opened.points, opened.store);
  const std::size_t done = opened.tasks - lacking.missing - lacking.failed;
  const double rate = recent_rate(opened);
  const auto errors = errors_of(opened);
  const JobCounts jobs = jobs_of(opened);
  if (options.json) {
    Json told = {{"runs", opened.tasks},     {"done", done},
                 {"failed", lacking.failed}, {"missing", lacking.missing},
                 {"runs_per_second", rate},  {"errors", Json::array()}};
    for (const auto& [error, runs] : errors) told["errors"].push_back({{"error", error}, {"runs", runs}});
    if (jobs.known) told["jobs"] = {{"running", jobs.running}, {"pending", jobs.pending}};
    put(json_text(told));
    return ExitCode::done;
  }
  put(fmt::format("{} of {} done, {} failed, {} missing\n", done,
                  counted(static_cast<std::int64_t>(opened.tasks), "run"), lacking.failed, lacking.missing));
  if (rate > 0 && lacking.missing > 0) {
    put(fmt::format("{} in the last ten minutes, {} left\n", runs_per_second(rate),
                    clock_time(static_cast<double>(lacking.missing) / rate)));
  }
  if (jobs.known) put(fmt::format("jobs in Slurm: {} running, {} pending\n", jobs.running, jobs.pending));
  for (const auto& [error, runs] : errors)
    put(fmt::format("failed {}: {}\n", runs == 1 ? "once" : fmt::format("{} times", runs), printable(error)));
  return ExitCode::done;
}

}  // namespace millwright::tool
