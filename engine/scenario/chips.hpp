#pragma once

#include "scenario/for_good.hpp"
#include "scenario/language/keys.hpp"

// Computing power: what of it is controlled, and the tracks on which controlled chips are sold.
namespace millwright::scenario {

enum class Origin { foreign, domestic };
enum class Closer { supplier, buyer };

/// Months in which a track sells nothing.
struct Closure {
  Closer by = Closer::supplier;
  Month from{}, to = for_good, announce = for_good;  // for_good: it comes without notice

  bool holds(Month month) const { return from <= month && month <= to; }
  /// Known, and not yet in force.
  bool looms(Month month) const { return announce <= month && month < from; }
};

inline void declare(Keys<Closure>& keys) {
  keys.choice("by", &Closure::by, {{"supplier", Closer::supplier}, {"buyer", Closer::buyer}})
      .means("Whose government closes the track; a record for the reader, the effect is the same");
  keys.month("from", &Closure::from).means("First month without sales");
  keys.month("to", &Closure::to).optional().means("Last month without sales; for good when left out");
  keys.month("announce", &Closure::announce)
      .optional()
      .means("Month from which firms know of it; when left out it comes without notice");
}

struct ChipTrack {
  Origin origin = Origin::foreign;
  Dated performance, price, supply;  // supply: empty = no such limit
  Dated licence_probability;
  std::vector<Named<Closure>> closed;
  double learning_rate = 0, performance_exponent = 0, performance_cap = 0;
  double capacity = 0, capacity_growth = 0, response_to_shortage = 0;  // [chips/month], [1/month]; 0 = no such limit
  double experience = 0;                                               // [months of the starting capacity]

  bool learns() const { return learning_rate > 0; }
};

inline bool is_closed(const ChipTrack& track, Month month) {
  for (const auto& closure : track.closed) {
    if (closure.value.holds(month)) return true;
  }
  return false;
}

inline void declare_learning(Keys<ChipTrack>& keys) {
  keys.share("learning_rate", &ChipTrack::learning_rate, {.range = {0, 0.9}, .otherwise = "0 %"})
      .means("Fall of the price per doubling of the track's cumulative output (Wright's law); 0: it does not learn")
      .source("semiconductors: about 20 %, from memory");
  keys.number("performance_exponent", &ChipTrack::performance_exponent, {.range = {0, 2}, .otherwise = "0.1"})
      .means("Elasticity of a learning track's performance to its cumulative output")
      .source("judgement");
  keys.number("performance_cap", &ChipTrack::performance_cap, {.range = {0.001, 1000}, .otherwise = "1"})
      .means("Performance that learning cannot exceed; H100 = 1")
      .source("judgement: what controls leave within reach");
  keys.duration("experience", &ChipTrack::experience, {.range = {1, 600}, .otherwise = "24 months"})
      .means("Cumulative output at the start, in months of the starting capacity")
      .source("judgement");
  keys.flow("capacity", &ChipTrack::capacity, {.otherwise = "0 /month"})
      .means("Chips per month that the track can make for the whole country at the start; 0: capacity is no limit");
  keys.share("capacity_growth", &ChipTrack::capacity_growth,
             {.range = {-0.2, 0.5}, .otherwise = "1 %", .unit = "1/month"})
      .means("Growth of capacity without shortage")
      .source("judgement");
  keys.share("response_to_shortage", &ChipTrack::response_to_shortage,
             {.range = {0, 0.5}, .otherwise = "3 %", .unit = "1/month"})
      .means("What is added to that growth when all demand goes unmet")
      .source("judgement");
}

inline void declare(Keys<ChipTrack>& keys) {
  keys.choice("origin", &ChipTrack::origin, {{"foreign", Origin::foreign}, {"domestic", Origin::domestic}},
              {.otherwise = "foreign"})
      .means("Where the chips are made");
  keys.dated_number("performance", &ChipTrack::performance, {.range = {0.001, 1000}})
      .population()
      .means("Performance, H100 = 1; of a learning track that at its starting experience");
  keys.dated_money("price", &ChipTrack::price, {.range = {0, 1e6}})
      .means("Price of one chip; of a learning track that at its starting experience");
  keys.dated_flow("supply", &ChipTrack::supply, {.range = {0, 1e12}})
      .optional()
      .means("Chips on sale to the whole country per month; no such limit when left out");
  keys.dated_share("licence_probability", &ChipTrack::licence_probability, {.otherwise = "100 %"})
      .means("Share of projects that are licensed to buy on this track");
  keys.map("closed", &ChipTrack::closed).optional().means("Closures of the track by name");
  declare_learning(keys);
}

struct Chips {
  double controlled_share = 0, chips_per_worker = 0, commodity_compute = 0, manufacturing_share = 0;
  double rush = 0, patience = 0;  // [1], [months]
  std::vector<Named<ChipTrack>> tracks;
};

inline void declare(Keys<Chips>& keys) {
  keys.share("controlled_share", &Chips::controlled_share, {.otherwise = "25 %"})
      .population()
      .means("Share of a project's computing power that needs controlled chips")
      .source("judgement; range 5 % to 50 %");
  keys.number("chips_per_worker", &Chips::chips_per_worker, {.range = {0, 100}, .otherwise = "0.1"})
      .means("Chips per affected worker of the part that needs controlled chips")
      .source("judgement; range 0.01 to 0.5");
  keys.money("commodity_compute", &Chips::commodity_compute, {.range = {0, 1e6}, .otherwise = "20 k CNY"})
      .means("Price of commodity computing power per affected worker")
      .source("judgement");
  keys.share("manufacturing_share", &Chips::manufacturing_share, {.otherwise = "5 %"})
      .means("Share of a track's sales that reaches factories")
      .source("judgement");
  keys.number("rush", &Chips::rush, {.range = {0, 100}, .otherwise = "1"})
      .means(
          "How much an announced closure raises the review rate of technologies that compute until it takes effect; "
          "1 doubles it, 0 switches it off")
      .source("judgement");
  keys.duration("patience", &Chips::patience, {.range = {0, 240}, .otherwise = "12 months"})
      .means("For how long a firm that got no chips goes on applying")
      .source("judgement");
  keys.map("tracks", &Chips::tracks).means("Chip tracks by name, such as foreign and domestic");
}

}  // namespace millwright::scenario
