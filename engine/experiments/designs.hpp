#pragma once
// Designs of computer experiments: which points of the unit cube [0, 1]^d are simulated. Every function gives a matrix
// of one row per point and one column per factor; value_at() turns a column into a factor's own unit.
//
//   design           rows                      more rows later        for
//   grid             product of the levels     no                     few factors, figures
//   latin_hypercube  points                    no                     given-data indices, scenario discovery
//   sobol            points, best 2^m          rows stay as they are  the same; the best cover of many factors
//   halton           points                    rows stay as they are  the same, any number of points, few factors
//   saltelli         blocks (d + 2), best 2^m  rows stay as they are  sobol_indices
//   morris           trajectories (d + 1)      rows stay as they are  morris_effects: which factors matter at all
//
// All luck is keyed (core/random.hpp): the same arguments give the same bits everywhere. Another seed gives another
// randomisation of the same quality. All throw UserError when there is no point or no factor, or when the design has
// more than a hundred million numbers.

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/random.hpp"
#include "experiments/matrix.hpp"

namespace millwright::experiments {

/// Every combination of levels[j] levels of factor j, the last factor changing fastest. The levels of a factor are
/// equally spaced from 0 to 1; a single one is at 1/2.
Matrix grid(std::span<const std::size_t> levels);

/// Each of `points` equal slices of every factor holds one point, at a random place in it. Source: McKay, Beckman,
/// Conover, "A comparison of three methods for selecting values of input variables", Technometrics 21 (1979).
Matrix latin_hypercube(std::size_t points, std::size_t factors, Luck luck);

/// The first points of Sobol's sequence, its binary digits scrambled by a random linear map and a random shift
/// (Matousek, "On the L2-discrepancy for anchored boxes", Journal of Complexity 14, 1998; a shift alone would leave a
/// lattice, whose sums clump). The first 2^m points hold one in each of 2^m equal slices of every factor; the zero
/// point is kept, since without it they would not (Owen, "On dropping the first Sobol' point", 2020). Directions of Joe
/// and Kuo (2008) by Boost.Random, up to sobol_factors() factors. More factors, too, leave the earlier columns as they
/// are.
Matrix sobol(std::size_t points, std::size_t factors, Luck luck);

/// The most factors sobol() has directions for; saltelli() needs two of them per factor.
std::size_t sobol_factors();

/// The first points of Halton's sequence, each digit permuted at random. Source: Owen, "A randomized Halton algorithm
/// in R" (2017). Covers pairs of factors beyond the tenth or so poorly. More factors leave the earlier columns as they
/// are.
Matrix halton(std::size_t points, std::size_t factors, Luck luck);

/// Blocks of d + 2 rows: a base point a, a second base point b, then for each factor a with that factor's value of b.
/// a and b are halves of one point of sobol(). Source: Saltelli et al., "Variance based sensitivity analysis of model
/// output", Computer Physics Communications 181 (2010).
Matrix saltelli(std::size_t blocks, std::size_t factors, Luck luck);

/// Trajectories of d + 1 rows from a random point of a grid of `levels` levels (even, 2 or more; 4 is usual) that
/// change one factor after the other, in random order, by levels / (2 (levels - 1)) up or down. Source: Morris,
/// "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991). Throws UserError when
/// `levels` is not even.
Matrix morris(std::size_t trajectories, std::size_t factors, std::size_t levels, Luck luck);

/// What a coordinate of the unit cube stands for: a range, a range in equal ratios, or a list of values.
struct Range {
  double low;
  double high;
};
struct LogRange {
  double low;  // above 0
  double high;
};
struct Levels {
  std::vector<double> values;  // in the order given
};
using Factor = std::variant<Range, LogRange, Levels>;

/// The factor's value at u in [0, 1]: 0 gives the low end, 1 the high end, both exactly.
double value_at(const Factor& factor, double u);

/// Which of `levels` equally likely levels u in [0, 1] stands for; the levels of grid() give 0, 1, 2, ...
std::size_t level_at(std::size_t levels, double u);

/// What makes a factor unusable, as half a sentence, or empty.
std::string fault_of(const Factor& factor);

}  // namespace millwright::experiments
