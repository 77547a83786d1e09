#include <fmt/format.h>

#include <sstream>

#include "validate/catalogue.hpp"
#include "validate/comparison.hpp"
#include "validate/worlds.hpp"

// Every mechanism that can be switched off, against a run in which it is not there, or in which what only it reads is
// different. So that no pair agrees because nothing happens, the same change must show when the mechanism is on.
namespace millwright::evidence {
namespace {

struct Switch {
  std::string mechanism;
  Settings off;     // switched off
  Settings absent;  // not there, or off with other settings that nothing else reads
  Settings on;      // must differ from `on_too` or, where that is empty, from `off`
  Settings on_too = {};
  std::vector<std::string> without = {};  // axes that only one of the two has
};

const std::string xiaomi = "lead_firms.Xiaomi.";
const std::string foreign = "chips.tracks.foreign.";

std::vector<Switch> month_switches() {
  return {
      {"peers", {"peers.strength=0"}, {"peers.strength=0", "peers.rewire=true"}, {"peers.strength=1"}},
      {"lead firms",
       {xiaomi + "pledge=0 CNY", xiaomi + "visibility=0", xiaomi + "from=2024-06"},
       {"lead_firms.Xiaomi=null"},
       {xiaomi + "from=2024-06"}},
      {"attention and evidence of lead firms",
       {"attention.lead_firms=0", "beliefs.lead_weight=0", xiaomi + "from=2024-06"},
       {"attention.lead_firms=0", "beliefs.lead_weight=0", xiaomi + "from=2024-06", xiaomi + "visibility=7"},
       {xiaomi + "from=2024-06", xiaomi + "visibility=7"}},
      {"turnover without insolvency",
       {"turnover.exit_rate=0 %/year"},
       {"turnover.exit_rate=0 %/year", "turnover.exit_size_exponent=0.3"},
       {"turnover.exit_size_exponent=0.3"},
       {"turnover.exit_size_exponent=-0.4"}},
      {"tranches of entrants",
       {"turnover.exit_rate=0 %/year", "finance.initial_cash=20"},
       {"turnover.exit_rate=0 %/year", "finance.initial_cash=20", "turnover.entrant_adoption=1"},
       {"turnover.entrant_adoption=1"},
       {"turnover.entrant_adoption=0"}},
      {"growth noise",
       {"dynamics.growth_noise=0"},
       {"dynamics.growth_noise=0", "dynamics.growth_noise_size_exponent=-0.5"},
       {"dynamics.growth_noise_size_exponent=-0.5"},
       {"dynamics.growth_noise_size_exponent=-0.2"}},
      {"a rule that no firm follows",
       {"decision.rules={real_option: 40 %, payback_period: 60 %}"},
       {"decision.rules={real_option: 40 %, payback_period: 60 %, bass: 0 %}"},
       {"decision.rules={real_option: 40 %, payback_period: 50 %, bass: 10 %}"}},
  };
}

std::vector<Switch> climate_switches() {
  const std::string shock = "climate.metals.copper.shocks.strike={from: 2024-03, to: 2025-03, kind: supply, change: ";
  return {
      {"a metal shock of 0 %", {shock + "0 %}"}, {}, {shock + "30 %}"}},
      {"a shift of the projected PMI by 0",
       {"end=2027-06", "climate.pmi.shift={2026-09: 0}"},
       {"end=2027-06"},
       {"end=2027-06", "climate.pmi.shift={2026-09: -2}"}},
      {"jumps of the PMI",
       {"climate.pmi.jump_rate=0 %/year", "climate.pmi.path={2024-01: 50}"},
       {"climate.pmi.jump_rate=0 %/year", "climate.pmi.path={2024-01: 50}", "climate.pmi.feedback=0 %"},
       {"climate.pmi.path={2024-01: 48}"}},
      {"copper as a cost",
       {"climate.metals.copper.equipment_share=0 %"},
       {"climate.metals.copper.equipment_share=0 %", "climate.equipment_lag=24 months"},
       {"climate.equipment_lag=24 months"},
       {"climate.equipment_lag=4 months"}},
  };
}

std::vector<Switch> chip_switches() {
  const std::string closure = foreign + "closed.later={by: supplier, from: ";
  return {
      {"a closure after the end", {closure + "2029-01}"}, {}, {closure + "2024-06}"}},
      {"licences for everybody", {foreign + "licence_probability=100 %"}, {}, {foreign + "licence_probability=10 %"}},
      {"orders brought forward",
       {"chips.rush=0", closure + "2025-10, announce: 2025-09}"},
       {"chips.rush=0", closure + "2025-10, announce: 2024-12}"},
       {closure + "2025-10, announce: 2024-12}"},
       {closure + "2025-10, announce: 2025-09}"}},
      {"the queue for chips",
       {foreign + "supply=1 m/month", "chips.tracks.domestic.capacity=1 m/month", "chips.patience=0 months"},
       {foreign + "supply=1 m/month", "chips.tracks.domestic.capacity=1 m/month", "chips.patience=12 months"},
       {foreign + "supply=1 k/month", "chips.patience=0 months"},
       {foreign + "supply=1 k/month", "chips.patience=12 months"}},
  };
}

std::vector<Switch> place_switches() {
  const std::string one_owner = "ownership={private: null, state: null, foreign: null, all: {share: 100 %, ";
  return {
      {"one region",
       {"regions={east: null, central: null, west: null, all: {share: 100 %}}"},
       {"regions=null"},
       {},
       {"network.same_region=0 %"},
       {"region"}},
      {"one type of ownership at the loan rate",
       {one_owner + "loan_spread: 0 pp}}"},
       {"ownership=null"},
       {},
       {one_owner + "loan_spread: 2 pp}}"},
       {"ownership"}},
  };
}

/// Cells of a table without quotes, by row.
std::vector<std::vector<std::string>> cells_of(const std::string& table) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
  }
  return rows;
}

/// The shipped scenarios in which food supplies the equipment that machinery does.
void exchange_suppliers(const ScenarioCopy& copy) {
  const std::string file = "china/data/sectors.csv";
  auto rows = cells_of(copy.text(file));
  const auto column = std::find(rows[0].begin(), rows[0].end(), "automation_supply") - rows[0].begin();
  std::swap(rows[1].at(static_cast<std::size_t>(column)), rows[9].at(static_cast<std::size_t>(column)));
  std::string table;
  for (const auto& row : rows) table += fmt::format("{}\n", fmt::join(row, ","));
  copy.write(file, table);
}

results::Result china(const Context& context, const Settings& more) {
  Settings settings{"population.firms=2000", "end=2025-12", "outputs.events=false"};
  settings.insert(settings.end(), more.begin(), more.end());
  return simulation::simulate(shipped(context, "china/baseline.yaml", settings), {});
}

Findings verdict(const std::string& mechanism, int differing_off, int differing_on) {
  return {none(mechanism + ", off against absent: variables that differ", differing_off, "bit for bit"),
          at_least(mechanism + ", on: variables that differ", differing_on, 5, "else the pair shows nothing")};
}

Findings find_one(const Context& context, const Switch& one) {
  const auto differing = [&](const Settings& these, const Settings& those) {
    return differing_variables(china(context, these), china(context, those), {.without = one.without});
  };
  return verdict(one.mechanism, differing(one.off, one.absent),
                 differing(one.on, one.on_too.empty() ? one.off : one.on_too));
}

/// Who supplies equipment matters only while orders of equipment feed back.
Findings find_feedback(const Context& context) {
  const ScenarioCopy copy(context);
  exchange_suppliers(copy);
  const auto differing = [&](const std::string& share) {
    const Settings settings{"dynamics.investment_feedback=" + share};
    return differing_variables(china(context, settings), china(copy.context(), settings));
  };
  return verdict("feedback of equipment orders", differing("0 %"), differing("100 %"));
}

Findings find(const Context& context) {
  std::vector<Switch> all;
  for (const auto& group : {month_switches(), climate_switches(), chip_switches(), place_switches()})
    all.insert(all.end(), group.begin(), group.end());
  Findings findings = find_feedback(context);
  for (const Findings& of_one : each_job(context, static_cast<int>(all.size()),
                                         [&](int k) { return find_one(context, all[static_cast<std::size_t>(k)]); }))
    findings.insert(findings.end(), of_one.begin(), of_one.end());
  return findings;
}

}  // namespace

Row switches() {
  return {"switches", "A mechanism that is switched off is absent, bit for bit", "Chen et al. 2018", find};
}

}  // namespace millwright::evidence
