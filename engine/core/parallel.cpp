#include "core/parallel.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cfenv>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#ifndef MILLWRIGHT_STD_THREADS
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#endif

namespace millwright {
namespace {

Block block_of(std::size_t index, std::size_t count) {
  return {index * block_size, std::min(count, (index + 1) * block_size), index};
}

}  // namespace

void require_standard_floating_point() {
#if defined(__x86_64__)
  constexpr unsigned denormal_bits = 0x8040;  // flush to zero, denormals are zero
  if ((_mm_getcsr() & denormal_bits) != 0) {
    throw std::runtime_error("a library switched on flush-to-zero for floating point: results would depend on it");
  }
#endif
}

int default_threads() {
  if (const char* slurm = std::getenv("SLURM_CPUS_PER_TASK")) {
    int threads = 0;
    const auto read = std::from_chars(slurm, slurm + std::strlen(slurm), threads);
    if (read.ec == std::errc{} && threads > 0) return threads;
  }
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return std::max(1, CPU_COUNT(&allowed));
  return 1;
}

#ifdef MILLWRIGHT_STD_THREADS

namespace {
std::atomic<int> thread_limit{0};  // NOLINT: the one setting of this backend, read when a loop starts
}

struct ThreadLimit::Limit {
  int before;
};

ThreadLimit::ThreadLimit(int threads) : limit_(new Limit{thread_limit.exchange(threads)}) {}
ThreadLimit::~ThreadLimit() { thread_limit = limit_->before; }

void detail::run_blocks(std::size_t count, const std::function<void(Block)>& body) {
  const std::size_t blocks = (count + block_size - 1) / block_size;
  const int limit = thread_limit.load();
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    for (std::size_t index = next++; index < blocks; index = next++) {
      try {
        body(block_of(index, count));
      } catch (...) {
        const std::lock_guard lock(failing);
        if (!failure) failure = std::current_exception();
        next = blocks;
      }
    }
  };
  std::vector<std::jthread> threads;
  for (int t = 1; t < (limit > 0 ? limit : default_threads()); ++t) threads.emplace_back(work);
  work();
  threads.clear();
  if (failure) std::rethrow_exception(failure);
}

#else

struct ThreadLimit::Limit {
  tbb::global_control control;
};

ThreadLimit::ThreadLimit(int threads)
    : limit_(new Limit{tbb::global_control(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads))}) {}
ThreadLimit::~ThreadLimit() = default;

void detail::run_blocks(std::size_t count, const std::function<void(Block)>& body) {
  const std::size_t blocks = (count + block_size - 1) / block_size;
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, blocks, 1),
      [&](const tbb::blocked_range<std::size_t>& range) {
        require_standard_floating_point();
        for (std::size_t index = range.begin(); index < range.end(); ++index) body(block_of(index, count));
      },
      tbb::simple_partitioner());
}

#endif

}  // namespace millwright
