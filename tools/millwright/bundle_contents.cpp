#include "bundle_contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/errors.hpp"
#include "core/sha256.hpp"
#include "embedded.hpp"
#include "results/read_result.hpp"
#include "simulation/provenance.hpp"

namespace millwright::tool {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& file, const std::string& what, const std::string& help) {
  throw UserError(Problem{printable(file), what, help});
}

bool is_sha256(const std::string& text) {
  constexpr std::size_t digits = 64;
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// A result file without its values; `name` is that of the file until all are known.
PackedResult read_packed(const fs::path& file, const std::vector<fs::path>& data) {
  const auto bytes = results::file_bytes(file);
  PackedResult packed{results::safe_file_name(file.stem().string()),
                      {reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                      results::read_result_bytes(file.string(), bytes),
                      {},
                      {}};
  for (auto& series : packed.result.series) series.values = {};
  for (auto& table : packed.result.tables)
    for (auto& column : table.columns) column.integers = {}, column.numbers = {};
  packed.resolved = simulation::resolved_tree(file.string(), packed.result.scenario_yaml);
  packed.inputs = packed.result.inputs;
  for (const fs::path& folder : data) simulation::find_missing_inputs(folder, packed.inputs);
  for (const auto& input : packed.inputs) {
    const bool other = !input.content.empty() && sha256_hex(input.content) != input.sha256;
    if (!is_sha256(input.sha256) || other) {
      refuse(file.string(),
             fmt::format("the file is damaged: the SHA-256 of its input '{}' is wrong", printable(input.name)),
             "take the file from where it was made once more");
    }
  }
  return packed;
}

/// Two results of one name get numbers; which is which depends on their contents alone.
void number_names(std::vector<PackedResult>& results) {
  std::ranges::sort(results, [](const auto& one, const auto& other) {
    return std::tie(one.name, one.bytes) < std::tie(other.name, other.bytes);
  });
  std::set<std::string> taken;
  for (PackedResult& packed : results) {
    const std::string stem = packed.name;
    for (int number = 2; !taken.insert(packed.name).second; ++number) packed.name = fmt::format("{}-{}", stem, number);
  }
}

std::string data_file(const results::InputRecord& input) {
  constexpr std::size_t short_hash = 12;
  return fmt::format("data/{}-{}", input.sha256.substr(0, short_hash),
                     results::safe_file_name(fs::path(input.name).filename().string()));
}

/// Adds what one result was made from.
void add_inputs(const PackedResult& packed, std::map<std::string, PackedInput>& by_hash) {
  const auto confidential = simulation::confidential_inputs(packed.resolved);
  for (const auto& input : packed.inputs) {
    PackedInput& known = by_hash[input.sha256];
    if (known.file.empty()) known.file = data_file(input), known.name = input.name, known.sha256 = input.sha256;
    if (known.content.empty()) known.content = input.content;
    known.confidential |= std::ranges::count(confidential, input.name) > 0;
    known.is_read |= simulation::reads(packed.resolved, input.name);
    if (known.results.empty() || known.results.back() != packed.name) known.results.push_back(packed.name);
  }
}

/// Whoever gets a result gets what is embedded in it.
void refuse_disclosure(const std::vector<PackedResult>& results, const std::map<std::string, PackedInput>& by_hash) {
  for (const PackedResult& packed : results) {
    for (const auto& input : packed.result.inputs) {
      if (input.content.empty() || !by_hash.at(input.sha256).confidential) continue;
      refuse(packed.name + ".h5",
             fmt::format("the file holds the content of '{}', which is declared confidential", printable(input.name)),
             "run its scenario again with `confidential: true`, or leave this result out");
    }
  }
}

std::vector<PackedInput> sorted_inputs(const std::map<std::string, PackedInput>& by_hash) {
  std::vector<PackedInput> inputs;
  std::set<std::string> taken;
  for (const auto& [hash, known] : by_hash) {
    PackedInput input = known;
    if (input.confidential) input.content.clear();
    input.packed = !input.content.empty() || hash == sha256_hex("");
    if (!taken.insert(input.file).second) input.file = "data/" + hash;  // as many digits as it takes
    inputs.push_back(std::move(input));
  }
  std::ranges::sort(inputs, {}, &PackedInput::file);
  return inputs;
}

/// The resolved scenario with its files named as they lie in the package.
scenario::Node with_packed_names(scenario::Node node, const std::map<std::string, std::string>& files) {
  if (const auto found = node.is_scalar() ? files.find(printable(node.text)) : files.end(); found != files.end())
    node.text = "../" + found->second;
  for (auto& member : node.members) member.value = with_packed_names(std::move(member.value), files);
  return node;
}

std::string scenario_text(const Package& package, const PackedResult& packed) {
  std::map<std::string, std::string> files;
  for (const auto& input : packed.inputs) {
    const auto found = std::ranges::find(package.inputs, input.sha256, &PackedInput::sha256);
    files.emplace(input.name, found->file);
  }
  return scenario::canonical_yaml(with_packed_names(packed.resolved, files));
}

/// A cell of a CSV table.
std::string quoted(const std::string& text) {
  std::string cell = "\"";
  for (const char letter : printable(text)) cell += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return cell + '"';
}

std::string list_of_data(const Package& package) {
  std::string text = "file,sha256,name_in_scenario,packed\n";
  for (const PackedInput& input : package.inputs) {
    text += fmt::format("{},{},{},{}\n", input.file.substr(5), input.sha256, quoted(input.name),
                        input.packed         ? "yes"
                        : input.confidential ? "no: confidential"
                                             : "no: not in the result");
  }
  return text;
}

}  // namespace

std::vector<const PackedInput*> Package::to_obtain() const {
  std::vector<const PackedInput*> wanted;
  for (const PackedInput& input : inputs)
    if (!input.packed && input.is_read) wanted.push_back(&input);
  return wanted;
}

Package collect_package(const std::vector<fs::path>& files, const std::vector<fs::path>& data) {
  Package package;
  for (const fs::path& file : files) package.results.push_back(read_packed(file, data));
  number_names(package.results);
  std::map<std::string, PackedInput> by_hash;
  for (const PackedResult& packed : package.results) add_inputs(packed, by_hash);
  refuse_disclosure(package.results, by_hash);
  package.inputs = sorted_inputs(by_hash);
  return package;
}

std::vector<results::ArchiveEntry> package_files(const Package& package) {
  std::vector<results::ArchiveEntry> files = {{".millwright", "", false},  // scenarios may read data/ of this folder
                                              {"README.md", package_readme(package), false},
                                              {"replicate.sh", std::string(replicate_script()), true},
                                              {"data/FILES.csv", list_of_data(package), false},
                                              {"source/source.tar.gz", std::string(source_archive()), false}};
  for (const PackedResult& packed : package.results) {
    files.push_back({"results/" + packed.name + ".h5", packed.bytes, false});
    files.push_back({"scenarios/" + packed.name + ".yaml", scenario_text(package, packed), false});
  }
  for (const PackedInput& input : package.inputs)
    if (input.packed) files.push_back({input.file, input.content, false});
  std::ranges::sort(files, {}, &results::ArchiveEntry::name);
  std::string sums;
  for (const auto& file : files) sums += fmt::format("{}  {}\n", sha256_hex(file.content), file.name);
  files.push_back({"SHA256SUMS", std::move(sums), false});
  for (auto& file : files) file.name = "replication/" + file.name;
  return files;
}

}  // namespace millwright::tool
