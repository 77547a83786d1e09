// Loaded with LD_PRELOAD: makes one call fail among those that touch files below a folder, as a broken or full disk
// does, or ends the process there, as a power cut does. Controlled by the environment:
//   FAULT_FOLDER  calls on files below this folder count
//   FAULT_AT      the number of the call that fails, from 1; 0: none
//   FAULT         EIO, ENOSPC, SHORT (a write of one byte less than asked for, at most half) or KILL
//   FAULT_LOG     a file that gets one line for each call that counts: its number, its name, and the file's

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool below_folder(const std::string& path) {
  static const std::string folder = variable("FAULT_FOLDER");
  const bool relative = !path.empty() && path[0] != '/';  // the tests run in the folder
  return !folder.empty() && (relative || path.rfind(folder, 0) == 0);
}

std::string path_of(int descriptor) {
  char path[4096];
  const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path, sizeof(path));
  return length < 0 ? "" : std::string(path, static_cast<std::size_t>(length));
}

enum class Fate { pass, fail, shorter };

/// Counts a call; errno is set where it is to fail.
Fate fate_of(const char* call, const std::string& path) {
  if (!below_folder(path)) return Fate::pass;
  static const long wanted = std::atol(variable("FAULT_AT").c_str());
  static const std::string fault = variable("FAULT"), log = variable("FAULT_LOG");
  static long count = 0;
  ++count;
  if (!log.empty()) {
    const std::string line = std::to_string(count) + " " + call + " " + path + "\n";
    const int file = real<int (*)(const char*, int, ...)>("open")(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    static_cast<void>(!real<ssize_t (*)(int, const void*, std::size_t)>("write")(file, line.data(), line.size()));
    real<int (*)(int)>("close")(file);
  }
  if (count != wanted) return Fate::pass;
  if (fault == "KILL") ::raise(SIGKILL);
  if (fault == "SHORT") return Fate::shorter;
  errno = fault == "ENOSPC" ? ENOSPC : EIO;
  return Fate::fail;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  const char* kind = (flags & O_ACCMODE) == O_RDONLY ? "open-to-read" : "open";
  if (fate_of(kind, path) == Fate::fail) return -1;
  return real<int (*)(const char*, int, ...)>("open")(path, flags, mode);
}

int close(int descriptor) {
  const std::string path = path_of(descriptor);
  const int closed = real<int (*)(int)>("close")(descriptor);
  return fate_of("close", path) == Fate::fail ? -1 : closed;
}

ssize_t write(int descriptor, const void* bytes, std::size_t size) {
  const Fate fate = fate_of("write", path_of(descriptor));
  if (fate == Fate::fail) return -1;
  if (fate == Fate::shorter && size > 1) size /= 2;
  return real<ssize_t (*)(int, const void*, std::size_t)>("write")(descriptor, bytes, size);
}

ssize_t read(int descriptor, void* bytes, std::size_t size) {
  const Fate fate = fate_of("read", path_of(descriptor));
  if (fate == Fate::fail) return -1;
  if (fate == Fate::shorter && size > 1) size /= 2;
  return real<ssize_t (*)(int, void*, std::size_t)>("read")(descriptor, bytes, size);
}

int fsync(int descriptor) {
  if (fate_of("fsync", path_of(descriptor)) == Fate::fail) return -1;
  return real<int (*)(int)>("fsync")(descriptor);
}

int rename(const char* from, const char* to) noexcept {
  if (fate_of("rename", to) == Fate::fail) return -1;
  return real<int (*)(const char*, const char*)>("rename")(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  if (fate_of("renameat2", to) == Fate::fail) return -1;
  return real<int (*)(int, const char*, int, const char*, unsigned)>("renameat2")(from_folder, from, to_folder, to,
                                                                                  flags);
}

int unlink(const char* path) noexcept {
  if (fate_of("unlink", path) == Fate::fail) return -1;
  return real<int (*)(const char*)>("unlink")(path);
}

}  // extern "C"
