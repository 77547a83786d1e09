#include "core/parallel.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>

#include "core/errors.hpp"

#ifndef MILLWRIGHT_STD_THREADS
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace millwright {

void require_standard_floating_point() {
  // Asks the processor by computing, which serves every kind of processor; volatile, so that it happens now and here.
  const volatile double smallest_normal = std::numeric_limits<double>::min();
  const volatile double half_step = 0x1p-53;
  const bool keeps_subnormal = smallest_normal * 0.5 > 0.0;  // false when results or operands are flushed
  const bool to_nearest = 1.0 + half_step == 1.0 && 1.0 + 1.5 * half_step > 1.0 && -1.0 - half_step == -1.0;
  if (keeps_subnormal && to_nearest) return;
  throw UserError(
      {"", "this process rounds floating point in a way of its own, so results would differ from other machines'",
       "a library built with -ffast-math has switched it on; run without it"},
      ExitCode::failed);
}

int default_threads() {
  if (const char* slurm = std::getenv("SLURM_CPUS_PER_TASK")) {
    int threads = 0;
    const char* end = slurm + std::strlen(slurm);
    const auto read = std::from_chars(slurm, end, threads);
    if (read.ec == std::errc{} && read.ptr == end && threads > 0) return threads;
  }
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return std::max(1, CPU_COUNT(&allowed));
  return 1;
}

namespace {

/// What holds for loops that one thread starts.
struct LoopSetting {
  int limit = 0;             // threads; 0: default_threads()
  bool inside_loop = false;  // a loop inside a loop runs on its thread alone
};

LoopSetting& setting_of_this_thread() {
  thread_local LoopSetting setting;
  return setting;
}

/// Marks the thread as being inside a loop while it lives.
class InsideLoop {
 public:
  InsideLoop() : before_(setting_of_this_thread().inside_loop) { setting_of_this_thread().inside_loop = true; }
  ~InsideLoop() { setting_of_this_thread().inside_loop = before_; }
  InsideLoop(const InsideLoop&) = delete;
  InsideLoop& operator=(const InsideLoop&) = delete;

 private:
  bool before_;
};

}  // namespace

struct ThreadLimit::Scope {
  int before;
#ifndef MILLWRIGHT_STD_THREADS
  std::optional<tbb::global_control> more_threads = std::nullopt;
#endif
};

ThreadLimit::ThreadLimit(int threads) : scope_(new Scope{setting_of_this_thread().limit}) {
  setting_of_this_thread().limit = std::max(1, threads);
#ifndef MILLWRIGHT_STD_THREADS
  // oneTBB starts no more threads than there are processors unless it is told to.
  constexpr auto parallelism = tbb::global_control::max_allowed_parallelism;
  const auto wanted = static_cast<std::size_t>(std::max(1, threads));
  if (wanted > tbb::global_control::active_value(parallelism)) scope_->more_threads.emplace(parallelism, wanted);
#endif
}

ThreadLimit::~ThreadLimit() {
  setting_of_this_thread().limit = scope_->before;
}

std::size_t detail::threads_for_loop() {
  const LoopSetting& setting = setting_of_this_thread();
  if (setting.inside_loop) return 1;
  return static_cast<std::size_t>(setting.limit > 0 ? setting.limit : default_threads());
}

#ifdef MILLWRIGHT_STD_THREADS

void detail::run_jobs(std::size_t jobs, std::size_t threads, Work work, void* context) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto serve = [&](std::size_t slot) {
    const InsideLoop inside;
    try {
      require_standard_floating_point();
      for (std::size_t job = next++; job < jobs; job = next++) work(context, job, slot);
    } catch (...) {
      const std::lock_guard lock(failing);
      if (failure == nullptr) failure = std::current_exception();
      next = jobs;
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t slot = 1; slot < std::min(threads, jobs); ++slot) helpers.emplace_back(serve, slot);
    serve(0);
  }
  if (failure != nullptr) std::rethrow_exception(failure);
}

#else

namespace {

/// An arena of this thread's own, whose slots count from 0 to threads - 1. Kept, since loops are many and short.
tbb::task_arena& arena_of(std::size_t threads) {
  thread_local std::unique_ptr<tbb::task_arena> arena;
  const int wanted = static_cast<int>(threads);
  if (arena == nullptr || arena->max_concurrency() != wanted) arena = std::make_unique<tbb::task_arena>(wanted);
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete): it takes the end of the function for the end of the thread.
  return *arena;
}

}  // namespace

void detail::run_jobs(std::size_t jobs, std::size_t threads, Work work, void* context) {
  require_standard_floating_point();
  if (threads == 1 || jobs <= 1) {
    const InsideLoop inside;
    for (std::size_t job = 0; job < jobs; ++job) work(context, job, 0);
    return;
  }
  arena_of(threads).execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, jobs, 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          const InsideLoop inside;
          require_standard_floating_point();
          const auto slot = static_cast<std::size_t>(tbb::this_task_arena::current_thread_index());
          for (std::size_t job = range.begin(); job < range.end(); ++job) work(context, job, slot);
        },
        tbb::simple_partitioner());
  });
}

#endif

}  // namespace millwright
