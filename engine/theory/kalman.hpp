#pragma once

#include <cmath>
#include <limits>
#include <span>

#include "core/contracts.hpp"

// What can be known of a hidden AR(1) state from noisy signals of it. Scalar state, observations y_i = state + noise_i.
// Source: Kalman (1960); the information form as in Anderson and Moore, Optimal Filtering (1979), chapter 6.
namespace millwright::theory {

/// An estimate: mean (unit of the state) and its error variance (unit squared).
struct Kalman {
  double mean = 0, variance = 0;
};

/// A signal of the state, in its unit. A value that is not a number was not observed; infinite noise switches a signal
/// off.
struct Observation {
  double value = 0, noise_sd = 0;

  bool used() const { return value == value && noise_sd < std::numeric_limits<double>::infinity(); }
};

/// The estimate one step on: the state follows x' = phi x + innovation.
inline Kalman predict(Kalman now, double phi, double innovation_variance) {
  return {phi * now.mean, phi * phi * now.variance + innovation_variance};
}

/// What a set of observations says of the state: precision (1 / unit squared) and precision times value (1 / unit).
struct Information {
  double precision = 0, weighted_value = 0;
};

/// Information of the observations that are used; each pair of noises has the same `correlation`, in (-1/(n-1), 1).
/// Unused ones are left out altogether: noise of unused signals must not be taken for known.
inline Information information_of(std::span<const Observation> observations, double correlation) {
  double count = 0, roots = 0, squares = 0, values = 0, products = 0;
  for (const Observation& seen : observations) {
    if (!seen.used()) continue;
    EXPECT(seen.noise_sd > 0);
    const double root = 1 / seen.noise_sd;  // square root of the precision
    count += 1, roots += root, squares += root * root;
    values += root * seen.value, products += root * root * seen.value;
  }
  if (count == 0) return {};
  // The inverse of a correlation matrix with one common correlation, by the formula of Sherman and Morrison.
  const double shared = count == 1 ? 0.0 : correlation;
  const double common = shared / (1 + (count - 1) * shared);
  return {(squares - common * roots * roots) / (1 - shared), (products - common * roots * values) / (1 - shared)};
}

/// The estimate after the observations; unchanged when none is used. Exact also at variance zero.
inline Kalman update(Kalman before, std::span<const Observation> observations, double correlation) {
  const Information news = information_of(observations, correlation);
  const double weight = 1 / (1 + before.variance * news.precision);
  return {weight * (before.mean + before.variance * news.weighted_value), weight * before.variance};
}

/// The variance before an update once predict and update have been repeated for ever, each update with `precision`:
/// the positive root of p P^2 + (1 - phi^2 - p q) P - q = 0. Needs |phi| < 1 or precision > 0.
inline double steady_variance(double phi, double innovation_variance, double precision) {
  const double linear = 1 - phi * phi - precision * innovation_variance;
  const double root = std::sqrt(linear * linear + 4 * precision * innovation_variance);
  // Two forms of the same root: the first would divide by zero at precision 0, the second cancels when `linear` is
  // negative.
  return linear > 0 ? 2 * innovation_variance / (linear + root) : (root - linear) / (2 * precision);
}

/// A state and the first of the two signals of it.
struct SignalSetting {
  double phi = 0;             // [1] persistence of the state per step
  double state_sd = 0;        // stationary standard deviation of the state
  double first_noise_sd = 0;  // of the first signal, infinite when it is off
  double correlation = 0;     // [1] of the two noises

  double innovation_variance() const { return state_sd * state_sd * (1 - phi * phi); }
};

/// How much the steady-state estimate moves when the second signal is one unit higher [1].
inline double second_signal_gain(const SignalSetting& setting, double second_noise_sd) {
  const Observation signals[] = {{0.0, setting.first_noise_sd}, {1.0, second_noise_sd}};
  const double precision = information_of(signals, setting.correlation).precision;
  const double variance = steady_variance(setting.phi, setting.innovation_variance(), precision);
  return update({0.0, variance}, signals, setting.correlation).mean;
}

/// Noise of the second signal at which one standard deviation of it, `signal_sd`, moves the steady-state estimate by
/// `response` standard deviations of the state; infinite (signal off) when response is 0. A response beyond what a
/// noiseless signal would have gives the smallest noise tried, a millionth of signal_sd. By bisection: the response
/// falls as noise grows.
inline double noise_for_response(const SignalSetting& setting, double signal_sd, double response) {
  EXPECT(signal_sd > 0 && response >= 0);
  const double off = std::numeric_limits<double>::infinity();
  if (!(response > 0)) return off;
  const double wanted = response * setting.state_sd / signal_sd;
  // A signal noisier than first_noise_sd / correlation mainly tells of the first one's noise and moves the estimate
  // down; less noise than that moves it up, the more the less noise, so one noise answers.
  double low = 0;  // bounds of 1 / noise
  double high = 1e6 / signal_sd;
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    (second_signal_gain(setting, 1 / middle) < wanted ? low : high) = middle;
  }
  return 1 / high;
}

}  // namespace millwright::theory
