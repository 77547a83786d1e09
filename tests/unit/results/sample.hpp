#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include "core/errors.hpp"
#include "results/result_file.hpp"

namespace millwright::results {

/// A folder that is gone when the test ends.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "millwright-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) found.push_back(entry.path().filename());
    return found;
  }

 private:
  std::filesystem::path path_;
};

inline std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Two replicates, three months from December 2024, two labelled dimensions, events of every kind, provenance.
inline Result sample_result() {
  Result result;
  result.title = "A title";
  result.scenario_name = "sample";
  result.engine_version = "0.1.0";
  result.git_hash = "abc";
  result.state_hash = "def";
  result.seed = 18446744073709551615u;
  result.months = {Month::of(2024, 12), Month::of(2025, 1), Month::of(2025, 2)};
  result.replicates = 2;
  result.dimensions = {{"sector", {"food", "\xe7\x94\xb5\xe5\xad\x90"}}, {"size", {"small", "large", ""}}};
  result.series = {{{"employment", {}, "person", "People employed", "time: point"}, {1, 2, 3, 4, 5, 6}},
                   {{"wage", {"sector", "size"}, "m CNY", "Wage", "time: mean"}, {}}};
  for (int i = 0; i < 36; ++i) result.series[1].values.push_back(i);
  result.series[1].values[7] = std::numeric_limits<double>::quiet_NaN();
  result.tables = {{"events",
                    "event",
                    {{"firm", "1", "Firm", {}, {7, 8, 9}, {}},
                     {"kind", "1", "Kind", {"go live", "exit"}, {0, 1, -1}, {}},
                     {"price", "m CNY", "Price", {}, {}, {1, 2, 3}}}}};
  result.scenario_yaml = "name: sample\n";
  result.inputs = {{"firms.csv", "0123", "a,b\n"}, {"big.csv", "4567", ""}};
  return result;
}

/// The problem that `action` reports as a UserError; an empty `what` when it reports none.
template <class Action>
Problem problem_of(Action&& action, ExitCode expected = ExitCode::io) {
  try {
    action();
  } catch (const UserError& error) {
    EXPECT_EQ(static_cast<int>(error.code()), static_cast<int>(expected));
    return error.problems().at(0);
  }
  return {};
}

/// Runs `action` in a process of its own, so that it may change limits and rights, and returns its exit status:
/// what `action` returns, or 100 + the exit code of a UserError, or -1 for a crash.
template <class Action>
int in_child(Action&& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    int status = 99;
    try {
      status = action();
    } catch (const UserError& error) {
      status = 100 + static_cast<int>(error.code());
    }
    std::exit(status);  // the ordinary way out, in which HDF5 could crash
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr int io_failure = 100 + static_cast<int>(ExitCode::io);

}  // namespace millwright::results
