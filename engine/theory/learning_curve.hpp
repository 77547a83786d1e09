#pragma once

#include "core/math.hpp"

namespace millwright::theory {

/// b = -ln(1 - l) / ln 2 [1], where each doubling of cumulative output lowers the unit price by the share l =
/// `learning_rate`, 0 <= l < 1. Source: Wright (1936).
inline double learning_exponent(double learning_rate) {
  constexpr double ln_2 = 0.693147180559945309417232121458176568;
  return -math::log(1 - learning_rate) / ln_2;
}

/// (Q / Q0)^-b: price relative to that at experience Q0 [1]. `cumulative` Q and `initial` Q0 are cumulative
/// installations in the same unit, both positive, Q including Q0; a negative exponent makes it grow, as performance
/// does.
inline double experience_index(double cumulative, double initial, double exponent) {
  return math::exp(-exponent * math::log(cumulative / initial));
}

}  // namespace millwright::theory
