#include "scenario_options.hpp"

namespace millwright::tool {

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

}  // namespace millwright::tool
