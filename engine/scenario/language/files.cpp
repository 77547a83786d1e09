#include "scenario/language/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <variant>

namespace millwright::scenario {
namespace {

namespace fs = std::filesystem;

/// An open file descriptor, closed with the object.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  int number() const { return number_; }

 private:
  int number_;
};

struct Refused {
  std::string why;
};

std::string error_text(int error) {
  if (error == ENOENT) return "there is no such file";
  if (error == EXDEV || error == ELOOP) return "it leaves the folder of the scenario by a symbolic link";
  return std::generic_category().message(error);
}

/// Opens a path beneath a folder one component at a time, following no symbolic link: for kernels without openat2.
Descriptor open_without_links(int root, const fs::path& relative) {
  Descriptor folder(::dup(root));
  for (auto part = relative.begin(); part != relative.end() && folder.number() >= 0; ++part) {
    const bool last = std::next(part) == relative.end();
    const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (last ? 0 : O_DIRECTORY);
    folder = Descriptor(::openat(folder.number(), part->c_str(), flags));
  }
  return folder;
}

Descriptor open_beneath(const fs::path& root, const fs::path& relative) {
  const Descriptor folder(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0) return Descriptor(-1);
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const long number = ::syscall(SYS_openat2, folder.number(), relative.c_str(), &how, sizeof how);
  if (number < 0 && (errno == ENOSYS || errno == EPERM)) return open_without_links(folder.number(), relative);
  return Descriptor(static_cast<int>(number));
}

/// Reads into `content` from `size` on. Returns the bytes read, 0 at the end, -1 with errno.
ssize_t read_some(const Descriptor& file, std::string& content, std::size_t size) {
  ssize_t count = -1;
  do count = ::read(file.number(), content.data() + size, content.size() - size);
  while (count < 0 && errno == EINTR);
  return count;
}

std::variant<std::string, Refused> read_all(const Descriptor& file, std::size_t limit) {
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return Refused{error_text(errno)};
  if (!S_ISREG(status.st_mode)) return Refused{"it is not a regular file"};
  const auto too_large = [&] { return Refused{fmt::format("it is larger than {} MiB", limit >> 20)}; };
  if (static_cast<std::uintmax_t>(status.st_size) > limit) return too_large();
  std::string content(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t size = 0;
  while (const ssize_t count = read_some(file, content, size)) {  // a file can grow while it is read
    if (count < 0) return Refused{error_text(errno)};
    size += static_cast<std::size_t>(count);
    if (size > limit) return too_large();
    if (size == content.size()) content.resize(2 * size);
  }
  content.resize(size);
  return content;
}

bool is_beneath(const fs::path& relative) {
  return !relative.empty() && *relative.begin() != ".." && relative != ".";
}

fs::path root_above(const fs::path& folder) {
  for (fs::path above = folder;; above = above.parent_path()) {
    std::error_code ignored;
    if (fs::exists(above / ".millwright", ignored)) return above;
    if (above == above.parent_path()) return folder;
  }
}

}  // namespace

fs::path shipped_library() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (fs::path above = program.parent_path(); !error && above != above.parent_path(); above = above.parent_path()) {
    for (const char* place : {"share/millwright/scenarios", "scenarios"}) {
      std::error_code ignored;
      if (fs::exists(above / place / ".millwright", ignored)) return above / place;
    }
  }
  return {};
}

FileStore::FileStore(const fs::path& scenario_file, const std::vector<fs::path>& allow_outside)
    : shown_(scenario_file.string()), library_(shipped_library()) {
  scenario_ = shown_.rfind(library_prefix, 0) == 0 && !library_.empty() ? path_of(shown_, {}) : scenario_file;
  folder_ = fs::absolute(scenario_).lexically_normal().parent_path();
  roots_.push_back(root_above(folder_));
  if (!library_.empty()) roots_.push_back(library_);
  for (const fs::path& folder : allow_outside)
    roots_.push_back((fs::absolute(folder) / "").lexically_normal().parent_path());
}

FileStore::FileStore(std::shared_ptr<const HeldFiles> held) : folder_("."), held_(std::move(held)) {}

const FileRead& FileStore::read_scenario(std::size_t limit) {
  if (held_) return keep(fs::path(), held_->display, held_->scenario);
  auto result = read_all(Descriptor(::open(scenario_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), limit);
  if (const auto* refused = std::get_if<Refused>(&result))
    throw UserError(Problem{printable(shown_), "cannot read this file: " + refused->why, ""}, ExitCode::io);
  return keep(fs::absolute(scenario_).lexically_normal(), shown_, std::get<std::string>(std::move(result)));
}

fs::path FileStore::path_of(const std::string& name, const fs::path& folder) const {
  const bool in_library = name.rfind(library_prefix, 0) == 0;
  if (held_ && in_library) return fs::path(library_prefix) / name.substr(library_prefix.size());
  if (!in_library) return (folder / name).lexically_normal();
  return library_.empty() ? fs::path() : (library_ / name.substr(library_prefix.size())).lexically_normal();
}

const FileRead* FileStore::read(const std::string& name, const fs::path& folder, std::size_t limit, const Place& place,
                                Problems& problems) {
  const fs::path path = path_of(name, folder);
  if (held_) return read_held(path, place, problems);
  if (path.empty()) {
    problems.add(place, "this program brings no library of scenarios along",
                 "install its folder share/millwright/scenarios, or name a file, relative to this one");
    return nullptr;
  }
  if (const auto known = files_.find(relative_name(path)); known != files_.end()) return &known->second;
  const std::string shown = printable(name.substr(0, 200));
  for (const fs::path& root : roots_) {
    const fs::path relative = path.lexically_relative(root);
    if (!is_beneath(relative)) continue;
    auto result = read_all(open_beneath(root, relative), limit);
    if (const auto* refused = std::get_if<Refused>(&result)) {
      problems.add(place, fmt::format("cannot read '{}': {}", shown, refused->why),
                   name.rfind(library_prefix, 0) == 0
                       ? fmt::format("the shipped library lies in {}", printable(library_.string()))
                       : fmt::format("file names are relative to the file that names them, here to {}",
                                     printable(folder.string())));
      return nullptr;
    }
    const std::string own = relative_name(path);
    const bool shipped = own.rfind(library_prefix, 0) == 0;
    return &keep(path, shipped ? own : (scenario_.parent_path() / own).lexically_normal().string(),
                 std::get<std::string>(std::move(result)));
  }
  problems.add(place,
               fmt::format("'{}' lies outside the scenario's folder {}", shown, printable(roots_.front().string())),
               "put a file `.millwright` into the folder that holds both, or allow its folder with --allow-outside");
  return nullptr;
}

const FileRead* FileStore::read_held(const fs::path& path, const Place& place, Problems& problems) {
  const std::string name = printable(relative_name(path));
  if (const auto found = held_->contents.find(name); found != held_->contents.end())
    return &keep(path, name, found->second);
  problems.add(place, fmt::format("'{}' is not among the files that are held with this scenario", name.substr(0, 200)),
               "the scenario was changed after it was held: take it from where it was made once more");
  return nullptr;
}

std::string FileStore::relative_name(const fs::path& path) const {
  if (held_) {
    const fs::path library(library_prefix);  // of held files a folder, so that its files may name each other
    const bool shipped = !path.empty() && *path.begin() == library;
    return shipped ? std::string(library_prefix) + path.lexically_relative(library).string() : path.string();
  }
  const fs::path in_library = library_.empty() ? fs::path() : path.lexically_relative(library_);
  const bool shipped = is_beneath(in_library) && !is_beneath(path.lexically_relative(roots_.front()));
  return shipped ? std::string(library_prefix) + in_library.string() : path.lexically_relative(folder_).string();
}

const FileRead& FileStore::keep(const fs::path& path, std::string display, std::string content) {
  return files_.insert_or_assign(relative_name(path), FileRead{path, std::move(display), std::move(content)})
      .first->second;
}

}  // namespace millwright::scenario
