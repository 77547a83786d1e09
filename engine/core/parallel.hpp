#pragma once
// Loops over blocks of firms. Results never depend on threads: blocks write only their own rows, and sums are integers.

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>

namespace millwright {

/// Firms per block; part of the model's bookkeeping, not of its results.
inline constexpr std::size_t block_size = 4096;

struct Block {
  std::size_t begin, end, index;
};

namespace detail {
/// Runs body(block) for every block, on any thread, in any order. Rethrows the first exception.
void run_blocks(std::size_t count, const std::function<void(Block)>& body);
}  // namespace detail

/// body(Block) for all blocks of `count` firms; the body may write only rows of its block.
template <class Body>
void for_each_block(std::size_t count, Body&& body) {
  detail::run_blocks(count, std::function<void(Block)>(std::ref(body)));
}

/// Sums body(Block, Sums&) over all blocks. Sums::operator+= must add integers only, so that order cannot matter.
template <class Sums, class Body>
Sums sum_over_blocks(std::size_t count, Sums zero, Body&& body) {
  Sums total = zero;
  std::mutex adding;
  for_each_block(count, [&](Block block) {
    Sums local = zero;
    body(block, local);
    const std::lock_guard lock(adding);
    total += local;
  });
  return total;
}

/// Limits the threads of block loops while it lives.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Limit;
  std::unique_ptr<Limit> limit_;
};

/// SLURM_CPUS_PER_TASK where a cluster sets it, else the processors that this process may use.
int default_threads();

/// Throws std::runtime_error when this thread rounds denormals to zero: a library built with fast-math has switched it on.
void require_standard_floating_point();

}  // namespace millwright
