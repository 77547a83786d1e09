#include "results/result_pipe.hpp"

#include "unit/results/sample.hpp"

// What comes over the pipe is the result that was sent, or is refused.
namespace millwright::results {
namespace {

std::string sent(const Result& result) {
  std::string bytes;
  send_result(result, [&](std::string_view more) { bytes += more; });
  return bytes;
}

/// What is said of these bytes; "" when they are taken.
std::string said_of(const std::string& bytes) {
  return problem_of([&] { receive_result("a\x1b.h5", bytes); }, ExitCode::bad_input).what;
}

TEST(ResultPipe, WhatIsSentComesBack) {
  const std::string bytes = sent(sample_result());
  EXPECT_EQ(sent(receive_result("a.h5", bytes)), bytes);
}

TEST(ResultPipe, EveryCutAndEverythingBehindTheEndIsRefused) {
  const std::string bytes = sent(sample_result());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_NE(said_of(bytes.substr(0, length)), "") << length;
  EXPECT_NE(said_of(bytes + "x"), "");
}

TEST(ResultPipe, AResultThatCouldNotHaveBeenWrittenIsRefused) {
  Result result = sample_result();
  result.replicates = 3;
  EXPECT_NE(said_of(sent(result)).find("values instead of"), std::string::npos);
}

TEST(ResultPipe, TextsThatAreNotUtf8AreRefusedSinceJsonCannotHoldThem) {
  for (const auto& change : std::vector<void (*)(Result&)>{
           [](Result& r) { r.title = "\xff"; }, [](Result& r) { r.dimensions[0].labels[0] = "\xc0\x80"; },
           [](Result& r) { r.series[0].variable.unit = "\x9b"; },
           [](Result& r) { r.tables[0].columns[1].labels[0] = "\xff"; }}) {
    Result result = sample_result();
    change(result);
    EXPECT_NE(said_of(sent(result)).find("UTF-8"), std::string::npos);
  }
}

}  // namespace
}  // namespace millwright::results
