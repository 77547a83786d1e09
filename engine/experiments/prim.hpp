#pragma once
// Scenario discovery: in which box of factors do the points of interest lie (those where a policy fails, say)?

#include <limits>
#include <vector>

#include "experiments/matrix.hpp"

namespace millwright::experiments {

/// What a box asks of one factor, in the factor's own unit; infinite where it asks nothing.
struct Limit {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  /// How likely it is that as large a share of the box's points is of interest when this limit does not matter (the
  /// quasi-p-value of Bryant and Lempert, 2010): a limit with more than 0.05 or so is noise. NaN where it asks nothing.
  double p_value = std::numeric_limits<double>::quiet_NaN();

  bool restricts() const {
    return low > -std::numeric_limits<double>::infinity() || high < std::numeric_limits<double>::infinity();
  }
};

struct Box {
  std::vector<Limit> limits;    // by factor
  std::size_t points = 0;       // inside
  std::size_t of_interest = 0;  // of these
  double coverage = 0;          // of all points of interest, the share inside; NaN where there are none
  double density = 0;           // of the points inside, the share of interest
  double mass = 0;              // of all points, the share inside

  std::size_t restricted() const;  // factors with a limit
};

struct Peeling {
  double share = 0.05;       // of the points inside that a step takes off at one side
  double least_mass = 0.05;  // no box holds a smaller share of all points
};

/// Peeling (Friedman and Fisher, "Bump hunting in high-dimensional data", Statistics and Computing 9, 1999): from the
/// box without limits, each step takes from one side of one factor about `share` of the points inside, all of a level
/// at once, where density gains most for each point given up (Kwakkel and Jaxa-Rozen, 2016, for factors with few
/// levels). It ends before a box would be smaller than `least_mass`, or when all or none inside are of interest.
///
/// `factors` has one row per point, in the factors' own units; failed points are left out by the caller. Returns all
/// boxes from large to small: the trajectory, from which one is chosen, with coverage and density in view. Limits lie
/// midway between the last point inside and the first outside. There is no pasting back. Measures of use:
/// Bryant and Lempert, "Thinking inside the box", Technological Forecasting and Social Change 77 (2010).
std::vector<Box> prim(const Matrix& factors, const std::vector<bool>& of_interest, const Peeling& peeling = {});

}  // namespace millwright::experiments
