#include "results/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <system_error>

#include "core/errors.hpp"

namespace millwright::results {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t pipe_piece = 65536;  // bytes

[[noreturn]] void give_up(const char* doing) {
  throw UserError(Problem{"", fmt::format("{} failed: {}", doing, std::generic_category().message(errno)),
                          "end some other programs, or raise the limits (ulimit -u, ulimit -n)"},
                  ExitCode::io);
}

/// The address space of this process [bytes].
std::uint64_t address_space() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  if (::setrlimit(static_cast<__rlimit_resource_t>(resource), &both) != 0) ::_exit(1);
}

void write_all(int pipe, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(pipe, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) ::_exit(1);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

[[noreturn]] void be_child(int pipe, std::uint64_t memory, const ChildLimits& limits,
                           const std::function<void(const std::function<void(std::string_view)>&)>& work) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGBUS, SIGABRT, SIGPIPE}) ::signal(number, SIG_DFL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 0);  // the pipe is open already
  limit(RLIMIT_AS, memory);
  limit(RLIMIT_CPU, limits.processor_seconds);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::close(stream);
  try {
    work([pipe](std::string_view bytes) { write_all(pipe, bytes); });
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

/// Everything that comes through the pipe; nothing when it is too much or takes too long.
std::optional<std::string> read_all(int pipe, const ChildLimits& limits) {
  const auto deadline = Clock::now() + std::chrono::seconds(limits.wall_seconds);
  std::string output;
  std::array<char, pipe_piece> piece{};
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return std::nullopt;
    pollfd waiting{pipe, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left)) <= 0) continue;
    const ssize_t count = ::read(pipe, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || output.size() + static_cast<std::size_t>(count) > limits.output) return std::nullopt;
    if (count == 0) return output;
    output.append(piece.data(), static_cast<std::size_t>(count));
  }
}

/// Ends the child if it still runs; whether it ended well.
bool end(pid_t child, bool has_spoken) {
  if (!has_spoken) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::optional<std::string> run_in_child(const ChildLimits& limits,
                                        const std::function<void(const std::function<void(std::string_view)>&)>& work) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) give_up("opening a pipe");
  const std::uint64_t memory = address_space() + limits.memory;
  const pid_t child = ::fork();
  if (child == 0) be_child(pipe[1], memory, limits, work);
  ::close(pipe[1]);
  if (child < 0) {
    ::close(pipe[0]);
    give_up("starting a process that reads the file");
  }
  std::optional<std::string> output = read_all(pipe[0], limits);
  ::close(pipe[0]);
  return end(child, output.has_value()) ? output : std::nullopt;
}

}  // namespace millwright::results
