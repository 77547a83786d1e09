#include "scenario_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace millwright::tool {
namespace {

namespace fs = std::filesystem;

/// The scenario beside a file that does not exist whose name is nearest.
std::string advice_for(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".yaml") names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const std::string near = nearest(file.filename().string(), names);
  if (near.empty() || near == file.filename()) return "name a scenario file, such as scenarios/china/baseline.yaml";
  return fmt::format("did you mean '{}'?", printable((file.parent_path() / near).string()));
}

}  // namespace

std::vector<Option> scenario_options(scenario::LoadOptions& load) {
  return {
      {"--scenario", "NAME", "apply a scenario or an override that the file declares by name",
       [&load](const std::string& name) { load.scenario_name = name; }},
      {"--set", "KEY=VALUE",
       "change one value, such as --set climate.pmi.mean=51; may be given again, the last one wins; KEY=null deletes",
       [&load](const std::string& setting) { load.settings.push_back(setting); }},
      {"--allow-outside", "DIR", "let the scenario also read files of this folder; may be given again",
       [&load](const std::string& folder) { load.allow_outside.emplace_back(folder); }},
  };
}

std::vector<Option> simulation_options(int& threads, bool& quiet) {
  constexpr int most_threads = 4096;
  return {{"--threads", "N",
           "threads to use; otherwise SLURM_CPUS_PER_TASK or all processors there are. Results do not depend on it",
           [&threads](const std::string& text) { threads = whole_number("--threads", text, 1, most_threads); }},
          {"-q,--quiet", "", "no progress and no notes; warnings and errors are still told",
           [&quiet](const std::string&) { quiet = true; }}};
}

simulation::LoadedScenario load_for_user(const scenario::LoadOptions& load) {
  if (load.file.empty()) {
    throw UserError(Problem{"", "the name of the scenario file is empty", advice_for(load.file)}, ExitCode::usage);
  }
  try {
    return simulation::load_scenario(load);
  } catch (const UserError& error) {
    if (error.code() != ExitCode::io) throw;
    std::vector<Problem> problems = error.problems();
    for (Problem& problem : problems) {
      if (problem.help.empty()) problem.help = advice_for(load.file);
    }
    throw UserError(std::move(problems), error.code());
  }
}

}  // namespace millwright::tool
