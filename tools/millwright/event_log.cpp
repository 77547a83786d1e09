#include "event_log.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include "terminal.hpp"

namespace millwright::tool {
namespace {

constexpr double seconds_between_events = 0.1;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what, const std::string& help) {
  throw UserError(Problem{printable(file.string()), what, help}, ExitCode::io);
}

std::string now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

/// Refuses a file that is no log, which lines at its end would damage; begins a line where one is not finished.
void prepare(const std::filesystem::path& file, int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0) return;
  char first = 0, last = 0;
  const bool read = ::pread(descriptor, &first, 1, 0) == 1 && ::pread(descriptor, &last, 1, status.st_size - 1) == 1;
  if (!read || first != '{') {
    ::close(descriptor);
    refuse(file, "the file exists and is no log of millwright", "name another file with --log");
  }
  if (last != '\n' && ::write(descriptor, "\n", 1) != 1) return;
}

}  // namespace

EventLog::EventLog(const std::optional<std::filesystem::path>& file) {
  if (!file) return;
  file_ = *file;
  descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
  if (descriptor_ < 0) {
    refuse(file_, "cannot write this log: " + std::generic_category().message(errno),
           "name a file in a folder of your own with --log");
  }
  prepare(file_, descriptor_);
}

EventLog::~EventLog() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void EventLog::tell(const char* event, const Json& fields) {
  if (!is_on()) return;
  Json line{{"event", event}, {"time", now()}, {"seconds", watch_.seconds()}};
  line.update(fields);
  put_line(line.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n");
}

bool EventLog::is_due(bool last) {
  if (!is_on()) return false;
  const double seconds = watch_.seconds();
  if (!last && last_told_ >= 0 && seconds - last_told_ < seconds_between_events) return false;
  last_told_ = seconds;
  return true;
}

void EventLog::warn(const std::string& text) {
  say_warning(text);
  tell("warning", {{"text", text}});
}

void EventLog::tell_error(const UserError& error) {
  tell("error", {{"problems", problems_json(error.problems())}});
}

/// One write for one line, so that no reader and no other process that adds lines ever sees a part of one.
void EventLog::put_line(std::string line) {
  const std::lock_guard lock(mutex_);
  if (descriptor_ < 0) return;
  const ssize_t written = ::write(descriptor_, line.data(), line.size());
  if (written == static_cast<ssize_t>(line.size())) return;
  const std::string reason = written < 0 ? std::generic_category().message(errno) : "there is no room";
  ::close(std::exchange(descriptor_, -1));
  say_warning(fmt::format("the log {} ends here: {}", printable(file_.string()), reason));
}

Option log_option(std::optional<std::filesystem::path>& file) {
  return {"--log", "FILE",
          "also tell what happens as JSON lines: an object with event, time and seconds for the start, months (ten per "
          "second at most) or runs of a sweep, checkpoints, warnings and the end; added to FILE if it exists. "
          "jq -r 'select(.event==\"month\") | [.month,.pmi,.adoption.ai] | @csv' FILE",
          [&file](const std::string& name) { file = name; }};
}

void require_other_file(const std::optional<std::filesystem::path>& log, const std::filesystem::path& result) {
  namespace fs = std::filesystem;
  if (!log || fs::absolute(*log).lexically_normal() != fs::absolute(result).lexically_normal()) return;
  throw UserError(Problem{"", "--log and the result name the same file", "name another file with --log"},
                  ExitCode::usage);
}

Json adoption_json(const simulation::Glance& glance, const std::vector<std::string>& technologies) {
  Json shares = Json::object();
  for (std::size_t j = 0; j < std::min(glance.adoption.size(), technologies.size()); ++j)
    shares[technologies[j]] = glance.adoption[j];
  return shares;
}

}  // namespace millwright::tool
