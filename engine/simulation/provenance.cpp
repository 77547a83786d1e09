#include "simulation/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>

#include "core/sha256.hpp"
#include "scenario/language/files.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/reader.hpp"

namespace millwright::simulation {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_embedded = 256 * 1024;  // bytes of an input file that travels in the result

bool is_missing(const results::InputRecord& input) {
  return input.content.empty() && input.sha256 != sha256_hex("");
}

std::string shown_scenario(const std::string& name) {
  return name + ":/provenance/scenario_yaml";
}

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Small enough regular files below a folder, in the order of their names. Folders that cannot be read are passed over.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator entry(folder, options, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code unknown;
    if (!entry->is_regular_file(unknown) || unknown) continue;
    const auto size = entry->file_size(unknown);
    if (!unknown && size > 0 && size <= scenario::table_bytes) files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

void require_whole(const std::string& name, const results::InputRecord& input) {
  if (input.content.empty() || sha256_hex(input.content) == input.sha256) return;
  throw UserError(Problem{
      printable(name),
      fmt::format("the file is damaged: its input '{}' has another SHA-256 than it says", printable(input.name)),
      "take the file from where it was made once more"});
}

[[noreturn]] void refuse_missing(const std::string& name, const std::vector<results::InputRecord>& missing) {
  std::vector<Problem> problems;
  problems.reserve(missing.size());
  for (const auto& input : missing) {
    problems.push_back(
        {printable(name),
         fmt::format("the result does not hold its input '{}' (SHA-256 {}), which is confidential or large",
                     printable(input.name), printable(input.sha256)),
         "name the folder of that file with --data DIR; it is found by its SHA-256, whatever its name"});
  }
  throw UserError(std::move(problems));
}

}  // namespace

void add_provenance(const LoadedScenario& loaded, results::Result& result) {
  result.scenario_yaml = scenario::resolved_yaml(loaded.document);
  const auto confidential = confidential_inputs(loaded.document.contents().complete);
  for (const auto& input : loaded.document.inputs()) {
    const bool embedded =
        input.content.size() <= largest_embedded && std::ranges::count(confidential, printable(input.name)) == 0;
    result.inputs.push_back({input.name, input.sha256, embedded ? input.content : ""});
  }
}

scenario::Node resolved_tree(const std::string& name, const std::string& scenario_yaml) {
  scenario::Sources sources;
  scenario::Problems problems(sources);
  const int source = sources.add({scenario::Source::Kind::file, shown_scenario(name), scenario_yaml, "."});
  auto tree = scenario::read_yaml(sources, source, problems);
  problems.throw_if_any();
  if (tree && tree->is_map()) return std::move(*tree);
  throw UserError(Problem{printable(name), "the file holds no scenario that it was made from",
                          "take a result that `millwright run` wrote"});
}

std::vector<std::string> confidential_inputs(const scenario::Node& resolved) {
  std::vector<std::string> names;
  const auto* flag = scenario::find_dotted(resolved, "population.table.confidential");
  if (flag == nullptr || flag->text != "true") return names;
  for (const char* key : {"population.table.file", "network.file"}) {
    const auto* named = scenario::find_dotted(resolved, key);
    if (named != nullptr && named->is_scalar()) names.push_back(printable(named->text));
  }
  return names;
}

bool reads(const scenario::Node& resolved, const std::string& input) {
  return (resolved.is_scalar() && printable(resolved.text) == input) ||
         std::ranges::any_of(resolved.members, [&](const auto& member) { return reads(member.value, input); });
}

std::vector<results::InputRecord> missing_inputs(const results::Result& result) {
  const scenario::Node tree = resolved_tree("", result.scenario_yaml);
  std::vector<results::InputRecord> missing;
  std::ranges::copy_if(result.inputs, std::back_inserter(missing),
                       [&](const auto& input) { return is_missing(input) && reads(tree, input.name); });
  return missing;
}

void find_missing_inputs(const fs::path& folder, std::vector<results::InputRecord>& inputs) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw UserError(Problem{printable(folder.string()), "there is no such folder",
                            "name the folder that holds the missing inputs with --data"},
                    ExitCode::io);
  }
  std::map<std::string, std::vector<results::InputRecord*>> wanted;
  for (auto& input : inputs) {
    if (is_missing(input)) wanted[input.sha256].push_back(&input);
  }
  if (wanted.empty()) return;
  for (const fs::path& file : files_below(folder)) {
    const std::string content = content_of(file);
    const auto found = wanted.find(sha256_hex(content));
    if (found == wanted.end()) continue;
    for (auto* input : found->second) input->content = content;
  }
}

LoadedScenario load_recorded(const std::string& name, const results::Result& result) {
  resolved_tree(name, result.scenario_yaml);
  if (const auto missing = missing_inputs(result); !missing.empty()) refuse_missing(name, missing);
  auto held = std::make_shared<scenario::HeldFiles>();
  held->display = shown_scenario(name);
  held->scenario = result.scenario_yaml;
  for (const auto& input : result.inputs) {
    require_whole(name, input);
    if (!is_missing(input)) held->contents.emplace(input.name, input.content);
  }
  scenario::LoadOptions options;
  options.held = std::move(held);
  LoadedScenario loaded = load_scenario(options);
  loaded.scenario_name = result.scenario_name;
  check_scenario(loaded);
  return loaded;
}

}  // namespace millwright::simulation
