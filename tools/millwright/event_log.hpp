#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include "command.hpp"
#include "json.hpp"
#include "progress.hpp"

// `--log FILE`: what happens during a run, as JSON lines, for programs that watch it.
namespace millwright::tool {

/// One JSON object per line, on disk as soon as it is told: {"event": "month", "time": "2026-03-01T12:00:00Z",
/// "seconds": 3.2, ...}. Lines are added to a file that is there, since a run that was stopped goes on under the same
/// command; a killed process leaves whole lines. A log that cannot be written any more ends with one warning, and the
/// work goes on. Without a file it does nothing. May be told by several threads.
class EventLog {
 public:
  /// @throws UserError with ExitCode::io when the file cannot be opened or holds something else than such lines
  explicit EventLog(const std::optional<std::filesystem::path>& file);
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  bool is_on() const { return descriptor_ >= 0; }
  /// `fields` is an object; its keys follow those that all events have.
  void tell(const char* event, const Json& fields);
  /// Whether an event that comes often is to be told now: a tenth of a second after the last one, or as the last one.
  bool is_due(bool last);
  /// A warning for the terminal too.
  void warn(const std::string& text);
  void tell_error(const UserError& error);

 private:
  void put_line(std::string line);

  std::filesystem::path file_;
  int descriptor_ = -1;
  Stopwatch watch_;
  double last_told_ = -1;  // [s]
  std::mutex mutex_;
};

/// --log FILE; `file` must outlive the option.
Option log_option(std::optional<std::filesystem::path>& file);

/// Refuses a log that would be the result itself. @throws UserError with ExitCode::usage
void require_other_file(const std::optional<std::filesystem::path>& log, const std::filesystem::path& result);

/// {"ai": 0.31, "automation": 0.38}
Json adoption_json(const simulation::Glance& glance, const std::vector<std::string>& technologies);

}  // namespace millwright::tool
