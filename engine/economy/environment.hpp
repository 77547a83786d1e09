#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/month.hpp"

namespace millwright {

/// Log price of a metal in two factors (Schwartz and Smith 2000).
struct MetalState {
  double permanent = 0;   // [ln] random walk
  double deviation = 0;   // [ln] mean-reverting
  double price = 0;       // [unit of the series]
  double base_price = 0;  // in the base month of prices
  double log_return = 0;  // [ln] of the month
};

/// What the month's environment says of one technology.
struct TechnologyClimate {
  double price_index = 1;         // [1] base month = 1
  double price_fall = 0;          // [1/year] expected yearly fall of the price
  double feasible_share = 1;      // [1] of the potential
  double capability = 1;          // [1] multiplier on the gain
  double adopted_share = 0;       // [1] of all firms, at last month's close
  double lead_progress = 0;       // [lead firms] visibility x share of the pledge spent
  double lead_weight = 0;         // [partners] weight of what lead firms show, as a belief counts it
  double lead_evidence = 0;       // [partners] that weight times realised over promised gain in their sectors
  std::vector<double> evidence;   // [1] by sector: realised over promised gain of adopters at last month's close
  double lead_spending = 0;       // [m currency/month] what lead firms spend on it in factories, national
  double outside_trend = 0;       // [ln] cumulative price trend from abroad
  std::vector<double> attention;  // [1] by sector: what announcements add to the review rate

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.price_index), visit(self.price_fall), visit(self.feasible_share), visit(self.capability),
        visit(self.adopted_share);
    visit(self.lead_progress), visit(self.lead_weight), visit(self.lead_evidence), visit(self.evidence),
        visit(self.lead_spending);
    visit(self.outside_trend), visit(self.attention);
  }
};

/// One chip track in the month.
struct TrackClimate {
  double performance = 0;  // H100 = 1
  double price = 0;        // [m currency] per chip
  double capacity = 0;     // [chips/month] of the track itself, national; 0 = no such limit
  double output = 0;       // [chips] cumulative, national, experience at the start included
  double sales_limit = 0;  // [chips/month] the least that all limits allow, national; 0 while closed

  bool sells() const { return sales_limit > 0; }
};

/// The part of the world that no firm owns. Complete after the month's first verb, then constant until the next month.
struct Environment {
  Month month{};
  int elapsed = -1;                 // [month] since the scenario's start
  double pmi = 0;                   // [index]
  double pmi_innovation = 0;        // [sd] of the projected PMI
  std::vector<double> pmi_history;  // [index] latest last, 13 months
  std::vector<MetalState> metals;
  double unobserved_demand = 0;                         // [1/year] the part of demand growth that no PMI shows
  double demand_growth = 0;                             // [1/year] deviation of demand growth from trend
  double expected_growth = 0;                           // [1/year] what firms think it is
  double expectation_variance = 0;                      // [1/year^2]
  double trend = 0;                                     // [ln] cumulative trend of productivity, real wages and demand
  double detrend = 1;                                   // [1] exp(-trend)
  double trend_growth = 0;                              // [1/year] of this month, continuously compounded
  double labour_cost = 0;                               // [m currency per worker and month]
  double loan_rate = 0;                                 // [1/year] real
  double equipment_index = 1;                           // [1] price of equipment, from metals
  double pmi_model = 50;                                // [index] the model's own, of the month
  std::array<double, 5> pmi_items{50, 50, 50, 50, 50};  // [index] orders, output, employment, deliveries, inventories
  double macro_variance = 0;               // [1/year] contribution of the PMI's volatility to the variance of projects
  std::vector<double> demand;              // [m currency/month] by sector, of the simulated firms
  std::vector<double> demand_path;         // [m currency/month] the same before the feedback of equipment orders
  std::vector<double> equipment_baseline;  // [m currency/month] by technology: mean orders of the first year, detrended
  std::vector<double> materials_factor;    // [1] by sector: material cost that is not passed on
  double growth_reversion = 0;             // [1/year] speed at which firms expect a demand deviation to vanish
  std::vector<TrackClimate> tracks;
  double chip_rush = 0;  // [1] what announced closures add to the review rate of technologies that compute
  std::vector<TechnologyClimate> technology;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.month), visit(self.elapsed), visit(self.pmi), visit(self.pmi_innovation), visit(self.pmi_history);
    visit(self.metals), visit(self.unobserved_demand), visit(self.demand_growth), visit(self.expected_growth),
        visit(self.expectation_variance);
    visit(self.trend), visit(self.detrend), visit(self.trend_growth), visit(self.labour_cost), visit(self.loan_rate);
    visit(self.equipment_index), visit(self.pmi_model), visit(self.pmi_items), visit(self.macro_variance),
        visit(self.demand);
    visit(self.demand_path), visit(self.equipment_baseline), visit(self.materials_factor), visit(self.growth_reversion),
        visit(self.tracks);
    visit(self.chip_rush), visit(self.technology);
  }
};

}  // namespace millwright
