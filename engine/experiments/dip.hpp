#pragma once
// Whether a sample has more than one peak.

#include <span>

namespace millwright::experiments {

/// Hartigans' dip of ascending numbers: the largest distance between their distribution function and the nearest one
/// with a single peak (a function convex up to some place and concave after it); at least 1 / (2 n), and 1 / 4 for two
/// equal lumps. 0 for no numbers. Source: Hartigan and Hartigan, "The dip test of unimodality", Annals of Statistics 13
/// (1985).
double dip(std::span<const double> ascending);

/// Whether the dip is larger than 95 % of samples of its size from a uniform distribution, the most difficult one with
/// a single peak, have. Never below 8 numbers. Numbers on few levels have as many peaks.
bool is_multimodal(std::span<const double> ascending);

}  // namespace millwright::experiments
