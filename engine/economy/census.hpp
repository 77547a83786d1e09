#pragma once

#include <span>
#include <vector>

#include "core/parallel.hpp"
#include "economy/cells.hpp"
#include "economy/tally.hpp"

// All firms counted at a month's close, once, block by block while a block is in cache: what the closing sums and every
// observer read.
namespace millwright {

struct Economy;
struct CensusRun;
struct Counted;
struct Adopters;
struct Values;
struct Experience;
struct SectorScale;

/// Counted in every cell. Money and workers as fixed point (sum_scale), flows of the month.
enum class Count : std::size_t {
  firms,
  workers,
  orders,
  advantage,       // orders x cost advantage
  squared_orders,  // (orders / demand of the sector)^2, scale square_scale
  output,
  sales,
  value_added,
  surplus,
  displaced,             // workers that live tranches replace
  conventional_capital,  // capital beside the technologies
  debt
};
constexpr std::size_t counts = 12;
constexpr int square_scale = 40;  // squared shares are tiny

/// Counted in every cell of a technology's adopters: firms with a live tranche.
enum class AdopterCount : std::size_t {
  firms,
  workers,
  value_added,
  all_capital,  // conventional, and of all technologies
  tranches_live,
  robots,
  capital,          // of the technology
  evidence,         // realised gain, weighted by promise and age (add_evidence)
  evidence_weight,  // promised gain, likewise
  first_level       // and one for each further level: firms with so many tranches live
};
constexpr std::size_t adopter_counts = 13;

/// What the firms of a country, or of some blocks, add up to.
class Census {
 public:
  Census() = default;
  explicit Census(const Economy& economy);

  /// Adds the firms of a block.
  void add(const Economy& economy, Block block);
  Census& operator+=(const Census& other);

  Tally table(Count count) const;                                   // (1, cell)
  Tally table(AdopterCount count) const;                            // (technology, cell)
  Tally by_level() const;                                           // (technology, tranches live - 1)
  const Tally& outcomes() const { return outcomes_; }               // (technology, size, reason; adopters last)
  const Tally& scheme(std::size_t k) const { return schemes_[k]; }  // (firms, then adopters by technology; class)

 private:
  std::size_t technologies_ = 0, cells_ = 0;
  std::vector<std::int64_t> rows_;  // by cell: counts, then adopter counts by technology
  Tally outcomes_;
  std::vector<Tally> schemes_;  // of each further size scheme

  std::size_t stride() const { return counts + adopter_counts * technologies_; }
  std::int64_t* row(std::size_t cell) { return rows_.data() + cell * stride(); }
  void add_firms(const Economy& economy, const SectorScale& scale, CensusRun& run);
  void add_adopters(const Economy& economy, std::size_t technology, const CensusRun& run);
  void add_levels(const CensusRun& run, const Adopters& adopters);
  void add_experience(const CensusRun& run, const Adopters& adopters, const Experience& experience);
  void add_outcomes(const Economy& economy, std::size_t technology, const CensusRun& run);
  void add_values(const CensusRun& run, const Counted& counted, std::span<const Values> all);
  /// Calls add(row of its cell, place in the run) for each firm that is not of the commonest cell.
  template <class Add>
  void add_others(const CensusRun& run, const Counted& counted, Add add);
  void add_scheme(const Economy& economy, Block block, std::size_t scheme);
};

/// Counts all firms.
Census take_census(const Economy& economy);

}  // namespace millwright
