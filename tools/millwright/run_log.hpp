#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace millwright::tool {

/// What may differ between two runs of the same scenario and therefore does not stand in the result file.
struct RunLog {
  std::vector<std::string> command_line;
  std::string result;  // the file
  std::string sha256;  // of that file
  int threads = 1;
  double seconds = 0;
  double firm_months_per_second = 0;
  std::string engine_version, git_hash;
};

/// Writes the log with the host, the folder and the time of day as JSON. Throws UserError with ExitCode::io.
void write_run_log(const std::filesystem::path& file, const RunLog& log);

}  // namespace millwright::tool
