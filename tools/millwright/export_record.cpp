#include "export_record.hpp"

#include <fmt/format.h>

#include <span>

#include "json.hpp"
#include "results/durable_file.hpp"
#include "results/read_result.hpp"

namespace millwright::tool {

std::filesystem::path record_of(const std::filesystem::path& file) {
  return file.string() + ".log.json";
}

ExportWish wish_of_table(const ExportWish& wish, const results::TidyTable& table) {
  ExportWish one = wish;
  if (!wish.table.empty()) return one;
  one.variables.clear();
  for (const auto& column : table.columns) {
    if (column.is_variable) one.variables.push_back(column.name);
  }
  return one;
}

void write_export_record(const std::filesystem::path& file, const ExportRecord& record) {
  const Json json{{"exported", file.filename().string()},  {"sha256", record.sha256},
                  {"command_line", record.command_line},   {"source", record.source},
                  {"source_sha256", record.source_sha256}, {"engine", record.engine},
                  {"variables", record.wish.variables},    {"table", record.wish.table},
                  {"yearly", record.wish.yearly}};
  const std::string text = json_text(json);
  results::write_durably(record_of(file), std::as_bytes(std::span(text)), results::Overwrite::replace);
}

ExportRecord read_export_record(const std::filesystem::path& file) {
  const auto name = record_of(file);
  const auto bytes = results::file_bytes(name);
  try {
    const Json json = Json::parse(reinterpret_cast<const char*>(bytes.data()),
                                  reinterpret_cast<const char*>(bytes.data()) + bytes.size());
    return {json.at("command_line"),  json.at("sha256"), json.at("source"),
            json.at("source_sha256"), json.at("engine"), {json.at("variables"), json.at("table"), json.at("yearly")}};
  } catch (const Json::exception&) {
    throw UserError(Problem{printable(name.string()), "this is no record of an exported file, or it is damaged",
                            "export the result once more"});
  }
}

}  // namespace millwright::tool
