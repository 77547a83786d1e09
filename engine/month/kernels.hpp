#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/random.hpp"
#include "economy/sector_runs.hpp"

// Plain loops over consecutive firms that the compiler vectorises, one version per instruction set, all with the same
// bits.
namespace millwright {

/// Who draws: ids of consecutive firms, and the month as Month::index. What firms draw every month leaves the birth
/// month out, so that an entrant in one arm of a comparison has the luck of the firm that it stands for in the other.
struct Drawing {
  const std::uint32_t* id;
  std::int64_t month;
};

/// word[i] = the first word of firm i.
void draw_words(const DrawKey& key, Drawing firms, std::size_t count, std::uint64_t* word);

/// What decides which firms of a sector notice a technology: its mechanism_hash, their hazard without live partners,
/// and what live partners add to it.
struct Hazard {
  std::uint64_t technology;
  double alone, strength;
};

/// The firms' word of the month, their live partners, and the rows of their partners.
struct NoticeColumns {
  const std::uint64_t* word;
  const std::uint32_t *live_partners, *offsets;
};

/// noticed[i] = whether u < hazard (1 + strength x share of partners live); u is what the technology makes of the
/// firm's word.
void mark_below_hazard(const NoticeColumns& columns, const Hazard& hazard, std::size_t count, std::uint8_t* noticed);

/// What keeps firms from looking at a technology, or makes them.
struct FreeColumns {
  const std::uint8_t *project, *queued, *level;
};

/// Who waits for chips of the technology looks at it again without noticing anything; nobody does who has a project
/// under way, or all its levels.
void keep_free(const FreeColumns& columns, std::uint8_t technology, std::uint8_t levels, std::size_t count,
               std::uint8_t* noticed);

/// Two standard normals and a uniform of each firm, from one draw.
struct ThreeDraws {
  double *first_normal, *second_normal, *uniform;
};
void draw_three(const DrawKey& key, Drawing firms, std::size_t count, const ThreeDraws& out);

/// noted[i] = whether the month is no later than `latest`.
void mark_until(const std::int16_t* month, std::int16_t latest, std::size_t count, std::uint8_t* noted);

/// noted[i] = whether the draw u is below a hazard, or there is less than no cash.
void mark_exits(const double* u, const double* cash, double hazard, std::size_t count, std::uint8_t* noted);

/// Projects under way, and the month in which each was ordered.
struct ProjectColumns {
  const std::uint8_t* project;
  const std::int16_t* review;
  std::uint8_t* months;
};

/// Takes a month off the months that are left of all projects under way but those ordered in month `now`, which have
/// their whole lead time before them; due[i] = whether none is left.
void count_down(const ProjectColumns& columns, std::int16_t now, std::size_t count, std::uint8_t* due);

/// What a technology adds to what firms have adopted: total += effect, running += share x effect.
struct AdoptionColumns {
  const double* effect;
  double *total, *running;
};
void add_adoption(const AdoptionColumns& columns, double share, std::size_t count);

/// Roots of exponential variances with mean one, of firms with these ids and birth months.
void draw_volatility(const DrawKey& key, Drawing firms, const std::int32_t* birth, std::size_t count,
                     double* volatility);

/// realised += (achievable x promised - realised) x step: the climb out of the J-curve's dip.
void climb(double* realised, const double* promised, const float* achievable, double step, std::size_t count);

/// column *= factor.
void scale(double* column, double factor, std::size_t count);

/// Constants of a month that are the same for all firms.
struct ProductionMonth {
  double selection, noise, noise_exponent, persistence, innovation, correction, shrink, adjustment, labour_cost;
  double growth;                               // trend factor of output from last month to this
  double order_gap, backlog_gap;               // shares that output closes in a month
  double least_inventories, most_inventories;  // [month of output]
};

/// Constants of a month that are the same for all firms of a sector.
struct ProductionSector {
  double labour_coefficient;  // [worker month/m currency] baseline workers per output, at trend 0
  double order_ratio;         // demand over normaliser
  double size_offset;         // ln of orders relative to the reference size, less ln_sales
  double mean_advantage;      // [ln]
  double materials;           // material cost per unit of sales
  double gain_on_materials;   // fall of material cost per unit of sales and of exp(-gain) below one
  double overhead;            // per unit of sales
};

/// What adoption and luck bring to each firm.
struct ProductionInput {
  const double *sales_luck, *productivity_luck;  // normals of the month
  double gain[chunk_size], saved[chunk_size], running[chunk_size];
};

/// The columns that production reads and writes, from the chunk's first firm on.
struct ProductionColumns {
  const double* volatility;
  double *ln_sales, *productivity, *orders, *output, *backlog, *inventories;
  double *sales, *employment, *value_added, *surplus, *cost_advantage;
};

/// Sums of a production, fixed point.
struct ProductionSums {
  std::int64_t sales = 0, wages = 0, materials = 0, running_cost = 0, value_added = 0, overhead = 0;
};

/// Growth, orders, output, sales, employment, costs and cost advantage of `count` firms; the equations stand in
/// produce_and_sell.cpp.
ProductionSums produce(const ProductionMonth& month, const ProductionSector& sector, const ProductionInput& input,
                       const ProductionColumns& columns, std::size_t count);

/// Constants of a month's settlement.
struct SettlementMonth {
  double loan_rate, tax, payout, repayment;  // [1/month], [1] of profit, [1] of what tax leaves, [1/month] of debt
  double reserve, leverage;                  // [m currency] per worker, [month] of value added
};

/// The columns that the settlement reads and writes, and the firms' own spread over the loan rate [1/month].
struct SettlementColumns {
  const double *spread, *surplus, *value_added, *employment;
  double *payment, *cash, *debt;
};

/// Sums of a settlement, fixed point.
struct SettlementSums {
  std::int64_t interest = 0, tax = 0, dividends = 0, repayment = 0, loans = 0, payment = 0, cash_change = 0,
               debt_change = 0;
};

/// Settles the month's accounts of `count` firms; the equations stand in settle_accounts.cpp.
SettlementSums settle(const SettlementMonth& month, const SettlementColumns& columns, std::size_t count);

}  // namespace millwright
