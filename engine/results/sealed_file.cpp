#include "results/sealed_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "core/fingerprint.hpp"

namespace millwright::results {
namespace {

constexpr std::size_t chunk_bytes = 8 << 20;  // part of the format: each chunk has its fingerprint
constexpr std::size_t seal_bytes = 64;        // SHA-256 as hexadecimal digits

void add_chunk(std::span<const std::byte> chunk, Sha256& seal) {
  const Fingerprint print = fingerprint(chunk);
  seal.update({reinterpret_cast<const char*>(&print), sizeof(print)});
}

}  // namespace

SealedWriter::SealedWriter(const std::filesystem::path& file) : file_(file) {
  chunk_.reserve(chunk_bytes);
}

void SealedWriter::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto part = bytes.first(std::min(bytes.size(), chunk_bytes - chunk_.size()));
    chunk_.insert(chunk_.end(), part.begin(), part.end());
    bytes = bytes.subspan(part.size());
    if (chunk_.size() == chunk_bytes) flush();
  }
}

void SealedWriter::flush() {
  add_chunk(chunk_, seal_);
  file_.write(chunk_);
  chunk_.clear();
}

void SealedWriter::seal(const std::filesystem::path& previous) {
  flush();
  const std::string seal = seal_.hex();
  file_.write(std::as_bytes(std::span(seal)));
  file_.keep(previous);
}

SealedReader::SealedReader(const std::filesystem::path& file) {
  descriptor_ = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor_ < 0) throw Unsealed(std::strerror(errno));
  try {
    check_seal();
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

SealedReader::~SealedReader() {
  ::close(descriptor_);
}

void SealedReader::fill(std::size_t bytes) {
  chunk_.resize(bytes);
  for (std::size_t done = 0; done < bytes;) {
    const ssize_t got = ::pread(descriptor_, chunk_.data() + done, bytes - done, static_cast<off_t>(offset_ + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw Unsealed(got == 0 ? "it is shorter than it was" : std::strerror(errno));
    done += static_cast<std::size_t>(got);
  }
  offset_ += bytes, used_ = 0;
}

void SealedReader::check_seal() {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) throw Unsealed(std::strerror(errno));
  if (!S_ISREG(status.st_mode)) throw Unsealed("it is not a regular file");
  if (status.st_size < static_cast<off_t>(seal_bytes)) throw Unsealed("it is too short");
  left_ = static_cast<std::uint64_t>(status.st_size) - seal_bytes;
  Sha256 seal;
  std::size_t part = 0;
  do {  // the last chunk of a file is never full, if only because it is empty
    part = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_bytes, left_ - offset_));
    fill(part);
    add_chunk(chunk_, seal);
  } while (part == chunk_bytes);
  fill(seal_bytes);
  if (std::memcmp(chunk_.data(), seal.hex().data(), seal_bytes) != 0) throw Unsealed("its bytes have changed");
  chunk_.clear();
  offset_ = used_ = 0;
}

void SealedReader::read(std::span<std::byte> bytes) {
  if (bytes.size() > left_) throw Unsealed("it ends too early");
  while (!bytes.empty()) {
    if (used_ == chunk_.size()) fill(static_cast<std::size_t>(std::min<std::uint64_t>(chunk_bytes, left_)));
    const std::size_t part = std::min(bytes.size(), chunk_.size() - used_);
    std::memcpy(bytes.data(), chunk_.data() + used_, part);
    bytes = bytes.subspan(part);
    used_ += part, left_ -= part;
  }
}

}  // namespace millwright::results
