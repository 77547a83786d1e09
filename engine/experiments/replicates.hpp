#pragma once
// Outputs of several replicates: units that are complete, means over replicates, and what luck adds to their squares.

#include <span>
#include <vector>

#include "experiments/sensitivity.hpp"

namespace millwright::experiments {

/// A mean over replicates, and the estimated variance that luck gives it; 0 with one replicate, where it is not known.
struct Measured {
  double mean;
  double noise;

  /// An estimate of the squared expectation: the square of the mean expects that plus the noise.
  double square() const { return mean * mean - noise; }
};

/// The units of `unit_rows` rows each without a failed task.
struct Complete {
  std::vector<std::size_t> units;  // their numbers, in order
  std::size_t dropped = 0;
};

/// Throws UserError when more than 5 % of the units are incomplete or fewer than 4 complete.
Complete complete_units(const Output& output, std::size_t unit_rows);

/// The mean of a - b over replicates, with its noise: luck that both share cancels.
Measured difference(std::span<const double> a, std::span<const double> b);

/// The mean of each of the named rows. The noise is that beyond what a replicate adds to all of them alike, which moves
/// no row against another (the residual of a two-way analysis of variance).
std::vector<Measured> means(const Matrix& values, std::span<const std::size_t> rows);

/// What an analysis whose points have these means can count on.
Evidence evidence_of(std::span<const Measured> points, const Complete& complete, std::size_t replicates);

}  // namespace millwright::experiments
