#include "core/parallel.hpp"

#include <array>
#include <atomic>
#include <cfenv>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

#include "core/errors.hpp"
#include "core/fixed_point.hpp"
#include "core/random.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace millwright {
namespace {

constexpr std::size_t many = 25 * block_size - 7;  // 25 blocks, the last one short
constexpr std::size_t counts[] = {0, 1, block_size - 1, block_size, block_size + 1, 100000};
constexpr int thread_counts[] = {1, 2, 3, 4, 8, 16};

TEST(ForEachBlock, VisitsEveryElementOnce) {
  for (const int threads : thread_counts) {
    const ThreadLimit limit(threads);
    for (const std::size_t count : counts) {
      std::vector<int> visits(count, 0);
      for_each_block(count, [&](Block block) {
        for (std::size_t i = block.begin; i < block.end; ++i) ++visits[i];
      });
      ASSERT_EQ(visits, std::vector<int>(count, 1)) << count << " elements on " << threads << " threads";
    }
  }
}

// Events are kept per block, so which elements a block holds must not depend on threads.
TEST(ForEachBlock, BlocksAreTheSameOnAnyNumberOfThreads) {
  for (const int threads : thread_counts) {
    const ThreadLimit limit(threads);
    std::vector<Block> blocks(25);
    for_each_block(many, [&](Block block) { blocks.at(block.index) = block; });
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      EXPECT_EQ(blocks[i].index, i);
      EXPECT_EQ(blocks[i].begin, i * block_size);
      EXPECT_EQ(blocks[i].end, std::min(many, (i + 1) * block_size));
    }
  }
}

TEST(ForEachJob, DoesEveryJobOnce) {
  for (const int threads : thread_counts) {
    const ThreadLimit limit(threads);
    std::vector<int> done(1000, 0);
    for_each_job(done.size(), [&](std::size_t job) { ++done[job]; });
    EXPECT_EQ(done, std::vector<int>(1000, 1));
    for_each_job(0, [](std::size_t) { FAIL() << "there is no job"; });
  }
}

TEST(ForEachBlock, AnExceptionReachesTheCaller) {
  for (const int threads : thread_counts) {
    const ThreadLimit limit(threads);
    const auto loop = [](std::size_t failing) {
      for_each_block(many, [=](Block block) {
        if (block.index == failing) throw std::out_of_range("this block");
      });
    };
    EXPECT_THROW(loop(0), std::out_of_range) << threads;
    EXPECT_THROW(loop(24), std::out_of_range) << threads;
    EXPECT_NO_THROW(loop(25)) << "and the next loop runs as if nothing had happened";
  }
}

/// Sums of two kinds, as the model has them: counts and fixed-point money.
struct Sums {
  std::array<std::int64_t, 3> counts = {};
  std::int64_t money = 0;

  Sums& operator+=(const Sums& other) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
    money += other.money;
    return *this;
  }
  bool operator==(const Sums&) const = default;
};

Sums sums_over(std::size_t count) {
  return sum_over_blocks(count, Sums{}, [](Block block, Sums& local) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const Words words = draw({{1, 0}, Purpose::size}, i, 0, 0);
      ++local.counts[words.w[0] % 3];
      local.money += to_fixed<20>(exponential(words.w[1]));
    }
  });
}

TEST(SumOverBlocks, DoesNotDependOnThreads) {
  for (const std::size_t count : counts) {
    std::optional<Sums> first;
    for (const int threads : thread_counts) {
      const ThreadLimit limit(threads);
      for (int repeat = 0; repeat < 5; ++repeat) {
        const Sums sums = sums_over(count);
        if (!first) first = sums;
        ASSERT_EQ(sums, *first) << count << " elements on " << threads << " threads";
      }
    }
    EXPECT_EQ(first->counts[0] + first->counts[1] + first->counts[2], static_cast<std::int64_t>(count));
  }
}

// Sums may own memory: they are copied once for each thread, not for each block.
struct CountedCopies {
  std::shared_ptr<std::atomic<int>> copies = std::make_shared<std::atomic<int>>(0);
  std::vector<std::int64_t> values = std::vector<std::int64_t>(10, 0);

  CountedCopies() = default;
  CountedCopies(const CountedCopies& other) : copies(other.copies), values(other.values) { ++*copies; }
  CountedCopies(CountedCopies&&) = default;
  CountedCopies& operator=(const CountedCopies&) = delete;
  CountedCopies& operator=(CountedCopies&&) = delete;
  ~CountedCopies() = default;

  CountedCopies& operator+=(const CountedCopies& other) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += other.values[i];
    return *this;
  }
};

TEST(SumOverBlocks, CopiesAtMostOncePerThread) {
  const ThreadLimit limit(4);
  const CountedCopies sums = sum_over_blocks(1000000, CountedCopies{}, [](Block block, CountedCopies& local) {
    for (std::size_t i = block.begin; i < block.end; ++i) ++local.values[i % 10];
  });
  EXPECT_EQ(sums.values, std::vector<std::int64_t>(10, 100000));
  EXPECT_LE(sums.copies->load(), 4);
}

std::set<std::thread::id> threads_used(std::size_t jobs) {
  std::mutex mutex;
  std::set<std::thread::id> used;
  for_each_job(jobs, [&](std::size_t) {
    const std::lock_guard lock(mutex);
    used.insert(std::this_thread::get_id());
  });
  return used;
}

TEST(ThreadLimit, OneThreadIsTheCallersOwn) {
  const ThreadLimit limit(1);
  EXPECT_EQ(threads_used(1000), std::set{std::this_thread::get_id()});
}

TEST(ThreadLimit, IsNeverExceededAndEndsWithItsScope) {
  const ThreadLimit outer(3);
  EXPECT_EQ(detail::threads_for_loop(), 3u);
  EXPECT_LE(threads_used(1000).size(), 3u);
  {
    const ThreadLimit inner(8);
    EXPECT_EQ(detail::threads_for_loop(), 8u);
    EXPECT_LE(threads_used(1000).size(), 8u);
  }
  EXPECT_EQ(detail::threads_for_loop(), 3u);
}

// Without this, a limit of 16 on a laptop would be tested on two threads only.
TEST(ThreadLimit, MayExceedTheProcessors) {
  constexpr int threads = 6;
  const ThreadLimit limit(threads);
  std::atomic<int> waiting = 0;
  for_each_job(threads, [&](std::size_t) {
    ++waiting;
    while (waiting < threads) std::this_thread::yield();  // ends only when six threads are here at once
  });
  EXPECT_EQ(waiting, threads);
}

// A run inside a sweep's loop over runs must not wait for the other runs' threads, nor share its sums with them.
TEST(ForEachBlock, ALoopInsideALoopRunsOnItsThreadAlone) {
  const ThreadLimit limit(4);
  std::atomic<int> elsewhere = 0;
  std::vector<std::int64_t> totals(20, 0);
  for_each_job(totals.size(), [&](std::size_t job) {
    const auto here = std::this_thread::get_id();
    if (detail::threads_for_loop() != 1) ++elsewhere;
    const auto count = static_cast<std::int64_t>(20000 + 1000 * job);
    totals[job] =
        sum_over_blocks(static_cast<std::size_t>(count), std::int64_t{0}, [&](Block block, std::int64_t& local) {
          if (std::this_thread::get_id() != here) ++elsewhere;
          local += static_cast<std::int64_t>(block.end - block.begin);
        });
    totals[job] -= count;
  });
  EXPECT_EQ(elsewhere, 0);
  EXPECT_EQ(totals, std::vector<std::int64_t>(20, 0));
}

/// Sets SLURM_CPUS_PER_TASK and restores what was there.
class SlurmThreads {
 public:
  explicit SlurmThreads(const char* text) {
    if (const char* before = std::getenv(name)) before_ = before;
    if (text == nullptr) {
      unsetenv(name);
    } else {
      setenv(name, text, 1);
    }
  }
  ~SlurmThreads() {
    if (before_) {
      setenv(name, before_->c_str(), 1);
    } else {
      unsetenv(name);
    }
  }
  SlurmThreads(const SlurmThreads&) = delete;
  SlurmThreads& operator=(const SlurmThreads&) = delete;

 private:
  static constexpr const char* name = "SLURM_CPUS_PER_TASK";
  std::optional<std::string> before_;
};

TEST(DefaultThreads, AreWhatSlurmGrantedElseTheProcessors) {
  const SlurmThreads none(nullptr);
  const int processors = default_threads();
  EXPECT_GE(processors, 1);
  const SlurmThreads granted("7");
  EXPECT_EQ(default_threads(), 7);
  for (const char* const unusable : {"", "0", "-3", "two", "4(x2)", "99999999999", " 4"}) {
    const SlurmThreads set(unusable);
    EXPECT_EQ(default_threads(), processors) << '"' << unusable << '"';
  }
}

TEST(StandardFloatingPoint, IsWhatTestsRunUnder) {
  EXPECT_NO_THROW(require_standard_floating_point());
}

TEST(StandardFloatingPoint, OtherRoundingIsRefused) {
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    std::fesetround(mode);
    bool refused = false;
    try {
      for_each_job(4, [](std::size_t) {});
    } catch (const UserError& error) {
      refused = error.code() == ExitCode::failed;
    }
    std::fesetround(FE_TONEAREST);
    EXPECT_TRUE(refused) << mode;
  }
}

#if defined(__x86_64__)
TEST(StandardFloatingPoint, FlushingSmallNumbersToZeroIsRefused) {
  const unsigned before = _mm_getcsr();
  for (const unsigned bits : {0x8000u, 0x0040u, 0x8040u}) {  // flush results, flush operands, both
    _mm_setcsr(before | bits);
    bool refused = false;
    try {
      for_each_job(4, [](std::size_t) {});
    } catch (const UserError& error) {
      refused = error.code() == ExitCode::failed;
    }
    _mm_setcsr(before);
    EXPECT_TRUE(refused) << bits;
  }
}
#endif

}  // namespace
}  // namespace millwright
