#pragma once

#include "core/rates.hpp"
#include "scenario/for_good.hpp"
#include "scenario/language/keys.hpp"

// The business climate a scenario describes: PMI, metal prices, wages, interest.
namespace millwright::scenario {

struct Pmi {
  MonthlySeries series;
  double mean = 0, sd = 0, persistence = 0;
  AnnualRate jump_rate{};
  double jump_size = 0;
  double demand_per_point = 0;  // [1/year per index point]
  double feedback = 0;
  Dated path, shift;  // [index]; path: empty = none
};

inline void declare(Keys<Pmi>& keys) {
  keys.series("series", &Pmi::series).optional().means("Observed PMI; months after its last value are projected");
  keys.number("mean", &Pmi::mean, {.range = {0, 100}, .otherwise = "49.8", .unit = "index"})
      .means("Long-run mean of the projected PMI")
      .source("NBS 2021-2026");
  keys.number("sd", &Pmi::sd, {.range = {0, 20}, .otherwise = "0.95", .unit = "index"})
      .means("Standard deviation of the projected PMI, jumps apart")
      .source("NBS 2021-2026");
  keys.share("persistence", &Pmi::persistence, {.range = {0, 0.999}, .otherwise = "0.5"})
      .means("Monthly autocorrelation of the projected PMI")
      .source("NBS 2021-2026");
  keys.rate("jump_rate", &Pmi::jump_rate, {.range = {0, 10}, .otherwise = "5 %/year"})
      .means("Expected number of sudden jumps per year")
      .source("judgement: one in the twenty years to 2026, February 2020, and a margin");
  keys.number("jump_size", &Pmi::jump_size, {.range = {-50, 50}, .otherwise = "-8", .unit = "index"})
      .means("Size of such a jump")
      .source("judgement");
  keys.share("demand_per_point", &Pmi::demand_per_point, {.range = {0, 0.2}, .otherwise = "1 %"})
      .means("Yearly demand growth per PMI point above the mean")
      .source("judgement from growth and PMI 2015-2025; range 0.5 % to 1.5 %");
  keys.share("feedback", &Pmi::feedback, {.otherwise = "0 %"})
      .means("Share of the simulated firms' own index in last month's, from which the projection goes on");
  keys.dated_number("path", &Pmi::path, {.range = {0, 100}, .unit = "index"})
      .optional()
      .means("An index that replaces the observed and the projected one from its first month on, without noise");
  keys.dated_number("shift", &Pmi::shift, {.range = {-50, 50}, .otherwise = "0", .unit = "index"})
      .means("Moves the mean of the projected index by so many points; demand follows");
}

enum class ShockKind { supply, demand };

/// A change of a metal's price that comes from outside the model, or a reading of one that was observed.
struct MetalShock {
  Month from{}, to = for_good;
  double change = 0, response = 0;  // [1], [1/year]
  ShockKind kind = ShockKind::supply;
  bool in_series = false;

  bool holds(Month month) const { return from <= month && month <= to; }
};

inline void declare(Keys<MetalShock>& keys) {
  keys.month("from", &MetalShock::from).means("First month");
  keys.month("to", &MetalShock::to).optional().means("Last month; for good when left out");
  keys.share("change", &MetalShock::change, {.range = {-0.95, 20}}).means("Change of the price between these months");
  keys.choice("kind", &MetalShock::kind, {{"supply", ShockKind::supply}, {"demand", ShockKind::demand}})
      .means(
          "Where it comes from: supply moves cost alone, demand also moves the demand for what firms make. Firms see "
          "the price and cannot tell");
  keys.share("response", &MetalShock::response, {.range = {0, 1}, .otherwise = "5 %", .unit = "1/year"})
      .means("Yearly demand growth that goes with a demand shock of 100 %")
      .source("judgement: one standard deviation of the demand that no PMI shows for 10 % of the price");
  keys.flag("in_series", &MetalShock::in_series, {.otherwise = "false"})
      .means("Whether the series already holds it: then the price stays as it is and only demand moves");
}

struct Metal {
  MonthlySeries series;
  std::vector<Named<MetalShock>> shocks;
  double volatility = 0, deviation_volatility = 0, reversion = 0, pmi_correlation = 0;
  double share_of_nonferrous = 0, equipment_share = 0;
};

inline void declare(Keys<Metal>& keys) {
  keys.series("series", &Metal::series).optional().means("Observed price; months after its last value are projected");
  keys.share("volatility", &Metal::volatility, {.range = {0, 2}, .otherwise = "18 %", .unit = "1/sqrt(year)"})
      .means("Yearly volatility of the permanent part of the log price")
      .source("World Bank Pink Sheet");
  keys.share("deviation_volatility", &Metal::deviation_volatility,
             {.range = {0, 2}, .otherwise = "12 %", .unit = "1/sqrt(year)"})
      .means("Yearly volatility of the mean-reverting part")
      .source("judgement; Schwartz-Smith 2000 form");
  keys.number("reversion", &Metal::reversion, {.range = {0, 50}, .otherwise = "1.0", .unit = "1/year"})
      .means("Speed at which the mean-reverting part decays")
      .source("Schwartz 1997, from memory");
  keys.number("pmi_correlation", &Metal::pmi_correlation, {.range = {-0.99, 0.99}, .otherwise = "0.3"})
      .means("Correlation of the permanent innovation with the PMI innovation of the following month")
      .source("World Bank and NBS 2010-2026");
  keys.share("share_of_nonferrous", &Metal::share_of_nonferrous, {.otherwise = "40 %"})
      .means("The metal's share in the non-ferrous bill of a sector")
      .source("copper, from memory; range 30 % to 50 %");
  keys.share("equipment_share", &Metal::equipment_share, {.otherwise = "5.4 %"})
      .means("Elasticity of equipment prices to this metal's price")
      .source("robots and copper, NBS input-output table 2020; range 3 % to 8 %");
  keys.map("shocks", &Metal::shocks).optional().means("Changes of the price by name");
}

struct Wages {
  double level = 0;
  Dated growth;  // nominal, per year
  double labour_cost_multiplier = 0;
};

inline void declare(Keys<Wages>& keys) {
  keys.money("level", &Wages::level,
             {.range = {0.000001, 1e6}, .otherwise = "102 k CNY", .unit = "per worker and year"})
      .serves_as(Role::yearly_wage)
      .means("Average yearly wage in the base month")
      .source("NBS, above-scale enterprises 2024");
  keys.dated_rate("growth", &Wages::growth, {.range = {-0.5, 0.5}, .otherwise = "4.4 %/year"})
      .means("Nominal wage growth; trend labour productivity grows at the same real rate")
      .source("NBS 2024");
  keys.number("labour_cost_multiplier", &Wages::labour_cost_multiplier, {.range = {1, 5}, .otherwise = "1.45"})
      .means("Labour cost per unit of wage: contributions and welfare")
      .source("judgement: reconciles wages with a labour compensation of 8.2 % of output");
}

struct Climate {
  Pmi pmi;
  std::vector<Named<Metal>> metals;
  Wages wages;
  AnnualRate inflation{};
  Dated loan_rate;
  double equipment_lag = 0;  // [months]
  double materials_pass_through = 0;
};

inline void declare(Keys<Climate>& keys) {
  keys.section("pmi", &Climate::pmi).means("Purchasing managers' index");
  keys.map("metals", &Climate::metals).means("Metals by name: prices that are cost and signal");
  keys.section("wages", &Climate::wages).population().means("Wages and labour cost");
  keys.rate("inflation", &Climate::inflation, {.range = {-0.2, 0.5}, .otherwise = "0.5 %/year"})
      .serves_as(Role::inflation)
      .population()
      .means("Turns nominal rates and amounts into real ones")
      .source("judgement; range -1 % to 2 %");
  keys.dated_rate("loan_rate", &Climate::loan_rate, {.range = {-0.05, 1}, .otherwise = "3.1 %/year"})
      .means("Nominal rate of new corporate loans")
      .source("People's Bank of China, December 2025");
  keys.duration("equipment_lag", &Climate::equipment_lag, {.range = {0, 60}, .otherwise = "4 months"})
      .means("Mean lag from metal prices to equipment prices")
      .source("judgement; range 1 to 9 months");
  keys.share("materials_pass_through", &Climate::materials_pass_through, {.otherwise = "90 %"})
      .means("Share of dearer metals that reaches sales prices, so that only the rest touches margins")
      .source("judgement");
}

struct Expectations {
  double persistence = 0, sd = 0, unobserved_sd = 0;
  double pmi_lag = 0, pmi_noise = 0, metal_response = 0, metal_sd = 0, noise_correlation = 0;
  std::string metal;
};

inline void declare(Keys<Expectations>& keys) {
  keys.share("persistence", &Expectations::persistence, {.range = {0.01, 0.999}, .otherwise = "0.9"})
      .means("Monthly persistence of the demand deviation, as firms understand it")
      .source("judgement; range 0.8 to 0.97");
  keys.share("sd", &Expectations::sd, {.range = {0, 1}, .otherwise = "1.5 %", .unit = "1/year"})
      .means("Standard deviation of that deviation, as firms understand it")
      .source("judgement");
  keys.share("unobserved_sd", &Expectations::unobserved_sd, {.range = {0, 1}, .otherwise = "0.5 %", .unit = "1/year"})
      .means("Standard deviation of the part of demand growth that no PMI shows")
      .source("judgement");
  keys.duration("pmi_lag", &Expectations::pmi_lag, {.range = {0, 12}, .otherwise = "2 months"})
      .means("Months until a PMI is acted upon")
      .source("OECD confidence leads investment by a quarter; range 1 to 6");
  keys.share("pmi_noise", &Expectations::pmi_noise, {.range = {0.0001, 10}, .otherwise = "1 %", .unit = "1/year"})
      .means("Standard deviation of the noise in the PMI as a signal of demand; 1000 % switches it off in effect")
      .source("judgement");
  keys.text("metal", &Expectations::metal, {.otherwise = "copper"})
      .means("The metal whose price firms read as a signal");
  keys.share("metal_response", &Expectations::metal_response, {.otherwise = "15 %"})
      .means("How many standard deviations one standard deviation of the metal's monthly return moves expectations")
      .source("judgement; range 10 % to 20 %; 0 switches the signal off");
  keys.share("metal_sd", &Expectations::metal_sd, {.range = {0.0001, 1}, .otherwise = "4.8 %"})
      .means("Standard deviation of the metal's monthly log return")
      .source("World Bank Pink Sheet 2019-2026");
  keys.number("noise_correlation", &Expectations::noise_correlation, {.range = {-0.95, 0.95}, .otherwise = "0.3"})
      .means("Correlation of the two signals' noise")
      .source("judgement");
}

}  // namespace millwright::scenario
