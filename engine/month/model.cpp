#include "month/model.hpp"

#include <fmt/format.h>

#include "core/errors.hpp"
#include "decisions/catalogue.hpp"
#include "policies/catalogue.hpp"
#include "theory/kalman.hpp"

namespace millwright {
namespace {

std::size_t find_name(const auto& named, std::string_view name) {
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (named[i].name == name) return i;
  }
  return SIZE_MAX;
}

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
  throw UserError({"", what, help});
}

std::vector<std::vector<LeadSector>> find_lead_sectors(const Economy& economy) {
  const auto& scenario = economy.scenario;
  std::vector<std::vector<LeadSector>> sectors(economy.technologies());
  for (std::size_t k = 0; k < scenario.lead_firms.size(); ++k) {
    const auto& lead = scenario.lead_firms[k];
    const std::size_t j = find_name(scenario.technologies, lead.value.technology);
    const std::size_t s = find_name(economy.sectors, lead.value.sector);
    if (j == SIZE_MAX) {
      refuse(fmt::format("lead_firms.{}: there is no technology '{}'", lead.name, printable(lead.value.technology)),
             "name one of the scenario's technologies");
    }
    if (s == SIZE_MAX) {
      refuse(fmt::format("lead_firms.{}: there is no sector '{}'", lead.name, printable(lead.value.sector)),
             "name a sector of the sector table");
    }
    sectors[j].push_back({k, s});
  }
  return sectors;
}

double metal_noise(const scenario::Expectations& settings) {
  const theory::SignalSetting setting{settings.persistence, settings.sd, settings.pmi_noise,
                                      settings.noise_correlation};
  return theory::noise_for_response(setting, settings.metal_sd, settings.metal_response);
}

void prepare_instruments(Model& model) {
  Economy& economy = model.economy;
  for (std::size_t p = 0; p < model.instruments.size(); ++p) {
    const auto& instrument = *model.instruments[p];
    model.instrument_hash.push_back(mechanism_hash(economy.scenario.policies[p].name));
    if (instrument.levies()) model.levies.push_back(static_cast<std::uint8_t>(p));
    if (instrument.faster() > 0) model.trains = true;
    if (instrument.visibility() > 0)
      economy.instruments[p].visible.assign(economy.technologies() * economy.sectors.size(), 0);
  }
}

}  // namespace

Model build_model(const scenario::Scenario& scenario, Luck luck, const Economy* drawn) {
  for (const auto& technology : scenario.technologies) {
    if (technology.value.compute && scenario.chips.tracks.empty()) {
      refuse(fmt::format("technologies.{} needs chips, and there is no track under chips.tracks", technology.name),
             "add a track with performance, price and supply, or write `compute: false`");
    }
  }
  Model model(build_economy(scenario, luck, drawn));
  model.plan = plan_population(scenario, model.economy.sectors);
  model.rules = decisions::make_rules(scenario.decision);
  std::vector<std::string> sectors;
  for (const auto& sector : model.economy.sectors) sectors.push_back(sector.name);
  model.instruments = policies::make_instruments(scenario, sectors);
  prepare_instruments(model);
  for (const auto& track : scenario.chips.tracks) model.track_hash.push_back(mechanism_hash(track.name));
  model.lead_sectors = find_lead_sectors(model.economy);
  model.metal_noise = metal_noise(scenario.expectations);
  model.signal_metal = find_name(scenario.climate.metals, scenario.expectations.metal);
  model.blocks.resize((model.economy.firms.count() + block_size - 1) / block_size);
  return model;
}

}  // namespace millwright
