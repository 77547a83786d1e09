#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "bundle_contents.hpp"
#include "core/errors.hpp"
#include "scenario/language/merge.hpp"
#include "simulation/version.hpp"

// README.md of a package, in the order of the template README of the Social Science Data Editors.
// Source: Vilhuber, Connolly, Koren, Llull and Morrow (2020), A template README for social science replication
// packages, doi:10.5281/zenodo.4319999, https://social-science-data-editors.github.io/template_README/
namespace millwright::tool {
namespace {

/// Text of strangers as a cell of a table.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char letter : printable(text)) {
    if (std::string_view("|`<>[]*_\\").find(letter) != std::string_view::npos) safe += '\\';
    safe += letter;
  }
  return safe.empty() ? "-" : safe;
}

std::string value_of(const PackedResult& packed, std::string_view key) {
  const auto* node = scenario::find_dotted(packed.resolved, key);
  return node == nullptr || !node->is_scalar() ? "-" : cell(node->text);
}

std::string overview(const Package& package) {
  return fmt::format(
      "# README of the replication package\n\n"
      "[Title of the paper, authors, citation, contact.]\n\n"
      "## Overview\n\n"
      "{} result(s) of Millwright, an agent-based model of the adoption of automation and AI by firms, with their\n"
      "scenarios, their data and the source of the program. `sh replicate.sh` checks all files and repeats every\n"
      "result bit by bit.\n\n",
      package.results.size());
}

std::string access_of(const PackedInput& input) {
  if (input.packed) return "in this package";
  if (input.confidential) return "confidential: [how to obtain it]";
  return input.is_read ? "not in this package: [where to obtain it]" : "not needed";
}

std::string data_section(const Package& package) {
  const auto wanted = package.to_obtain();
  std::string text =
      "## Data availability and provenance statements\n\n"
      "### Statement about rights\n\n"
      "[The authors certify that they have legitimate access to and permission to use the data of this study, and\n"
      "permission to redistribute those in this package; under which licences.]\n\n"
      "### Summary of availability\n\n";
  text += wanted.empty()
              ? "All data are in this package.\n\n"
              : fmt::format("{} file(s) of data cannot be provided here and have to be obtained: see below.\n\n",
                            wanted.size());
  text +=
      "### Details on each source, and list of data sets\n\n"
      "| file in this package | in the scenario | role | SHA-256 | access | used by | source, citation |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const PackedInput& input : package.inputs) {
    std::string users;
    for (const std::string& name : input.results) users += (users.empty() ? "" : ", ") + cell(name);
    text += fmt::format("| `{}` | {} | {} | `{}` | {} | {} | [source] |\n", input.file, cell(input.name),
                        input.is_read ? "data" : "scenario as written", input.sha256, access_of(input), users);
  }
  if (!wanted.empty()) {
    text +=
        "\nFiles to be obtained go into `data/` under any name; `replicate.sh` finds them by their SHA-256. To run "
        "the\n"
        "scenarios in `scenarios/`, give them the names of the first column.\n";
  }
  return text + "\n";
}

std::string requirements(const Package& package) {
  std::string text =
      "## Computational requirements\n\n"
      "### Software\n\n"
      "- Millwright, whose source is `source/source.tar.gz`. On Debian 12 its `tools/packages.sh` lists the packages\n"
      "  that a build needs: a C++20 compiler, CMake, Ninja, and libraries. Linux, 64 bits.\n";
  std::map<std::string, std::string> engines;
  for (const PackedResult& packed : package.results) {
    const auto& result = packed.result;
    std::string& users = engines[fmt::format("{} (git {})", result.engine_version, result.git_hash)];
    users += (users.empty() ? "" : ", ") + packed.name;
  }
  for (const auto& [engine, users] : engines)
    text += fmt::format("- Results of version {}: {}.\n", cell(engine), cell(users));
  text += fmt::format("- The source packed is that of version {} (git {}).\n\n", simulation::engine_version(),
                      cell(simulation::git_hash()));
  text +=
      "### Controlled randomness\n\n"
      "Every draw is a function of the seed in the scenario (`seed`) and of what it is for; none depends on the\n"
      "number of threads. So results are repeated bit by bit, not only on average.\n\n"
      "### Memory, run time and storage\n\n"
      "Work is counted in firm-months: firms x months x replicates. `millwright run` tells how many of them a machine\n"
      "simulates per second, and refuses before it begins what needs more memory than there is.\n\n"
      "| result | firms | months | replicates | seed |\n|---|---|---|---|---|\n";
  for (const PackedResult& packed : package.results) {
    text += fmt::format("| {} | {} | {} | {} | {} |\n", cell(packed.name), value_of(packed, "population.firms"),
                        packed.result.months.size(), packed.result.replicates, packed.result.seed);
  }
  return text + "\n[On which machine it was last run, and how long that took.]\n\n";
}

std::string programs(const Package& package) {
  std::string text =
      "## Description of programs\n\n"
      "| file | is |\n|---|---|\n"
      "| `replicate.sh` | checks `SHA256SUMS`, finds or builds the program, repeats every result |\n"
      "| `source/source.tar.gz` | Millwright (Apache-2.0): `engine/MODEL.md` is the model, equation by equation |\n"
      "| `data/FILES.csv` | every input with its SHA-256 |\n";
  for (const PackedResult& packed : package.results) {
    text += fmt::format(
        "| `results/{0}.h5` | {1}; HDF5 that is netCDF-4 as well |\n| `scenarios/{0}.yaml` | its "
        "scenario with all layers and defaults, which names the files in `data/` |\n",
        packed.name, cell(packed.result.title));
  }
  return text + "\n[Programs that make figures and tables of the results, with their licence.]\n\n";
}

std::string instructions(const Package& package) {
  std::string text =
      "## Instructions to replicators\n\n"
      "1. Put data that have to be obtained, if any, into `data/`.\n"
      "2. `sh replicate.sh`. It uses `millwright` of the PATH, else builds the source; `MILLWRIGHT=program` names\n"
      "   another one. Exit status 0: all results have the same bits.\n\n"
      "The same by hand, and each scenario run anew, to change it with `--set`:\n\n```\nsha256sum -c SHA256SUMS\n";
  for (const PackedResult& packed : package.results)
    text += fmt::format("millwright reproduce results/{}.h5 --data data\n", packed.name);
  for (const PackedResult& packed : package.results) {
    text += fmt::format("millwright run scenarios/{0}.yaml --replicates {1} -o {0}-again.h5\n", packed.name,
                        packed.result.replicates);
  }
  return text + "```\n\n";
}

std::string codebook(const Package& package) {
  std::map<std::string, std::pair<std::string, std::string>> variables;
  for (const PackedResult& packed : package.results) {
    for (const auto& series : packed.result.series)
      variables[series.variable.name] = {series.variable.unit, series.variable.long_name};
    for (const auto& table : packed.result.tables) {
      for (const auto& column : table.columns)
        variables[table.name + "/" + column.name] = {column.unit, column.long_name};
    }
  }
  std::string text = "| variable | unit | meaning |\n|---|---|---|\n";
  for (const auto& [name, told] : variables)
    text += fmt::format("| `{}` | {} | {} |\n", name, cell(told.first), cell(told.second));
  return text;
}

std::string tables(const Package& package) {
  std::string text =
      "## List of tables, figures and programs\n\n"
      "| table or figure | result | variables | program, line |\n|---|---|---|---|\n";
  for (const PackedResult& packed : package.results)
    text += fmt::format("| [number] | `results/{}.h5` | [variables] | [program] |\n", packed.name);
  return text + "\nVariables of the results:\n\n" + codebook(package) +
         "\n## References\n\n[References of data and methods.]\n";
}

}  // namespace

std::string package_readme(const Package& package) {
  return overview(package) + data_section(package) + requirements(package) + programs(package) + instructions(package) +
         tables(package);
}

}  // namespace millwright::tool
