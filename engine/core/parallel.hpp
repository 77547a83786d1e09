#pragma once
// Loops over blocks of firms on several threads. A block has the same firms on any number of threads, so whatever a
// body writes to its own block, and every sum of integers, comes out the same. The library behind it is named in
// parallel.cpp alone.

#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

namespace millwright {

/// Firms in a block: small enough for a block's columns to stay in cache, large enough for a block to hide its start.
/// Not a power of two: arrays of that length that follow each other would all begin at the same place in their pages,
/// and a first-level cache keeps but few lines of one place.
inline constexpr std::size_t block_size = 960;

/// The elements [begin, end) and the block's place, 0, 1, 2, ..., in the whole.
struct Block {
  std::size_t begin;
  std::size_t end;
  std::size_t index;
};

/// Threads to use when nobody says: SLURM_CPUS_PER_TASK when it is a positive number, else the processors this process
/// may run on.
int default_threads();

/// While it lives, loops started by the thread that made it use at most this many threads (1 or more; more than there
/// are processors is allowed). One made inside another replaces it until it dies.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Scope;
  std::unique_ptr<Scope> scope_;
};

/// Throws UserError when the processor flushes subnormal numbers to zero or does not round to nearest on this thread:
/// results would differ from other machines'. Every block loop checks it on every thread.
void require_standard_floating_point();

namespace detail {

/// Threads that a loop started now by this thread uses.
std::size_t threads_for_loop();

/// Calls work(context, job, slot) for every job in [0, jobs) on `threads` = threads_for_loop() threads. Slots count
/// from 0 to threads - 1; calls with the same slot never overlap in time.
using Work = void (*)(void* context, std::size_t job, std::size_t slot);
void run_jobs(std::size_t jobs, std::size_t threads, Work work, void* context);

constexpr std::size_t blocks_in(std::size_t count) {
  return count / block_size + (count % block_size != 0);
}

constexpr Block block_at(std::size_t index, std::size_t count) {
  const std::size_t begin = index * block_size;
  return {begin, count - begin < block_size ? count : begin + block_size, index};
}

/// run_jobs for any callable body(job, slot).
template <class F>
void run_each(std::size_t jobs, std::size_t threads, F& body) {
  run_jobs(
      jobs, threads, [](void* context, std::size_t job, std::size_t slot) { (*static_cast<F*>(context))(job, slot); },
      &body);
}

}  // namespace detail

/// Calls body(Block) for every block of [0, count), in any order, on any thread, and returns when all are done. A body
/// may write only what belongs to its block. The first exception thrown by a body reaches the caller, and blocks not
/// yet started are left out. A loop started inside a body runs on that thread alone.
template <class F>
void for_each_block(std::size_t count, F&& body) {
  auto job = [&body, count](std::size_t index, std::size_t) { body(detail::block_at(index, count)); };
  detail::run_each(detail::blocks_in(count), detail::threads_for_loop(), job);
}

/// Calls body(std::size_t) for every job in [0, jobs): few jobs of unequal length, such as the runs of a sweep.
/// Otherwise as for_each_block.
template <class F>
void for_each_job(std::size_t jobs, F&& body) {
  auto job = [&body](std::size_t index, std::size_t) { body(index); };
  detail::run_each(jobs, detail::threads_for_loop(), job);
}

/// Sums over all blocks: body(Block, Sums& local) adds to `local`, and the locals are added with `+=` at the end. Only
/// right for sums of integers (fixed_point.hpp): blocks share a local with whatever ran before on the same thread, so
/// sums of doubles would depend on the number of threads. `zero` must hold zeros; it is copied once per thread used.
template <class Sums, class F>
Sums sum_over_blocks(std::size_t count, Sums zero, F&& body) {
  static_assert(!std::is_floating_point_v<Sums>, "sum integers: float sums depend on the order of threads");
  const std::size_t threads = detail::threads_for_loop();
  std::vector<std::unique_ptr<Sums>> locals(threads);
  auto job = [&](std::size_t index, std::size_t slot) {
    if (locals[slot] == nullptr) locals[slot] = std::make_unique<Sums>(zero);
    body(detail::block_at(index, count), *locals[slot]);
  };
  detail::run_each(detail::blocks_in(count), threads, job);
  for (const auto& local : locals) {
    if (local != nullptr) zero += *local;
  }
  return zero;
}

}  // namespace millwright
