#include "results/read_result.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <system_error>

#include "core/errors.hpp"
#include "results/child_process.hpp"
#include "results/hdf5_handle.hpp"
#include "results/parse_result.hpp"
#include "results/result_pipe.hpp"
#include "results/stored_file.hpp"

namespace millwright::results {
namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr std::uint64_t largest_file = 4096 * mebibyte, largest_content = 16384 * mebibyte;
constexpr std::uint64_t best_compression = 64;  // of a whole file; judgement: ordinary ones reach 2 to 10
constexpr std::size_t longest_reason = 300;     // characters
// The first byte of what the child says.
constexpr char well = 'R', comparison = 'C', refused = 'E', other_format = 'F';
enum class Wanted { result, result_or_comparison };

[[noreturn]] void refuse(const std::string& name, const std::string& what, ExitCode code) {
  throw UserError(Problem{printable(name), what,
                          code == ExitCode::io ? "name a result file that you may read, as `millwright run` writes it"
                                               : "take the file from where it was made once more, or run again"},
                  code);
}

ChildLimits limits_for(std::uint64_t size) {
  ChildLimits limits;
  limits.output = std::min(64 * mebibyte + best_compression * size, largest_content);
  limits.memory = 512 * mebibyte + 2 * size + 2 * limits.output;
  limits.processor_seconds = static_cast<unsigned>(1 + size / (16 * mebibyte));
  limits.wall_seconds = 20 * limits.processor_seconds;
  return limits;
}

/// What the child does: the bytes of the fields of what the file holds, or why there are none.
void parse_and_tell(std::span<const std::byte> bytes, std::uint64_t most, Wanted wanted,
                    const std::function<void(std::string_view)>& put) {
  try {
    if (wanted == Wanted::result_or_comparison && holds_comparison(bytes)) {
      const StoredFile stored = parse_stored_file(bytes, most);
      put({&comparison, 1});
      return send_stored_file(stored, put);
    }
    const Result result = parse_result(bytes, most);
    put({&well, 1});
    send_result(result, put);
  } catch (const OtherFormat& error) {
    put({&other_format, 1});
    put(std::string_view(error.what()).substr(0, longest_reason));
  } catch (const Hdf5Error& error) {
    put({&refused, 1});
    put(std::string_view(error.what()).substr(0, longest_reason));
  }
}

/// What the child says of a file that is in order.
std::string told_of(const std::string& name, std::span<const std::byte> bytes, Wanted wanted) {
  const ChildLimits limits = limits_for(bytes.size());
  auto said = run_in_child(limits, [&](const auto& put) { parse_and_tell(bytes, limits.output, wanted, put); });
  if (!said || said->empty())
    refuse(name, "the file is damaged or hostile: reading it did not come to an end", ExitCode::bad_input);
  if (said->front() == well || said->front() == comparison) return std::move(*said);
  if (said->front() == other_format) {
    throw UserError(Problem{printable(name), printable(said->substr(1)),
                            "use the version of Millwright that wrote it, or run its scenario again"});
  }
  refuse(name, fmt::format("this is no result that millwright wrote, or it is damaged: {}", printable(said->substr(1))),
         ExitCode::bad_input);
}

}  // namespace

std::vector<std::byte> file_bytes(const std::filesystem::path& file) {
  const auto fail = [&](const std::string& what) { refuse(file.string(), what, ExitCode::io); };
  const int number = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (number < 0) fail(fmt::format("cannot read this file: {}", std::generic_category().message(errno)));
  struct Closing {
    int number;
    ~Closing() { ::close(number); }
  } const closing{number};
  struct stat status {};
  if (::fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) fail("this is not a regular file");
  if (static_cast<std::uint64_t>(status.st_size) > largest_file) fail("the file is larger than 4 GiB");
  std::vector<std::byte> bytes(static_cast<std::size_t>(status.st_size));
  for (std::size_t have = 0; have < bytes.size();) {
    const ssize_t count = ::read(number, bytes.data() + have, bytes.size() - have);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(fmt::format("cannot read this file: {}", std::generic_category().message(errno)));
    if (count == 0) bytes.resize(have);  // it became shorter
    have += static_cast<std::size_t>(count);
  }
  return bytes;
}

Result read_result_bytes(const std::string& name, std::span<const std::byte> bytes) {
  return receive_result(name, std::string_view(told_of(name, bytes, Wanted::result)).substr(1));
}

std::variant<Result, StoredFile> read_result_or_comparison(const std::string& name, std::span<const std::byte> bytes) {
  const std::string said = told_of(name, bytes, Wanted::result_or_comparison);
  const std::string_view fields = std::string_view(said).substr(1);
  if (said.front() == comparison) return receive_stored_file(name, fields);
  return receive_result(name, fields);
}

Result read_result(const std::filesystem::path& file) {
  return read_result_bytes(file.string(), file_bytes(file));
}

}  // namespace millwright::results
