#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "export_tables.hpp"

// What an exported file was made from. CSV has no room for it, so it stands beside the file, in FILE.log.json.
namespace millwright::tool {

struct ExportRecord {
  std::vector<std::string> command_line;
  std::string sha256;                 // of the exported file
  std::string source, source_sha256;  // the result, by its name without folders
  std::string engine;                 // that simulated it
  ExportWish wish;                    // gives this table alone
};

std::filesystem::path record_of(const std::filesystem::path& file);

/// The wish that gives one table out of those that a wish for several gave.
ExportWish wish_of_table(const ExportWish& wish, const results::TidyTable& table);

/// @throws UserError with ExitCode::io
void write_export_record(const std::filesystem::path& file, const ExportRecord& record);

/// The record of an exported file. @throws UserError when there is none, or when it is damaged
ExportRecord read_export_record(const std::filesystem::path& file);

}  // namespace millwright::tool
