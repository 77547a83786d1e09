#include "simulation/declarations.hpp"

#include "decisions/catalogue.hpp"
#include "policies/catalogue.hpp"
#include "scenario/language/load.hpp"
#include "scenario/scenario.hpp"

namespace millwright::simulation {

scenario::Catalogues catalogues() {
  scenario::Catalogues all;
  for (const auto& entry : decisions::rule_catalogue()) entry.declare_keys(all["rules"]);
  for (const auto& entry : policies::instrument_catalogue()) entry.declare_keys(all["instruments"]);
  return all;
}

scenario::Schema scenario_schema() {
  scenario::Schema all;
  const auto body = scenario::schema_of<scenario::Scenario>(catalogues());
  for (const auto& part : {scenario::layer_schema(), scenario::header_schema(), body})
    all.keys.insert(all.keys.end(), part->keys.begin(), part->keys.end());
  return all;
}

}  // namespace millwright::simulation
