#include "results/durable_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "core/errors.hpp"

namespace millwright::results {
namespace {

using std::filesystem::path;

constexpr std::size_t longest_stem = 200;  // bytes of the target's name kept in the temporary one; 255 is the limit
constexpr int most_attempts = 100;         // temporary names tried before giving up

[[noreturn]] void refuse(const path& file, std::string what, std::string help) {
  throw UserError(Problem{printable(file.native()), std::move(what), std::move(help)}, ExitCode::io);
}

path folder_of(const path& file) {
  return file.has_parent_path() ? file.parent_path() : path(".");
}

/// Says what an error number means for someone who wants this file written.
[[noreturn]] void refuse_error(const path& file, int error, const char* doing) {
  const std::string folder = printable(folder_of(file).native());
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      refuse(
          file, fmt::format("the disk or your quota is full ({})", doing),
          fmt::format("free some space in {} or name a file on another disk with -o; nothing was left behind", folder));
    case EFBIG:
      refuse(file, "the file is larger than this system lets a process write",
             "raise the limit (ulimit -f) or name a file on another disk with -o; nothing was left behind");
    case ENOENT:
      refuse(file, fmt::format("the folder {} does not exist", folder),
             fmt::format("make it first (mkdir -p '{}') or name a file in another folder with -o", folder));
    case ENOTDIR:
      refuse(file, fmt::format("a part of the path {} is a file, not a folder", folder),
             "name a file in a folder with -o");
    case EACCES:
    case EPERM:
    case EROFS:
      refuse(file,
             fmt::format("the folder {} does not let you create files ({})", folder,
                         std::generic_category().message(error)),
             "name a file in a folder of your own with -o");
    case ENAMETOOLONG:
      refuse(file, "the name is too long", "name a file with a shorter name with -o");
    default:
      refuse(file, fmt::format("cannot write it: {} ({})", std::generic_category().message(error), doing),
             "check the disk, or name a file in another folder with -o");
  }
}

void refuse_existing(const path& file) {
  refuse(file, "the file exists", "add --force to replace it, or name another file with -o");
}

/// Replacing anything but a regular file (a link, a device, a folder) would destroy what the user does not expect.
void check_target(const path& file, Overwrite overwrite) {
  if (!file.has_filename() || file.filename() == "." || file.filename() == "..")
    refuse(file, "this names a folder, not a file", "name a file in it, such as run.h5, with -o");
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) {
    if (errno == ENOENT) return;  // also when the folder is missing, which opening the temporary file finds
    refuse_error(file, errno, "looking for an existing file");
  }
  if (S_ISDIR(status.st_mode)) refuse(file, "this is a folder", "name a file in it, such as run.h5, with -o");
  if (S_ISLNK(status.st_mode)) refuse(file, "this is a symbolic link", "name the file itself with -o");
  if (!S_ISREG(status.st_mode)) refuse(file, "this is not a regular file", "name another file with -o");
  if (overwrite == Overwrite::refuse) refuse_existing(file);
}

}  // namespace

/// A new file beside the target. Unless kept by rename_to_target(), it is gone when this object ends.
class TemporaryFile {
 public:
  explicit TemporaryFile(const path& target) : target_(target) {
    const std::string stem = target.filename().native().substr(0, longest_stem);
    for (int attempt = 0; attempt < most_attempts && descriptor_ < 0; ++attempt) {
      name_ = folder_of(target) / fmt::format("{}.{}-{}.partial", stem, ::getpid(), attempt);
      descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
      if (descriptor_ < 0 && errno != EEXIST) break;
    }
    if (descriptor_ < 0) refuse_error(target_, errno, "creating a temporary file");
  }
  /// The same under a given name, for the owner alone; a file of that name is removed.
  TemporaryFile(path target, path name) : target_(std::move(target)), name_(std::move(name)) {
    constexpr mode_t owner_alone = 0600;
    ::unlink(name_.c_str());
    descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owner_alone);
    if (descriptor_ < 0) {
      const int error = errno;
      name_.clear();
      refuse_error(target_, error, "creating a temporary file");
    }
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) refuse_error(target_, errno, "writing");
      if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  /// Some file systems report a full disk only here.
  void close_synced() {
    if (::fsync(descriptor_) != 0) refuse_error(target_, errno, "syncing to disk");
    if (::close(std::exchange(descriptor_, -1)) != 0) refuse_error(target_, errno, "closing");
  }

  void rename_to_target(Overwrite overwrite) {
    if (overwrite == Overwrite::refuse) {
      // Unlike a check before rename(), this cannot replace a file that appeared meanwhile; not every file system can.
      if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) == 0) {
        name_.clear();
        return;
      }
      if (errno == EEXIST) refuse_existing(target_);
      if (errno != EINVAL && errno != ENOSYS) refuse_error(target_, errno, "renaming");
    }
    check_target(target_, overwrite);
    if (::rename(name_.c_str(), target_.c_str()) != 0) refuse_error(target_, errno, "renaming");
    name_.clear();
  }

 private:
  path target_;
  path name_;  // empty once the file has its final name
  int descriptor_ = -1;
};

namespace {

/// Makes the new name itself survive a power cut. File systems that cannot sync a folder answer EINVAL. Where that
/// fails, a file that replaced another one stays, since the other is gone; a new one does not.
void sync_folder(const path& file, Overwrite overwrite) {
  const int folder = ::open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;  // a folder that may be written but not listed; the file itself is on disk
  const int error = ::fsync(folder) == 0 ? 0 : errno;
  ::close(folder);
  if (error == 0 || error == EINVAL) return;
  if (overwrite == Overwrite::replace) {
    refuse(file,
           fmt::format("the file is whole, but a power cut may undo it: {} (syncing the folder to disk)",
                       std::generic_category().message(error)),
           "check the disk, and copy the file to another one");
  }
  ::unlink(file.c_str());
  refuse_error(file, error, "syncing the folder to disk");
}

}  // namespace

void check_writable(const path& file, Overwrite overwrite) {
  check_target(file, overwrite);
  const TemporaryFile probe(file);
}

void write_durably(const path& file, std::span<const std::byte> bytes, Overwrite overwrite) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  stream_durably(
      file, [&](const auto& put) { put(text); }, overwrite);
}

void stream_durably(const path& file, const std::function<void(const std::function<void(std::string_view)>&)>& fill,
                    Overwrite overwrite) {
  check_target(file, overwrite);
  TemporaryFile temporary(file);
  fill([&](std::string_view piece) { temporary.write(std::as_bytes(std::span(piece))); });
  temporary.close_synced();
  temporary.rename_to_target(overwrite);
  sync_folder(file, overwrite);
}

DurableFile::DurableFile(path target) : target_(std::move(target)) {
  check_target(target_, Overwrite::replace);
  temporary_ = std::make_unique<TemporaryFile>(target_, target_.native() + ".partial");
}
DurableFile::~DurableFile() = default;

void DurableFile::write(std::span<const std::byte> bytes) {
  temporary_->write(bytes);
}

void DurableFile::keep(const path& previous) {
  temporary_->close_synced();
  if (::rename(target_.c_str(), previous.c_str()) != 0 && errno != ENOENT) refuse_error(previous, errno, "renaming");
  temporary_->rename_to_target(Overwrite::replace);
  sync_folder(target_, Overwrite::replace);
}

}  // namespace millwright::results
