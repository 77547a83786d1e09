#include <cstdio>
#include <cstring>
#include <vector>

#include "core/parallel.hpp"

// A loop over blocks on the std::thread backend, built with the thread sanitizer. `racing` has all blocks add to one
// number, which must be reported; otherwise each has a number of its own, of which nothing may be said. Without this a
// sanitizer that sees nothing would be taken for a program without races.
int main(int count, char** arguments) {
  const bool racing = count > 1 && std::strcmp(arguments[1], "racing") == 0;
  constexpr std::size_t jobs = 2000;  // enough that all threads get some
  std::vector<long> sums(jobs);
  const millwright::ThreadLimit limit(4);
  millwright::for_each_job(jobs, [&](std::size_t job) {
    for (int k = 0; k < 2000; ++k) sums[racing ? 0 : job] += k;
  });
  long total = 0;
  for (const long sum : sums) total += sum;
  std::printf("%ld\n", total);
  return 0;
}
