#include "experiments/sweep_run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <future>
#include <mutex>
#include <optional>

#include "core/parallel.hpp"
#include "core/sha256.hpp"
#include "scenario/language/load.hpp"
#include "simulation/run.hpp"

namespace millwright::experiments {
namespace {

using Clock = std::chrono::steady_clock;
using simulation::Population;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The last few populations that were drawn, so that runs which share one draw it once.
class Populations {
 public:
  explicit Populations(std::size_t most) : most_(most) {}

  std::shared_ptr<const Population> of(const std::shared_ptr<const simulation::LoadedScenario>& loaded, int replicate) {
    const std::string key = std::to_string(replicate) + "\n" + std::to_string(loaded->scenario.seed) + "\n" +
                            sha256_hex(scenario::population_text(loaded->document));
    std::promise<std::shared_ptr<const Population>> promise;
    std::shared_future<std::shared_ptr<const Population>> known;
    {
      const std::lock_guard lock(mutex_);
      const auto found = std::ranges::find(entries_, key, &Entry::key);
      if (found != entries_.end()) {
        known = found->population;
        std::rotate(found, found + 1, entries_.end());  // the last one was used last
      } else {
        entries_.push_back({key, promise.get_future().share()});
        if (entries_.size() > most_) entries_.erase(entries_.begin());
      }
    }
    if (known.valid()) return known.get();
    try {
      auto drawn = std::make_shared<const Population>(loaded, replicate);
      promise.set_value(drawn);
      return drawn;
    } catch (...) {
      promise.set_exception(std::current_exception());
      throw;
    }
  }

 private:
  struct Entry {
    std::string key;
    std::shared_future<std::shared_ptr<const Population>> population;
  };

  std::mutex mutex_;
  std::size_t most_;
  std::vector<Entry> entries_;
};

std::string first_problem(const UserError& error) {
  const Problem& problem = error.problems().front();
  return problem.where.empty() ? problem.what : problem.where + ": " + problem.what;
}

class SweepRun {
 public:
  SweepRun(const Sweep& sweep, const Points& points, SweepStore& store, const SweepRunOptions& options)
      : sweep_(sweep), points_(points), store_(store), options_(options), populations_(is_small() ? 4 : 1) {
    const std::vector<Task> all = tasks_of(sweep, points.changes.size());
    for (std::size_t k = options.shard; k < all.size(); k += options.shards) {
      const TaskRecord* known = store.find(task_key(sweep, points, all[k]));
      if (known == nullptr || (options.retry_failed && !known->error.empty())) tasks_.push_back(all[k]);
      if (known != nullptr && !known->error.empty() && !options.retry_failed) failed_before_ += 1;
    }
    progress_.tasks = tasks_.size();
  }

  SweepOutcome finish() {
    const ThreadLimit limit(options_.threads);
    if (is_small()) {
      const std::size_t workers = std::min<std::size_t>(static_cast<std::size_t>(options_.threads), tasks_.size());
      for_each_job(workers, [&](std::size_t) { work(); });
    } else {
      work();
    }
    store_.sync();
    return {tasks_.size() - progress_.done, failed_before_ + progress_.failed, progress_.done, out_of_time_};
  }

 private:
  bool is_small() const { return sweep_.loaded->scenario.population.firms < side_by_side_below; }

  void work() {
    while (const auto task = next()) {
      const auto start = Clock::now();
      TaskRecord record;
      simulation::Glance glance;
      try {
        record = simulate(*task, glance);
      } catch (const simulation::Stopped&) {
        return;
      }
      record.seconds = since(start);
      record.finished = static_cast<std::int64_t>(std::time(nullptr));
      keep(std::move(record), std::move(glance));
    }
  }

  std::optional<Task> next() {
    const std::lock_guard lock(mutex_);
    if (next_ >= tasks_.size() || (options_.stop && options_.stop())) return std::nullopt;
    if (options_.time_for && !options_.time_for(longest_)) {
      out_of_time_ = true;
      return std::nullopt;
    }
    return tasks_[next_++];
  }

  TaskRecord simulate(const Task& task, simulation::Glance& glance) {
    TaskRecord record;
    record.key = task_key(sweep_, points_, task);
    try {
      const auto loaded = std::make_shared<const simulation::LoadedScenario>(
          simulation::load_scenario(load_options(sweep_, points_, task)));
      const auto population = populations_.of(loaded, task.replicate);
      auto run = simulation::observe_run(*loaded, task.replicate, *population, sweep_.outputs, options_.stop);
      record.state_hash = std::move(run.state_hash);
      record.dimensions = std::move(run.dimensions);
      record.series = std::move(run.series);
      glance = std::move(run.end);
      keep_used_dimensions(record);
    } catch (const UserError& error) {
      record.error = first_problem(error);
    } catch (const std::bad_alloc&) {
      record.error = "there was too little memory";
    }
    return record;
  }

  static void keep_used_dimensions(TaskRecord& record) {
    std::erase_if(record.dimensions, [&](const auto& dimension) {
      return std::ranges::none_of(record.series, [&](const auto& series) {
        return std::ranges::find(series.variable.dimensions, dimension.name) != series.variable.dimensions.end();
      });
    });
  }

  void keep(TaskRecord record, simulation::Glance glance) {
    const std::lock_guard lock(mutex_);
    longest_ = std::max(longest_, record.seconds);
    progress_.done += 1;
    progress_.failed += record.error.empty() ? 0 : 1;
    progress_.seconds_of_task = record.seconds;
    progress_.error = record.error;
    progress_.glance = std::move(glance);
    store_.add(std::move(record));
    if (options_.progress) options_.progress(progress_);
  }

  const Sweep& sweep_;
  const Points& points_;
  SweepStore& store_;
  const SweepRunOptions& options_;
  Populations populations_;
  std::vector<Task> tasks_;
  std::mutex mutex_;
  std::size_t next_ = 0, failed_before_ = 0;
  double longest_ = 0;
  bool out_of_time_ = false;
  SweepProgress progress_;
};

}  // namespace

SweepOutcome run_tasks(const Sweep& sweep, const Points& points, SweepStore& store, const SweepRunOptions& options) {
  return SweepRun(sweep, points, store, options).finish();
}

}  // namespace millwright::experiments
