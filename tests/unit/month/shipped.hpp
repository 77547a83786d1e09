#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenario/language/load.hpp"
#include "scenario/scenario.hpp"

namespace millwright::shipped {

/// A scenario below scenarios/ with changes, without what run checks across keys.
inline scenario::Scenario load(const std::string& name, std::vector<std::string> settings,
                               const scenario::Catalogues& catalogues = {}) {
  const scenario::LoadOptions options{.file = std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "scenarios" / name,
                                      .settings = std::move(settings),
                                      .scenario_name = {},
                                      .allow_outside = {}};
  const auto document = scenario::load_document<scenario::Scenario>(options, catalogues);
  auto scenario = scenario::bind<scenario::Scenario>(document);
  scenario.currency = document.currency();
  scenario.prices = document.prices();
  return scenario;
}

/// China's firms and technologies without any policy; no rule and no instrument is known.
inline scenario::Scenario china(int firms, std::vector<std::string> settings = {}) {
  settings.insert(settings.begin(), {"population.firms=" + std::to_string(firms), "start=2024-01", "end=2024-12"});
  scenario::Catalogues none_of_each;
  none_of_each["rules"], none_of_each["instruments"];
  return load("china/parameters.yaml", std::move(settings), none_of_each);
}

}  // namespace millwright::shipped
