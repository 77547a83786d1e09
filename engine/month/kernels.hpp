#pragma once

#include <cstddef>
#include <cstdint>

#include "core/random.hpp"

// Plain loops over consecutive firms that the compiler vectorises, one version per instruction set, all with the same
// bits.
namespace millwright {

/// Firms per call: the work arrays of a kernel stay in the first-level cache.
constexpr std::size_t chunk_size = 512;

/// u[i] = the first uniform of firm id[i] born in birth[i] in `month`.
void draw_uniforms(const DrawKey& key, const std::uint32_t* id, const std::int32_t* birth, std::int64_t month,
                   std::size_t count, double* u);

/// Two standard normals of each firm in `month`.
void draw_normals(const DrawKey& key, const std::uint32_t* id, const std::int32_t* birth, std::int64_t month,
                  std::size_t count, double* first, double* second);

/// Constants of a month that are the same for all firms.
struct ProductionMonth {
  double selection, noise, noise_exponent, persistence, innovation, correction, shrink, adjustment, labour_cost;
};

/// Constants of the firm's sector, one value per firm.
struct ProductionSector {
  double sales_ratio[chunk_size];        // demand over normaliser
  double size_offset[chunk_size];        // ln of sales relative to the reference size, less ln_sales
  double mean_advantage[chunk_size];     // [ln]
  double materials[chunk_size];          // material cost per unit of sales
  double gain_on_materials[chunk_size];  // fall of material cost per unit of sales and of exp(-gain) below one
  double overhead[chunk_size];           // per unit of sales
};

/// What adoption and luck bring to each firm.
struct ProductionInput {
  double growth_shock[chunk_size], productivity_shock[chunk_size];
  double gain[chunk_size], saved[chunk_size], running[chunk_size];
};

/// The columns that production reads and writes, from the chunk's first firm on.
struct ProductionColumns {
  const double *volatility, *labour_coefficient;
  double *ln_sales, *productivity, *sales, *employment, *value_added, *surplus, *cost_advantage;
};

/// Growth, sales, employment, costs and cost advantage of `count` firms; the equations stand in produce_and_sell.cpp.
void produce(const ProductionMonth& month, const ProductionSector& sector, const ProductionInput& input,
             const ProductionColumns& columns, std::size_t count);

}  // namespace millwright
