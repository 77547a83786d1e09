#include "economy/census_kernels.hpp"

#include "core/clones.hpp"
#include "core/fixed_point.hpp"
#include "economy/census.hpp"
#include "economy/population.hpp"

namespace millwright {
namespace {

constexpr double most_convincing = 1.2;  // evidence counts at most this multiple of the promise; judgement

MILLWRIGHT_INLINE Evidence weigh(const Experience& of, std::size_t k) {
  const double promised = of.promised[k], age = of.elapsed - static_cast<double>(of.oldest[k]);
  const double weight = promised * age / (age + of.time_constant);
  const double ratio = of.realised[k] / promised;
  const double gain = ratio > 0 ? ratio : 0;
  const double convincing = gain < most_convincing ? gain : most_convincing;
  return {to_fixed<sum_scale>(promised > 0 ? weight * convincing : 0), to_fixed<sum_scale>(promised > 0 ? weight : 0)};
}

static_assert(block_size <= UINT16_MAX, "the firms of a block are counted in so many bits");

}  // namespace

MILLWRIGHT_CLONES
void find_cells(const CellColumns& columns, const Cells& cells, std::size_t sector, std::size_t count,
                std::uint16_t* cell) {
  const auto [region, ownership, size] = columns;
  const auto first = static_cast<std::uint16_t>(cells.of(sector, 0, 0, 0));
  const auto per_region = static_cast<std::uint16_t>(cells.ownerships * cells.sizes);
  const auto per_ownership = static_cast<std::uint16_t>(cells.sizes);
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k)
    cell[k] = static_cast<std::uint16_t>(first + region[k] * per_region + ownership[k] * per_ownership + size[k]);
}

MILLWRIGHT_CLONES
void mark_cell(const std::uint16_t* cell, std::uint16_t wanted, std::size_t count, std::uint8_t* equal) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) equal[k] = cell[k] == wanted;
}

MILLWRIGHT_CLONES
void keep_flagged(const std::uint8_t* code, const std::uint8_t* flag, std::uint8_t instead, std::size_t count,
                  std::uint8_t* kept) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) kept[k] = flag[k] != 0 ? code[k] : instead;
}

MILLWRIGHT_CLONES
void widen(const std::uint8_t* code, std::size_t count, std::int64_t* mask) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) mask[k] = code[k] != 0 ? -1 : 0;
}

MILLWRIGHT_CLONES
std::int64_t sum_masked(const double* values, const std::int64_t* mask, std::size_t count) {
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < count; ++k) sum += to_fixed<sum_scale>(values[k]) & mask[k];
  return sum;
}

MILLWRIGHT_CLONES
std::int64_t sum_squares_masked(const double* values, const std::int64_t* mask, std::size_t count) {
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < count; ++k) sum += to_fixed<square_scale>(values[k]) & mask[k];
  return sum;
}

MILLWRIGHT_CLONES
void derive(const DerivedFrom& columns, const SectorScale& of_sector, double shrink, std::size_t count,
            Derived& derived) {
  const auto [orders, cost_advantage, output, saved] = columns;
  const SectorScale scale = of_sector;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double all_saved = saved[k] < most_saved ? saved[k] : most_saved, share = orders[k] * scale.per_demand;
    derived.weighted_advantage[k] = orders[k] * cost_advantage[k];
    derived.displaced[k] = all_saved * scale.labour_coefficient * output[k] * shrink;
    derived.conventional_capital[k] = scale.capital_per_output * output[k];
    derived.squared_share[k] = share * share;
  }
}

MILLWRIGHT_CLONES
void add(const double* values, std::size_t count, double* total) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) total[k] += values[k];
}

Evidence evidence_of(const Experience& experience, std::size_t k) {
  return weigh(experience, k);
}

MILLWRIGHT_CLONES
Evidence sum_evidence_masked(const Experience& of_all, const std::int64_t* mask, std::size_t count) {
  const Experience experience = of_all;
  Evidence sum;
  for (std::size_t k = 0; k < count; ++k) {
    const Evidence one = weigh(experience, k);
    sum.weighted += one.weighted & mask[k];
    sum.weight += one.weight & mask[k];
  }
  return sum;
}

MILLWRIGHT_CLONES
void find_outcomes(const std::uint8_t* level, const std::uint8_t* project, const Reason* reason, std::size_t count,
                   std::uint8_t* outcome) {
  constexpr auto installing = static_cast<std::uint8_t>(Reason::installing);
  constexpr auto adopter = static_cast<std::uint8_t>(reason_count);
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const auto found = static_cast<std::uint8_t>(reason[k]);
    const std::uint8_t why = project[k] != no_project ? installing : found;
    outcome[k] = level[k] > 0 ? adopter : why;
  }
}

MILLWRIGHT_CLONES
std::uint16_t count_equal(const std::uint8_t* code, std::uint8_t value, std::size_t count) {
  std::uint16_t found = 0;
  for (std::size_t k = 0; k < count; ++k) found = static_cast<std::uint16_t>(found + (code[k] == value));
  return found;
}

}  // namespace millwright
