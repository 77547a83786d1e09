#pragma once

#include "core/rates.hpp"
#include "scenario/language/keys.hpp"

// What can be adopted: technologies with four levels. The chips that some of them need stand in chips.hpp.
namespace millwright::scenario {

enum class Effect { saves_labour, raises_productivity };

struct ProjectPrice {
  double fixed = 0, per_worker = 0;  // [million currency], per affected worker
  double experience = 0;             // [robots or adopters], national, at which it is the price; 0 = of the start
};

inline void declare(Keys<ProjectPrice>& keys) {
  keys.money("fixed", &ProjectPrice::fixed, {.range = {0, 1e9}}).means("Price of a tranche whatever its size");
  keys.money("per_worker", &ProjectPrice::per_worker, {.range = {0, 1e9}}).means("Price per affected worker");
  keys.number("experience", &ProjectPrice::experience, {.range = {0, 1e12}, .otherwise = "0"})
      .means(
          "Cumulative installations of the base month, to which these prices belong: a run that starts earlier lacks "
          "what is learnt until then; 0: those of the start");
}

struct Capability {
  double initial = 0, final = 0, time_constant = 0;
  Month from{};
};

inline void declare(Keys<Capability>& keys) {
  keys.number("initial", &Capability::initial, {.range = {0, 100}, .otherwise = "1"})
      .means("Multiplier on the gain before `from`");
  keys.number("final", &Capability::final, {.range = {0, 100}, .otherwise = "1"})
      .means("Multiplier that it approaches")
      .source("judgement; 2.2 to 4.2 fit the use of AI from 2023 on");
  keys.month("from", &Capability::from, {.otherwise = "2022-11"}).means("Month in which the rise begins");
  keys.duration("time_constant", &Capability::time_constant, {.range = {0.1, 1200}, .otherwise = "18 months"})
      .means("Time constant of the approach")
      .source("judgement");
}

/// How far firms are when the simulation starts.
struct InitialAdoption {
  double stock = 0;  // [robots], national; 0 = use share
  double share = 0;  // of firms with at least one tranche
  double size_slope = 0, potential_slope = 0, management_slope = 0, cost_slope = 0, level_step = 0;
  double size_limit = 0;  // [workers]
  AnnualRate past_growth{};
  double experience = 0;
};

inline void declare(Keys<InitialAdoption>& keys) {
  keys.number("stock", &InitialAdoption::stock, {.range = {0, 1e12}, .otherwise = "0", .unit = "robots"})
      .population()
      .means("Robots in use at the start, national; the initial levels are drawn to meet it");
  keys.share("share", &InitialAdoption::share, {.otherwise = "0 %"})
      .population()
      .means("Share of firms with a live tranche at the start, where no stock is given");
  keys.number("size_slope", &InitialAdoption::size_slope, {.range = {-10, 10}, .otherwise = "0.62"})
      .population()
      .means("Slope of the logit of initial adoption in ln workers")
      .source("Eurostat 2023: 6.4, 13.0 and 30.4 % of firms of 10-49, 50-249 and 250 or more workers use AI");
  keys.number("size_limit", &InitialAdoption::size_limit, {.range = {1, 1e9}, .otherwise = "1e9", .unit = "workers"})
      .population()
      .means("Workers beyond which size no longer matters, since the fixed part of the price hardly does")
      .source("judgement: off; see the country's file");
  keys.number("potential_slope", &InitialAdoption::potential_slope, {.range = {-20, 20}, .otherwise = "3.6"})
      .population()
      .means("Slope in the sector's potential")
      .source("judgement: what the decision rules imply, about 1 / (choice noise x potential)");
  keys.number("management_slope", &InitialAdoption::management_slope, {.range = {-10, 10}, .otherwise = "0.4"})
      .population()
      .means("Slope in management quality")
      .source("judgement: what the decision rules imply, 0.2 / choice noise");
  keys.number("cost_slope", &InitialAdoption::cost_slope, {.range = {-10, 10}, .otherwise = "-1.5"})
      .population()
      .means("Slope in the firm's cost disadvantage")
      .source("judgement: somewhat less than the decision rules imply, -1 / choice noise");
  keys.number("level_step", &InitialAdoption::level_step, {.range = {0, 10}, .otherwise = "1"})
      .population()
      .means("Fall of the logit from one level to the next")
      .source("judgement: the odds of a further level are about a third; maturity survey 2022 has 63/21/12/4 %");
  keys.rate("past_growth", &InitialAdoption::past_growth, {.range = {0, 5}, .otherwise = "14 %/year"})
      .population()
      .means("Growth of past go-lives, which gives the tranches their ages and the projects under way")
      .source("robots: 290 thousand installed on a stock of 1.76 million in 2022-2023, twelve years of service");
  keys.number("experience", &InitialAdoption::experience, {.range = {1, 100}, .otherwise = "1.3"})
      .means("Cumulative installations at the start, as a multiple of the stock")
      .source("judgement");
}

struct Technology {
  std::int64_t levels = 4;
  Effect effect = Effect::saves_labour;
  ProjectPrice project_price;
  Dated feasible_share;
  double learning_rate = 0;
  AnnualRate price_trend{}, depreciation{};
  double lead_time = 0, service_life = 0;  // [months]
  double running_cost_share = 0, gain = 0, ease_step = 0, cost_loading = 0, workers_per_robot = 0;
  double dip = 0, time_constant = 0;
  bool compute = false;
  double review_rate = 0, peer_attention = 0;
  Capability capability;
  InitialAdoption initial;
};

inline void declare(Keys<Technology>& keys) {
  keys.count("levels", &Technology::levels, {.range = {1, 4}, .otherwise = "4"})
      .means("Levels, each one lumpy tranche of the potential");
  keys.choice("effect", &Technology::effect,
              {{"saves_labour", Effect::saves_labour}, {"raises_productivity", Effect::raises_productivity}})
      .means("What a live tranche does: it replaces workers, or it raises productivity");
  keys.section("project_price", &Technology::project_price).means("Price of one tranche at base-month prices");
  keys.dated_share("feasible_share", &Technology::feasible_share, {.otherwise = "100 %"})
      .means("Share of the sector's potential that is technically feasible")
      .source("automation: judgement, a scratch fit to installations of 2016-2023");
  keys.share("learning_rate", &Technology::learning_rate, {.range = {0, 0.9}, .otherwise = "0 %"})
      .means("Fall of the price per doubling of cumulative installations (Wright's law)");
  keys.rate("price_trend", &Technology::price_trend, {.range = {-0.9, 1}, .otherwise = "0 %/year"})
      .means("Price trend that comes from outside the country");
  keys.rate("depreciation", &Technology::depreciation, {.range = {0, 1}})
      .means("Yearly decline of a tranche's benefit");
  keys.duration("lead_time", &Technology::lead_time, {.range = {1, 60}})
      .means("From order to go-live")
      .source("judgement");
  keys.duration("service_life", &Technology::service_life, {.range = {12, 600}})
      .means("Age at which a tranche is scrapped");
  keys.share("running_cost_share", &Technology::running_cost_share, {.otherwise = "0 %"})
      .means("Running cost as a share of the labour cost saved")
      .source("judgement; range 10 % to 25 %");
  keys.share("gain", &Technology::gain, {.range = {0, 5}, .otherwise = "0 %"})
      .means("Promised gain as a share of value added, at the sector's full potential")
      .source("judgement; range 3 % to 15 %");
  keys.share("ease_step", &Technology::ease_step, {.range = {0, 0.25}, .otherwise = "20 %"})
      .means("How much less each further level yields")
      .source("judgement");
  keys.number("cost_loading", &Technology::cost_loading, {.range = {-5, 5}, .otherwise = "1"})
      .means("Loading of the project price on the firm's cost heterogeneity")
      .source("judgement");
  keys.number("workers_per_robot", &Technology::workers_per_robot, {.range = {0, 1000}, .otherwise = "0"})
      .means("Workers replaced by one robot; 0: the technology has no robots")
      .source("Acemoglu-Restrepo and IFR, from memory; range 1 to 5");
  keys.number("dip", &Technology::dip, {.range = {0, 20}, .otherwise = "2"})
      .means("Loss at go-live as a multiple of the promised gain: the J-curve's dip")
      .source("scratch run: -1.1 % over two years; McElheran et al. 2025 report -1.3 pp");
  keys.duration("time_constant", &Technology::time_constant, {.range = {1, 600}, .otherwise = "24 months"})
      .means("Time constant of the recovery from the dip")
      .source("scratch run; recovery within four years");
  keys.flag("compute", &Technology::compute, {.otherwise = "false"})
      .means("Whether a project needs computing power and controlled chips");
  keys.share("review_rate", &Technology::review_rate, {.unit = "1/month"})
      .means("Monthly probability that a firm reviews this technology when nothing draws its attention")
      .source("judgement: scratch fit");
  keys.number("peer_attention", &Technology::peer_attention, {.range = {0, 100}, .otherwise = "0"})
      .means("How much live partners raise the review rate")
      .source("judgement: scratch fit; not separately identified");
  keys.section("capability", &Technology::capability).means("Dated multiplier on the gain");
  keys.section("initial", &Technology::initial).means("Adoption at the start");
}

}  // namespace millwright::scenario
