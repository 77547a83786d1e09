#pragma once

#include <span>
#include <string>
#include <vector>

// Plain statistics of samples. The evidence may use the system's libm: nothing here feeds the state of a model.
namespace millwright::evidence {

/// Arithmetic mean; not a number for an empty sample.
double mean(std::span<const double> sample);
/// Standard deviation with n - 1.
double deviation(std::span<const double> sample);
/// Standard deviation of the mean of independent values: deviation / sqrt(n).
double standard_error(std::span<const double> sample);
/// Correlation of neighbours, around the sample's own mean.
double autocorrelation(std::span<const double> sample);
/// The value below which a share lies; 0 <= share <= 1. The sample need not be sorted.
double quantile(std::vector<double> sample, double share);

/// Ordinary least squares of y on columns (a constant must be one of them); coefficients in their order.
std::vector<double> least_squares(const std::vector<std::vector<double>>& columns, std::span<const double> y);

/// Slope of y on x with a constant.
double slope(std::span<const double> x, std::span<const double> y);

/// Exponent of P(size > s) among the largest fifth, by regression of ln(rank - 1/2) on ln size. Source: Gabaix and
/// Ibragimov (2011).
double tail_exponent(std::vector<double> sizes);

/// Maximum-likelihood shape b of a Subbotin (exponential power) density, exp(-|x/a|^b / b), of a centred sample: 1 is
/// Laplace, 2 normal. Source: Bottazzi and Secchi (2006), Subbotools.
double subbotin_shape(std::span<const double> sample);

/// Three standard errors, in words: how tolerances of random statistics are derived.
inline const std::string three_errors = "3 standard errors over the seeds";

}  // namespace millwright::evidence
