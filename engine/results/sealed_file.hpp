#pragma once
// A private binary file with a seal at its end: damage of any kind is found before anything is read from it.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <vector>

#include "core/sha256.hpp"
#include "results/durable_file.hpp"

namespace millwright::results {

/// Writes piece by piece, with a few megabytes of memory. The seal is the SHA-256 of fingerprints of the file's chunks:
/// as fast as the disk, proof against accidents, no proof against forgers.
class SealedWriter {
 public:
  /// @throws UserError with ExitCode::io, as all functions do
  explicit SealedWriter(const std::filesystem::path& file);
  void write(std::span<const std::byte> bytes);
  /// Completes the file; as DurableFile::keep().
  void seal(const std::filesystem::path& previous);

 private:
  void flush();

  DurableFile file_;
  std::vector<std::byte> chunk_;
  Sha256 seal_;
};

/// Thrown for a file that is cut, changed, or no sealed file.
struct Unsealed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a file whose seal holds, piece by piece; what it reads is what was written.
class SealedReader {
 public:
  /// Goes through the whole file once. @throws Unsealed
  explicit SealedReader(const std::filesystem::path& file);
  ~SealedReader();
  SealedReader(const SealedReader&) = delete;
  SealedReader& operator=(const SealedReader&) = delete;

  /// @throws Unsealed when fewer bytes are left
  void read(std::span<std::byte> bytes);
  std::uint64_t left() const { return left_; }  // [bytes] up to the seal

 private:
  void check_seal();
  void fill(std::size_t bytes);

  int descriptor_ = -1;
  std::uint64_t left_ = 0, offset_ = 0;
  std::vector<std::byte> chunk_;
  std::size_t used_ = 0;  // bytes of the chunk that were handed out
};

}  // namespace millwright::results
