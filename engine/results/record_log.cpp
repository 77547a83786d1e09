#include "results/record_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

#include "core/errors.hpp"
#include "core/sha256.hpp"
#include "results/read_result.hpp"

namespace millwright::results {
namespace {

constexpr std::size_t hash_digits = 64;

struct Frame {
  std::uint64_t bytes;
  char sha256[hash_digits];
};

[[noreturn]] void refuse(const std::filesystem::path& file, const char* doing) {
  throw UserError(
      Problem{printable(file.native()), fmt::format("cannot {}: {}", doing, std::generic_category().message(errno)),
              "make room or name another folder with -o; all finished runs are kept"},
      ExitCode::io);
}

std::string hash_of(std::span<const std::byte> bytes) {
  return sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::int64_t milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

RecordWriter::RecordWriter(const std::filesystem::path& folder, const std::string& stem,
                           std::span<const std::byte> head) {
  for (int number = 0; descriptor_ < 0; ++number) {
    file_ = folder / fmt::format("{}.{}.part", stem, number);
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor_ < 0 && errno != EEXIST) refuse(file_, "make this file");
  }
  append(head);
}

RecordWriter::~RecordWriter() {
  ::fdatasync(descriptor_);
  ::close(descriptor_);
}

void RecordWriter::append(std::span<const std::byte> record) {
  Frame frame{record.size(), {}};
  std::memcpy(frame.sha256, hash_of(record).data(), hash_digits);
  std::vector<std::byte> bytes(sizeof frame + record.size());
  std::memcpy(bytes.data(), &frame, sizeof frame);
  std::memcpy(bytes.data() + sizeof frame, record.data(), record.size());
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) refuse(file_, "write to this file");
    done += static_cast<std::size_t>(written);
  }
  constexpr std::int64_t at_most = 1000;  // [ms]
  if (milliseconds() - synced_ >= at_most) sync();
}

void RecordWriter::sync() {
  if (::fdatasync(descriptor_) != 0) refuse(file_, "write this file to disk");
  synced_ = milliseconds();
}

void read_records(const std::filesystem::path& file, const std::function<bool(std::span<const std::byte>)>& take) {
  const std::vector<std::byte> bytes = file_bytes(file);
  for (std::size_t at = 0; bytes.size() - at >= sizeof(Frame);) {
    Frame frame;
    std::memcpy(&frame, bytes.data() + at, sizeof frame);
    at += sizeof frame;
    if (frame.bytes > bytes.size() - at) return;
    const std::span record(bytes.data() + at, frame.bytes);
    if (hash_of(record) != std::string_view(frame.sha256, hash_digits) || !take(record)) return;
    at += frame.bytes;
  }
}

std::vector<std::filesystem::path> record_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".part") files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace millwright::results
