#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "results/arrays.hpp"
#include "results/tidy.hpp"

// What `millwright export` makes of a result: shared with `millwright reproduce`, which makes it again.
namespace millwright::tool {

/// Which part of a result is wanted.
struct ExportWish {
  std::vector<std::string> variables;  // none: all
  std::string table;                   // "events": a table of firms in the place of variables
  bool yearly = false;
};

/// The arrays of a result or comparison file, and what makes it known. Tables point into it, so it stays where it is.
struct ExportSource {
  std::string name, sha256;  // of the file
  std::string engine;        // "0.1.0 (git 1a2b3c4)": what simulated it
  bool comparison = false;
  results::Arrays arrays;
};

/// Takes a file apart. @throws UserError as results::read_result() does
ExportSource read_export_source(const std::filesystem::path& file);

/// The tables that are wanted, one for each set of axes; makes the source's months years where that is asked for. Tells
/// what it leaves out to `warn`. @throws UserError for a variable, table or whole year that the file does not hold
std::vector<results::TidyTable> export_tables(ExportSource& source, const ExportWish& wish,
                                              const std::function<void(const std::string&)>& warn);

enum class ExportFormat { csv, stata };

/// Hands the file's bytes to `put`, piece by piece. They depend on the source and the wish alone.
void put_export(const ExportSource& source, const results::TidyTable& table, ExportFormat format,
                const std::function<void(std::string_view)>& put);

}  // namespace millwright::tool
