#pragma once

#include <any>
#include <map>

#include "scenario/language/keys.hpp"

// How firms notice, believe and decide; lead firms that others watch.
namespace millwright::scenario {

struct Decision {
  std::vector<Share> rules;
  double choice_noise = 0;
  bool anticipate_j_curve = false;
  std::map<std::string, std::any> parameters;  // by rule
};

inline void declare(Keys<Decision>& keys) {
  keys.mix("rules", &Decision::rules, {.otherwise = "{real_option: 40 %, payback_period: 60 %}"})
      .means("Decision rules by share of firms")
      .source("judgement: most managers use payback; range 30 % to 80 %");
  keys.number("choice_noise", &Decision::choice_noise, {.range = {0, 5}, .otherwise = "0.5", .unit = "ln"})
      .population()
      .means("Scale of the fixed logistic draw per firm, technology and level")
      .source("judgement: scratch fit; range 0.2 to 1");
  keys.flag("anticipate_j_curve", &Decision::anticipate_j_curve, {.otherwise = "false"})
      .means("Whether firms reckon with the dip before a promised gain is realised")
      .source("judgement: off, since the dip came as a surprise (Brynjolfsson, Rock and Syverson 2021)");
  keys.each_of("parameters", &Decision::parameters, keys.catalogue("rules")).means("Parameters of each decision rule");
}

struct Attention {
  double policy = 0, lead_firms = 0, demand = 0;
};

inline void declare(Keys<Attention>& keys) {
  keys.number("policy", &Attention::policy, {.range = {0, 100}, .otherwise = "0.6"})
      .means("How much announcements raise the review rate")
      .source("judgement; range 0 to 2");
  keys.number("lead_firms", &Attention::lead_firms, {.range = {0, 100}, .otherwise = "0.5"})
      .means("How much lead firms' progress raises it")
      .source("judgement; range 0 to 2");
  keys.number("demand", &Attention::demand, {.range = {0, 200}, .otherwise = "10", .unit = "year"})
      .means("Semi-elasticity of the review rate to expected demand growth")
      .source("judgement; range 0 to 20");
}

struct Peers {
  double strength = 0;
  bool rewire = false;
};

inline void declare(Keys<Peers>& keys) {
  keys.number("strength", &Peers::strength, {.range = {0, 10}, .otherwise = "1"})
      .means("Scales every effect that partners have on a firm; 0 switches them off");
  keys.flag("rewire", &Peers::rewire, {.otherwise = "false"})
      .population()
      .means("Placebo: every firm has as many partners as before, drawn at random");
}

struct Beliefs {
  double prior_mean = 0, prior_weight = 0, prior_sd = 0, lead_weight = 0, achievable_mean = 0, achievable_sd = 0;
};

inline void declare(Keys<Beliefs>& keys) {
  keys.number("prior_mean", &Beliefs::prior_mean, {.range = {0.05, 1.2}, .otherwise = "0.6"})
      .means("Believed share of the promised gain before any evidence")
      .source("judgement; range 0.4 to 0.8");
  keys.number("prior_weight", &Beliefs::prior_weight, {.range = {0.01, 1e6}, .otherwise = "5", .unit = "partners"})
      .means("Weight of that prior")
      .source("judgement; range 2 to 20");
  keys.number("prior_sd", &Beliefs::prior_sd, {.range = {0, 5}, .otherwise = "0.3"})
      .means("Uncertainty of the prior, which raises the value of waiting")
      .source("judgement; range 0.1 to 0.5");
  keys.number("lead_weight", &Beliefs::lead_weight, {.range = {0, 1e6}, .otherwise = "5", .unit = "partners"})
      .means("Weight of one lead firm that has spent its pledge")
      .source("judgement; range 0 to 20");
  keys.number("achievable_mean", &Beliefs::achievable_mean, {.range = {0.01, 5}, .otherwise = "0.9"})
      .population()
      .means("Median share of the promise that a firm can achieve")
      .source("judgement");
  keys.number("achievable_sd", &Beliefs::achievable_sd, {.range = {0, 3}, .otherwise = "0.4", .unit = "ln"})
      .population()
      .means("Spread of that share over firms")
      .source("judgement");
}

struct LeadFirm {
  std::string sector, technology;
  double months = 0, visibility = 0;
  double pledge = 0, factory_share = 0;  // [m currency], [1]
  Month from{};
};

inline void declare(Keys<LeadFirm>& keys) {
  keys.text("sector", &LeadFirm::sector).means("Its sector");
  keys.text("technology", &LeadFirm::technology).means("The technology it spends on");
  keys.month("from", &LeadFirm::from).means("Month in which it begins to spend what it has pledged");
  keys.duration("months", &LeadFirm::months, {.range = {1, 600}}).means("Duration of the spending");
  keys.money("pledge", &LeadFirm::pledge, {.range = {0, 1e9}, .otherwise = "0 CNY"})
      .means("Money that it has pledged, spent evenly over these months");
  keys.share("factory_share", &LeadFirm::factory_share, {.otherwise = "0 %"})
      .means("Share of the pledge that buys equipment for factories")
      .source("judgement");
  keys.number("visibility", &LeadFirm::visibility, {.range = {0, 100}, .otherwise = "1"})
      .means("Weight of its example with other firms")
      .source("judgement");
}

}  // namespace millwright::scenario
