#pragma once

#include "scenario/behaviour.hpp"
#include "scenario/chips.hpp"
#include "scenario/climate.hpp"
#include "scenario/population.hpp"
#include "scenario/technology.hpp"

namespace millwright::scenario {

struct Outputs {
  bool events = true;
  std::vector<Named<SizeClasses>> size_schemes;
};

inline void declare(Keys<Outputs>& keys) {
  keys.flag("events", &Outputs::events, {.otherwise = "true"})
      .means("Whether go-lives, awards and firms are recorded, row by row");
  keys.map_of_size_classes("size_schemes", &Outputs::size_schemes)
      .optional()
      .means("Further size classes by which adoption is counted, such as those of a foreign survey");
}

/// A whole scenario, typed: what a researcher wrote, with the defaults of everything left out.
struct Scenario {
  std::string title;
  Month start{}, end{}, prices{};
  std::int64_t seed = 0;
  std::string currency;
  SizeClasses size_classes;
  Population population;
  Sectors sectors;
  std::vector<Named<Region>> regions;
  std::vector<Named<Ownership>> ownership;
  SupplyNetwork network;
  Climate climate;
  Expectations expectations;
  std::vector<Named<Technology>> technologies;
  Chips chips;
  Decision decision;
  Attention attention;
  Peers peers;
  Beliefs beliefs;
  Dynamics dynamics;
  Finance finance;
  Capital capital;
  Turnover turnover;
  std::vector<Entry> policies;
  std::vector<Named<LeadFirm>> lead_firms;
  Outputs outputs;
};

inline void declare(Keys<Scenario>& keys) {
  keys.month("start", &Scenario::start).population().means("First simulated month");
  keys.month("end", &Scenario::end).means("Last simulated month");
  keys.count("seed", &Scenario::seed, {.range = {0, 9e15}, .otherwise = "1"})
      .population()
      .means("Seed of all random draws");
  keys.size_classes("size_classes", &Scenario::size_classes,
                    {.otherwise = "{small: 1-299, medium: 300-999, large: 1000-}"})
      .means("Size classes by workers")
      .source("NBS classification of industrial enterprises");
  keys.section("population", &Scenario::population).means("The firms");
  keys.section("sectors", &Scenario::sectors).means("The sectors");
  keys.map("regions", &Scenario::regions).optional().means("Regions by name; without any, the country is one region");
  keys.map("ownership", &Scenario::ownership)
      .optional()
      .means("Types of ownership by name; without any, all firms are of one type");
  keys.section("network", &Scenario::network).means("The supply network");
  keys.section("climate", &Scenario::climate).means("PMI, metals, wages and interest");
  keys.section("expectations", &Scenario::expectations).means("How firms read the climate");
  keys.map("technologies", &Scenario::technologies).population().means("What firms can adopt");
  keys.section("chips", &Scenario::chips).means("Computing power and the chips that are controlled");
  keys.section("decision", &Scenario::decision).means("How firms decide");
  keys.section("attention", &Scenario::attention).means("What makes firms review");
  keys.section("peers", &Scenario::peers).means("Influence of partners");
  keys.section("beliefs", &Scenario::beliefs).means("What firms believe of a promised gain");
  keys.section("dynamics", &Scenario::dynamics).means("Growth, selection and productivity of firms");
  keys.section("finance", &Scenario::finance).means("Cash, debt and tax");
  keys.section("capital", &Scenario::capital).means("Conventional capital");
  keys.section("turnover", &Scenario::turnover).means("Exit and entry");
  keys.any_of("policies", &Scenario::policies, "instrument", keys.catalogue("instruments"))
      .optional()
      .means("Policies by name, each an instrument");
  keys.map("lead_firms", &Scenario::lead_firms).optional().means("Named firms that others watch");
  keys.section("outputs", &Scenario::outputs).means("What the result file holds beside the standard variables");
}

/// Compiled once, in scenario.cpp: it holds the code of every declaration.
extern template std::shared_ptr<const Schema> schema_of<Scenario>(const Catalogues& catalogues);

}  // namespace millwright::scenario
