#include "report/material.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.hpp"
#include "core/sha256.hpp"
#include "experiments/comparison_reader.hpp"
#include "experiments/series_difference.hpp"
#include "results/read_result.hpp"
#include "scenario/language/merge.hpp"
#include "simulation/provenance.hpp"

namespace millwright::report {
namespace {

namespace fs = std::filesystem;
using experiments::Comparison;

/// A name that no run has yet.
std::string unused_name(const Material& material, const std::string& wanted) {
  const auto is_used = [&](const std::string& name) {
    return std::ranges::any_of(material.runs, [&](const Run& run) { return run.name == name; });
  };
  std::string name = wanted;
  for (int number = 2; is_used(name); ++number) name = fmt::format("{} ({})", wanted, number);
  return name;
}

void read_file(const fs::path& file, const Wishes& wishes, Material& material) {
  const auto bytes = results::file_bytes(file);
  const std::string sha256 = sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  auto read = results::read_any_bytes(file.string(), bytes);
  if (const auto* record = std::get_if<results::ComparisonRecord>(&read)) {
    for (Comparison& one : experiments::read_comparisons(file.string(), *record))
      material.comparisons.push_back(std::move(one));
    material.comparison_files.push_back({file.string(), sha256});
    return;
  }
  auto& result = std::get<results::Result>(read);
  Run run{printable(file.stem().string()), file.string(), sha256, std::move(result)};
  if (run.result.outer.empty()) {
    run.name = unused_name(material, run.name);
    material.runs.push_back(std::move(run));
    return;
  }
  if (material.sweep) {
    throw UserError(Problem{printable(file.string()), "this is a second sweep, and a report shows one",
                            "write a report for each of them"},
                    ExitCode::usage);
  }
  material.sweep = study_of(std::move(run), wishes);
}

bool has_table(const results::Result& result, const std::string& name) {
  return std::ranges::any_of(result.tables, [&](const auto& table) { return table.name == name; });
}

/// Why a result does not tell of single firms.
std::string why_no_firms(const Run& run) {
  try {
    const auto tree = simulation::resolved_tree(run.file, run.result.scenario_yaml);
    if (!simulation::confidential_inputs(tree).empty()) return "its table of firms is confidential";
  } catch (const UserError&) {
    return "it holds no scenario that could tell why";
  }
  return "it was simulated with outputs.events: false";
}

/// A comparison of totals alone.
Comparison totals_compared(const results::Result& base, const results::Result& policy) {
  Comparison one;
  one.base = base.scenario_name, one.policy = policy.scenario_name;
  one.replicates = base.replicates, one.months = base.months;
  one.horizon = static_cast<std::int32_t>(base.months.size()) - 1;
  one.dimensions = experiments::shared_dimensions(base, policy);
  one.differences = experiments::series_differences(base, policy);
  return one;
}

bool same_luck(const results::Result& base, const results::Result& policy) {
  return base.seed == policy.seed && base.months == policy.months && base.replicates == policy.replicates;
}

/// A copy under the name by which the page calls it, as compare() wants it.
results::Result named(const Run& run) {
  results::Result result = run.result;
  result.scenario_name = run.name;
  return result;
}

void compare_with(const Run& base, const Run& policy, Material& material) {
  if (!same_luck(base.result, policy.result)) {
    material.missing.push_back(
        fmt::format("{} is not compared with {}: seed, months or replicates differ, so they do not share their luck.",
                    policy.name, base.name));
    return;
  }
  for (const Run* run : {&base, &policy}) {
    if (has_table(run->result, "lives")) continue;
    material.missing.push_back(
        fmt::format("{} and {} are compared in their totals only, without classes of firms and costs per adopter: {} "
                    "does not hold single firms, since {}.",
                    policy.name, base.name, run->name, why_no_firms(*run)));
    material.comparisons.push_back(totals_compared(named(base), named(policy)));
    return;
  }
  try {
    material.comparisons.push_back(experiments::compare(named(base), named(policy), {}));
  } catch (const UserError& error) {
    material.missing.push_back(
        fmt::format("{} is not compared with {}: {}.", policy.name, base.name, error.problems().front().what));
  }
}

}  // namespace

void compare_runs(Material& material) {
  for (std::size_t k = 1; k < material.runs.size(); ++k)
    compare_with(material.runs.front(), material.runs[k], material);
}

Material read_material(const std::vector<fs::path>& files, const Wishes& wishes) {
  Material material;
  for (const fs::path& file : files) read_file(file, wishes, material);
  compare_runs(material);
  const Run* detail = material.detail();
  if (detail != nullptr && !has_table(detail->result, "lives")) {
    material.missing.push_back(fmt::format("{} does not hold single firms, since {}: the supply network is not shown.",
                                           detail->name, why_no_firms(*detail)));
  }
  return material;
}

}  // namespace millwright::report
