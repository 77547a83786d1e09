#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/errors.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// What the results were made from and how to cite and repeat them.
namespace millwright::report {
namespace {

std::string file_name(const std::string& file) {
  return printable(std::filesystem::path(file).filename().string());
}

struct Source {
  std::string file, sha256, engine, git_hash;
};

Source source_of(const Run& run) {
  return {file_name(run.file), run.sha256, run.result.engine_version, run.result.git_hash};
}

std::vector<Source> sources_of(const Material& material) {
  std::vector<Source> sources;
  for (const Run& run : material.runs) sources.push_back(source_of(run));
  if (material.sweep) sources.push_back(source_of(material.sweep->run));
  return sources;
}

charts::TableBlock files_table(const Material& material) {
  charts::TableBlock block;
  block.caption = "Files that this page was made from";
  block.table.columns = {"file", "made by millwright", "SHA-256"};
  block.table.numeric = {false, false, false};
  for (const Source& one : sources_of(material))
    block.table.rows.push_back({one.file, fmt::format("{} (git {})", one.engine, one.git_hash), one.sha256});
  for (const ComparisonFile& one : material.comparison_files) {
    const auto& from = material.comparisons.front().policy_from;
    block.table.rows.push_back(
        {file_name(one.file), fmt::format("{} (git {})", from.engine_version, from.git_hash), one.sha256});
  }
  return block;
}

/// The inputs of all results, each once.
charts::TableBlock inputs_table(const Material& material) {
  charts::TableBlock block;
  block.caption = "Inputs of the results";
  block.folded = true;
  block.table.columns = {"input", "SHA-256", "held in the result"};
  block.table.numeric = {false, false, false};
  const auto add = [&](const std::vector<results::InputRecord>& inputs) {
    for (const auto& input : inputs) {
      std::vector<std::string> row{input.name, input.sha256, input.content.empty() ? "no" : "yes"};
      if (std::ranges::find(block.table.rows, row) == block.table.rows.end())
        block.table.rows.push_back(std::move(row));
    }
  };
  for (const Run& run : material.runs) add(run.result.inputs);
  if (material.sweep) add(material.sweep->run.result.inputs);
  if (material.runs.empty()) {
    for (const auto& comparison : material.comparisons)
      add(comparison.base_from.inputs), add(comparison.policy_from.inputs);
  }
  return block;
}

/// Version and commit of the newest result named.
std::pair<std::string, std::string> engine_of(const Material& material) {
  if (const Run* run = material.detail()) return {run->result.engine_version, run->result.git_hash};
  if (material.sweep) return {material.sweep->run.result.engine_version, material.sweep->run.result.git_hash};
  if (!material.comparisons.empty())
    return {material.comparisons.front().policy_from.engine_version, material.comparisons.front().policy_from.git_hash};
  return {};
}

std::string citation_of(const Material& material) {
  const auto [version, commit] = engine_of(material);
  return fmt::format(
      "The Millwright developers. Millwright: an agent-based simulator of how\n"
      "factories take up automation and artificial intelligence. Version {},\n"
      "commit {}. Apache-2.0.\n\n"
      "@software{{millwright,\n"
      "  title = {{Millwright: an agent-based simulator of how factories take up\n"
      "           automation and artificial intelligence}},\n"
      "  author = {{{{The Millwright developers}}}},\n"
      "  version = {{{}}},\n"
      "  note = {{commit {}}}\n"
      "}}\n",
      printable(version), printable(commit), printable(version), printable(commit));
}

std::string commands_of(const Material& material) {
  std::string text;
  for (const Source& one : sources_of(material))
    text += fmt::format("millwright reproduce {}\n", tool::shell_word(one.file));
  return text;
}

}  // namespace

Blocks provenance(const Material& material) {
  Blocks blocks;
  charts::TableBlock files = files_table(material);
  if (files.table.rows.empty()) return {};
  blocks.emplace_back(std::move(files));
  if (charts::TableBlock inputs = inputs_table(material); !inputs.table.rows.empty())
    blocks.emplace_back(std::move(inputs));
  if (const std::string commands = commands_of(material); !commands.empty())
    blocks.emplace_back(charts::CodeBlock{"The same bits again", commands, false});
  if (const Run* run = material.detail(); run != nullptr && !run->result.scenario_yaml.empty()) {
    blocks.emplace_back(charts::CodeBlock{fmt::format("The scenario of {} with all layers and defaults", run->name),
                                          run->result.scenario_yaml, true});
  }
  blocks.emplace_back(charts::CodeBlock{"Citation", citation_of(material), false});
  return blocks;
}

}  // namespace millwright::report
