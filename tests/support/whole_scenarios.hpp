#pragma once

#include <string>
#include <vector>

#include "policies/catalogue.hpp"
#include "support/scenarios.hpp"

// Whole scenarios. Rules stand beside instruments in the layers, so those who may not know them leave them out.
namespace millwright::support {

/// All instruments; of rules no words, so that no parameters of rules are read.
inline scenario::Catalogues instruments_alone() {
  scenario::Catalogues catalogues;
  catalogues["rules"];
  declare_words(policies::instrument_catalogue(), catalogues["instruments"]);
  return catalogues;
}

/// scenarios/minimal.yaml with changes as --set takes them.
inline scenario::Scenario minimal_scenario(const std::vector<std::string>& settings = {},
                                           const scenario::Catalogues& catalogues = instruments_alone()) {
  scenario::LoadOptions options;
  options.file = scenarios_folder() / "minimal.yaml";
  options.settings = settings;
  return load_with(options, catalogues);
}

/// scenarios/minimal.yaml with the keys of `yaml` laid over it, in a file case.yaml.
inline scenario::Scenario changed_scenario(const std::string& yaml,
                                           const scenario::Catalogues& catalogues = instruments_alone()) {
  const TemporaryFolder folder;
  std::filesystem::copy(scenarios_folder() / "minimal", folder.path() / "minimal");
  for (const char* name : {"common.yaml", "minimal.yaml"}) {
    std::filesystem::copy_file(scenarios_folder() / name, folder.path() / name);
  }
  scenario::LoadOptions options;
  options.file = folder.write("case.yaml", "millwright: 1\nextends: minimal.yaml\n" + yaml);
  return load_with(options, catalogues);
}

/// Sectors of scenarios/minimal, in the order of its table.
inline std::vector<std::string> minimal_sectors() {
  return {"food", "machinery", "electronics"};
}
constexpr std::size_t food = 0, machinery = 1, electronics = 2;
/// Technologies stand in the order of their names.
constexpr std::size_t ai = 0, automation = 1;
constexpr std::size_t small_firm = 0, medium_firm = 1, large_firm = 2;
/// The cell of a sector and a size class: there is one region and one type of ownership.
constexpr std::size_t cell_of(std::size_t sector, std::size_t size) {
  return 3 * sector + size;
}

/// The instrument of the policy `name`.
inline std::unique_ptr<const policies::Instrument> make_instrument(const scenario::Scenario& scenario,
                                                                   const std::string& name) {
  auto instruments = policies::make_instruments(scenario, minimal_sectors());
  for (std::size_t i = 0; i < instruments.size(); ++i) {
    if (scenario.policies[i].name == name) return std::move(instruments[i]);
  }
  throw std::out_of_range("no policy " + name);
}

}  // namespace millwright::support
