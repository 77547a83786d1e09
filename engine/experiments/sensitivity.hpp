#pragma once
// Which factors an output depends on. Each analysis takes one output of a finished experiment, as a matrix of one row
// per point and one column per replicate, in the order of the design's rows, not finite where a task failed.
//
//   analysis            design               gives
//   sobol_indices       saltelli             first-order and total indices
//   given_data_indices  any other            first-order indices
//   morris_effects      morris               mu*, mu, sigma
//
// Failed tasks: what belongs together (a point, a block of Saltelli, a trajectory of Morris; a *unit* below) is left
// out whole and counted. All throw UserError, its place the output's name, when more than 5 % of the units are left
// out, or fewer than 4 remain.
//
// Luck: replicate r has the same luck at every point, or a luck of its own everywhere; both are right. With two
// replicates or more, what luck adds to every squared difference between points is estimated from the spread of that
// difference over replicates, and taken off. With one replicate luck cannot be told from the factors: it counts as
// interaction, in the variance and in the total indices, and noise_share is NaN.
//
// Intervals: value +- 1.96 standard errors of 400 bootstrap samples of units (Efron and Tibshirani, "An introduction to
// the bootstrap", 1993, chapters 6 and 13). They are wide for sobol() and saltelli(), whose points are more even than a
// random sample. One of an index that comes out below zero reaches up to zero. The same arguments give the same bits
// everywhere.

#include <string>
#include <vector>

#include "core/random.hpp"
#include "experiments/matrix.hpp"

namespace millwright::experiments {

struct Output {
  std::string name;  // for errors
  Matrix values;     // points x replicates
};

/// A number with its interval of 95 %, and what it was when the first quarter and half of the units were known: one
/// that still moves by more than the interval needs more points. NaN where it is not defined (no variance, too few
/// units).
struct Estimate {
  double value;
  double low;
  double high;
  double at_quarter;
  double at_half;

  /// No effect, or one too small for this many points.
  bool spans_zero() const { return low <= 0 && 0 <= high; }
};

/// What the analysis could count on.
struct Evidence {
  std::size_t units = 0;    // that were analysed
  std::size_t dropped = 0;  // left out, since a task failed
  double mean = 0;          // of the output over points drawn evenly
  double variance = 0;      // of the same through the factors alone; may come out negative where there is next to none
  double noise_share = 0;   // luck's share of the variance of means over replicates; NaN with one replicate
  bool multimodal = false;  // the points' means have two peaks or more: a variance says little (is_multimodal, dip.hpp)
};

struct SobolIndices {
  Evidence evidence;
  std::vector<Estimate> first;  // by factor: the share of the variance that knowing it alone would remove
  std::vector<Estimate> total;  // the share that remains when all others are known; empty for given_data_indices
};

/// Estimators of Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117 (1999).
/// `output` has a row for each of the saltelli() design's `factors` + 2 rows a block.
SobolIndices sobol_indices(const Output& output, std::size_t factors, Luck luck);

/// The correlation ratio (Pearson, 1905; Plischke, "An adaptive correlation ratio method using the cumulative sum of
/// the reordered output", Reliability Engineering and System Safety 107, 2012): the variance between slices of a factor
/// relative to all variance, corrected for what slices differ by without any effect (Kelley's epsilon squared, 1935).
/// Slices hold equally many points, about the square root of their number, or one level each where there are fewer
/// levels. What varies within a slice is missed: a factor of many oscillations needs many points. `points` is the
/// design, in any unit. Convergence says nothing for grids, whose first half is not spread over all factors.
SobolIndices given_data_indices(const Output& output, const Matrix& points, Luck luck);

struct MorrisEffects {
  Evidence evidence;
  std::vector<Estimate> mu_star;  // by factor: mean size of its effects, per unit of the cube
  std::vector<Estimate> mu;       // their mean with sign
  std::vector<Estimate> sigma;    // their standard deviation: interaction and curvature; luck taken off
  double noise_floor = 0;         // the mu* that luck alone would give a factor without effect; NaN with one replicate
};

/// Elementary effects of Morris (1991), and mu* of Campolongo, Cariboni, Saltelli, "An effective screening design for
/// sensitivity analysis of large models", Environmental Modelling and Software 22 (2007). `points` is the morris()
/// design, in the unit cube.
MorrisEffects morris_effects(const Output& output, const Matrix& points, Luck luck);

}  // namespace millwright::experiments
