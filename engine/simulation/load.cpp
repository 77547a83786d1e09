#include "simulation/load.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "decisions/catalogue.hpp"
#include "economy/economy.hpp"
#include "policies/catalogue.hpp"

namespace millwright::simulation {
namespace {

constexpr int longest_run = 100 * 12;  // [month]

scenario::Catalogues catalogues() {
  scenario::Catalogues all;
  for (const auto& entry : decisions::rule_catalogue()) entry.declare_keys(all["rules"]);
  for (const auto& entry : policies::instrument_catalogue()) entry.declare_keys(all["instruments"]);
  return all;
}

/// Rules between keys that one declaration cannot express.
std::vector<Problem> contradictions(const LoadedScenario& loaded) {
  const auto& scenario = loaded.scenario;
  std::vector<Problem> problems;
  const auto add = [&](std::string_view key, const std::string& what, const std::string& help) {
    problems.push_back(loaded.document.problem(key, what, help));
  };
  if (scenario.end < scenario.start) {
    add("end",
        fmt::format("the scenario ends in {}, before it starts in {}", to_string(scenario.end),
                    to_string(scenario.start)),
        "let `end` be the same month as `start`, or later");
  } else if (loaded.months() > longest_run) {
    add("end", fmt::format("{} months are more than the {} that can be simulated", loaded.months(), longest_run),
        "end earlier");
  }
  if (scenario.technologies.empty())
    add("technologies", "there is no technology to adopt", "declare one, such as automation");
  if (scenario.technologies.size() > 64) add("technologies", "more than 64 technologies", "declare fewer");
  if (scenario.policies.size() >= 200 || scenario.chips.tracks.size() >= 200) {
    add("", "more than 199 policies or chip tracks", "declare fewer");
  }
  for (const auto& technology : scenario.technologies) {
    if (technology.value.compute && scenario.chips.tracks.empty()) {
      add("technologies." + technology.name, "it needs chips, and there is no track under chips.tracks",
          "add a track with performance, price and supply, or write `compute: false`");
    }
  }
  return problems;
}

std::uint64_t physical_memory() {
  return static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGE_SIZE));
}

}  // namespace

LoadedScenario load_scenario(const scenario::LoadOptions& options) {
  const auto document = scenario::load_document<scenario::Scenario>(options, catalogues());
  LoadedScenario loaded{document, scenario::bind<scenario::Scenario>(document), options.scenario_name};
  loaded.scenario.title = document.title();
  loaded.scenario.currency = document.currency();
  loaded.scenario.prices = document.prices();
  auto problems = contradictions(loaded);
  if (!problems.empty()) throw UserError(std::move(problems));
  return loaded;
}

void check_scenario(const LoadedScenario& loaded) {
  const std::uint64_t needed = memory_needed(loaded.scenario), available = physical_memory();
  if (needed > available) {
    constexpr double gigabyte = 1e9;
    throw UserError(
        loaded.document.problem("population.firms",
                                fmt::format("{} firms need about {:.1f} GB of memory; this machine has {:.1f} GB",
                                            loaded.scenario.population.firms, static_cast<double>(needed) / gigabyte,
                                            static_cast<double>(available) / gigabyte),
                                "simulate fewer firms; `represents` keeps the national totals"));
  }
  const auto sectors = read_sectors(loaded.scenario);
  read_input_output(loaded.scenario, sectors);
  std::vector<std::string> names;
  for (const auto& sector : sectors) names.push_back(sector.name);
  policies::make_instruments(loaded.scenario, names);
  decisions::make_rules(loaded.scenario.decision);
}

}  // namespace millwright::simulation
