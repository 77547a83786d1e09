#pragma once

#include "core/random.hpp"
#include "economy/sector_runs.hpp"

// Attributes of several firms drawn at once, in plain loops that the compiler vectorises, one version per instruction
// set, all with the same bits.
namespace millwright {

/// Firms by what their draws are keyed to, at most chunk_size. The arrays are filled up to a multiple of `lanes`, so
/// that few firms, such as a month's entrants of a block, need no loop for what is left over.
struct FirmBatch {
  static constexpr std::size_t lanes = 8;
  std::size_t count = 0;  // with what fills up
  Chunk<std::uint32_t> id;
  Chunk<std::int32_t> birth;
  Chunk<std::uint8_t> sector;

  void add(std::uint32_t firm, std::int32_t born, std::uint8_t of_sector) {
    id[count] = firm, birth[count] = born, sector[count++] = of_sector;
  }
  void fill_up() {
    while (count % lanes != 0) add(id[count - 1], birth[count - 1], sector[count - 1]);
  }
};
static_assert(chunk_size % FirmBatch::lanes == 0);

/// What traits follow from beside luck.
struct TraitTerms {
  double cost_sd, achievable_mean, achievable_sd;
};
/// The columns of these names; `rule_luck` and `ownership_luck` are uniform.
struct Traits {
  Chunk<float> management, yield, cost, achievable, rule_trait;
  Chunk<double> rule_luck, ownership_luck;
};
void draw_traits(Luck luck, const TraitTerms& terms, const FirmBatch& firms, Traits& traits);

/// price_factor[k] = e^(loading cost).
void find_price_factors(const float* cost, double loading, std::size_t count, float* price_factor);

/// What the next tranche of a technology is worth to each firm beside what the model sees: e^(scale x logistic draw).
/// `hash`: that of the technology's name.
void draw_tastes(Luck luck, std::uint64_t hash, double scale, const FirmBatch& firms, const std::uint8_t* level,
                 float* taste);

/// What workers follow from beside luck: a truncated Pareto distribution, whose minimum is the sector's.
struct SizeTerms {
  double exponent, largest;
  const double* minimum;  // by sector
};
void draw_sizes(Luck luck, const SizeTerms& terms, const FirmBatch& firms, double* workers);

}  // namespace millwright
