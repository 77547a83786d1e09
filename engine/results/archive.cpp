#include "results/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "core/errors.hpp"

namespace millwright::results {
namespace {

constexpr std::size_t longest_name = 80;  // [characters]

bool is_safe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

bool is_safe_path(std::string_view path) {
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part.empty() || part == "." || part == ".." || !std::ranges::all_of(part, is_safe)) return false;
    start = end + 1;
  }
  return true;
}

void require_safe_names(const std::vector<ArchiveEntry>& sorted) {
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    const bool twice = k > 0 && sorted[k - 1].name == sorted[k].name;
    if (is_safe_path(sorted[k].name) && !twice) continue;
    throw UserError(Problem{"", fmt::format("'{}' is no name for a file of an archive", printable(sorted[k].name)),
                            "this is a fault of millwright: report it"},
                    ExitCode::defect);
  }
}

la_ssize_t append(struct archive*, void* to, const void* from, std::size_t length) {
  auto& bytes = *static_cast<std::vector<std::byte>*>(to);
  const auto* start = static_cast<const std::byte*>(from);
  bytes.insert(bytes.end(), start, start + length);
  return static_cast<la_ssize_t>(length);
}

/// A libarchive writer into memory; every failure of it is one of memory.
class Writer {
 public:
  Writer() : archive_(archive_write_new(), archive_write_free) {
    check(archive_write_set_format_pax_restricted(archive_.get()));
    check(archive_write_add_filter_gzip(archive_.get()));
    check(archive_write_set_filter_option(archive_.get(), "gzip", "timestamp", nullptr));
    check(archive_write_set_filter_option(archive_.get(), "gzip", "compression-level", "9"));
    check(archive_write_set_bytes_in_last_block(archive_.get(), 1));  // nothing after the end of gzip
    check(archive_write_open(archive_.get(), &bytes_, nullptr, append, nullptr));
  }

  void add(const ArchiveEntry& file) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
    constexpr unsigned ordinary = 0644, program = 0755;
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file.executable ? program : ordinary);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.content.size()));
    archive_entry_set_mtime(entry.get(), 0, 0);
    check(archive_write_header(archive_.get(), entry.get()));
    const la_ssize_t written = archive_write_data(archive_.get(), file.content.data(), file.content.size());
    check(written == static_cast<la_ssize_t>(file.content.size()) ? ARCHIVE_OK : ARCHIVE_FATAL);
  }

  std::vector<std::byte> finish() {
    check(archive_write_close(archive_.get()));
    return std::move(bytes_);
  }

 private:
  void check(int status) const {
    if (status == ARCHIVE_OK) return;
    const char* why = archive_error_string(archive_.get());
    throw UserError(
        Problem{"", fmt::format("the archive could not be built: {}", why == nullptr ? "too little memory" : why),
                "free some memory, or pack fewer results"},
        ExitCode::io);
  }

  std::vector<std::byte> bytes_;
  std::unique_ptr<struct archive, decltype(&archive_write_free)> archive_;
};

}  // namespace

std::string safe_file_name(const std::string& name) {
  std::string safe = name.substr(0, longest_name);
  std::ranges::replace_if(
      safe, [](char c) { return !is_safe(c); }, '_');
  if (safe.empty()) return "_";
  if (safe.front() == '.' || safe.front() == '-') safe.front() = '_';
  return safe;
}

std::vector<std::byte> tar_gz(std::vector<ArchiveEntry> entries) {
  std::ranges::sort(entries, {}, &ArchiveEntry::name);
  require_safe_names(entries);
  Writer writer;
  for (const ArchiveEntry& entry : entries) writer.add(entry);
  return writer.finish();
}

}  // namespace millwright::results
