#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "core/parallel.hpp"

// What the evidence for the model is made of: rows that each test one claim, and what they find.
namespace millwright::evidence {

/// How a value is held against what is expected.
enum class Relation {
  near,      // within the tolerance
  at_least,  // not below
  at_most,   // not above
  reported,  // shown beside the literature and not judged
};

/// One statistic beside what it should be.
struct Finding {
  std::string what;
  double value = 0, expected = 0, tolerance = 0;
  Relation relation = Relation::near;
  std::string basis;  // where the tolerance comes from
  bool passed = false;
};

using Findings = std::vector<Finding>;

/// Passes when |value - expected| <= tolerance. `basis` says where the tolerance comes from.
Finding near(std::string what, double value, double expected, double tolerance, std::string basis);
/// Passes when value >= bound.
Finding at_least(std::string what, double value, double bound, std::string basis);
/// Passes when value <= bound.
Finding at_most(std::string what, double value, double bound, std::string basis);
/// How many of something there are that should not be: passes at 0.
Finding none(std::string what, double count, std::string basis);
/// Shown beside the range [low, high] of the literature; passes when the value is finite.
Finding beside(std::string what, double value, double low, double high, std::string basis);
/// Shown alone; passes when it is finite.
Finding reported(std::string what, double value, std::string basis);

/// What every row is given.
struct Context {
  std::filesystem::path scenarios;  // the folder of shipped scenarios
  int seeds = 20;                   // independent runs where luck matters
  std::function<void(int done, int total)> progress = [](int, int) {};
};

/// One claim about the model and the test of it.
struct Row {
  std::string word;    // as on the command line
  std::string claim;   // one sentence
  std::string source;  // the paper, short
  std::function<Findings(const Context&)> find;
};

/// The folder of scenarios in the source tree that this program was built from.
std::filesystem::path shipped_scenarios();

/// body(0) to body(count - 1) on all threads, each job on one thread alone; results in order. Tells the progress.
template <class Body>
auto each_job(const Context& context, int count, Body&& body) {
  std::vector<std::invoke_result_t<Body&, int>> results(static_cast<std::size_t>(count));
  std::mutex telling;
  int done = 0;
  for_each_job(results.size(), [&](std::size_t job) {
    results[job] = body(static_cast<int>(job));
    const std::lock_guard lock(telling);
    context.progress(++done, count);
  });
  return results;
}

}  // namespace millwright::evidence
