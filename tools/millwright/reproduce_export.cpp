#include <fmt/format.h>

#include "core/sha256.hpp"
#include "export_record.hpp"
#include "export_tables.hpp"
#include "reproduce.hpp"
#include "results/read_result.hpp"

// `millwright reproduce` of what `export` wrote.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;

/// The result that the file was made from: the very same bytes.
fs::path source_of(const Reproduce& options, const ExportRecord& record) {
  const fs::path beside = options.file.parent_path() / fs::path(record.source).filename();
  fs::path source = options.from.value_or(beside);
  std::error_code error;
  if (!options.from && !fs::exists(source, error)) {
    throw UserError(
        Problem{printable(options.file.string()),
                fmt::format("the result that it was made from is not there: {}", printable(source.string())),
                fmt::format("name it with --from; its SHA-256 is {}", printable(record.source_sha256))});
  }
  if (sha256_of(results::file_bytes(source)) == record.source_sha256) return source;
  throw UserError(
      Problem{printable(source.string()), "this is not the result that the file was made from",
              fmt::format("name that one with --from; its SHA-256 is {}", printable(record.source_sha256))});
}

std::string exported_again(const fs::path& file, const fs::path& source_file, const ExportRecord& record) {
  ExportSource source = read_export_source(source_file);
  const auto tables = export_tables(source, record.wish, [](const std::string&) {});
  Sha256 hash;
  const auto format = file.extension() == ".csv" ? ExportFormat::csv : ExportFormat::stata;
  put_export(source, tables.front(), format, [&](std::string_view piece) { hash.update(piece); });
  return hash.hex();
}

}  // namespace

bool is_exported(const fs::path& file) {
  return file.extension() == ".csv" || file.extension() == ".dta";
}

Reproduced reproduce_export(const Reproduce& options, const std::function<Reproduced(const Reproduce&)>& reproduce) {
  const auto bytes = results::file_bytes(options.file);
  const ExportRecord record = read_export_record(options.file);
  Reproduce of_source = options;
  of_source.file = source_of(options, record);
  if (is_exported(of_source.file)) {
    throw UserError(Problem{printable(of_source.file.string()), "this is an exported file, no result",
                            "name the result with --from"});
  }
  Reproduced reproduced = reproduce(of_source);
  reproduced.reproduced_file = of_source.file;
  reproduced.same_export = exported_again(options.file, of_source.file, record) == sha256_of(bytes);
  return reproduced;
}

}  // namespace millwright::tool
