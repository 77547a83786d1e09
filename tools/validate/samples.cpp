#include "validate/samples.hpp"

#include "theory/leontief.hpp"

namespace millwright::evidence {

double mean(std::span<const double> sample) {
  double sum = 0;
  for (const double value : sample) sum += value;
  return sum / static_cast<double>(sample.size());
}

double deviation(std::span<const double> sample) {
  const double centre = mean(sample);
  double squares = 0;
  for (const double value : sample) squares += (value - centre) * (value - centre);
  return std::sqrt(squares / (static_cast<double>(sample.size()) - 1));
}

double standard_error(std::span<const double> sample) {
  return deviation(sample) / std::sqrt(static_cast<double>(sample.size()));
}

double autocorrelation(std::span<const double> sample) {
  const double centre = mean(sample);
  double products = 0, squares = 0;
  for (std::size_t t = 0; t < sample.size(); ++t) {
    squares += (sample[t] - centre) * (sample[t] - centre);
    if (t > 0) products += (sample[t] - centre) * (sample[t - 1] - centre);
  }
  return products / squares;
}

double quantile(std::vector<double> sample, double share) {
  const auto place = static_cast<std::ptrdiff_t>(share * (static_cast<double>(sample.size()) - 1) + 0.5);
  std::nth_element(sample.begin(), sample.begin() + place, sample.end());
  return sample[static_cast<std::size_t>(place)];
}

std::vector<double> least_squares(const std::vector<std::vector<double>>& columns, std::span<const double> y) {
  const std::size_t n = columns.size();
  std::vector<double> products(n * n, 0.0), right(n, 0.0);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t t = 0; t < y.size(); ++t) {
      right[a] += columns[a][t] * y[t];
      for (std::size_t b = 0; b < n; ++b) products[a * n + b] += columns[a][t] * columns[b][t];
    }
  }
  return theory::solve(std::move(products), std::move(right));
}

double slope(std::span<const double> x, std::span<const double> y) {
  const double centre = mean(x);
  double products = 0, squares = 0;
  for (std::size_t t = 0; t < x.size(); ++t) {
    products += (x[t] - centre) * y[t];
    squares += (x[t] - centre) * (x[t] - centre);
  }
  return products / squares;
}

double tail_exponent(std::vector<double> sizes) {
  constexpr double tail = 0.2;  // share of firms, the largest, whose sizes are held against a power law
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  sizes.resize(static_cast<std::size_t>(tail * static_cast<double>(sizes.size())));
  std::vector<double> rank, size;
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    rank.push_back(std::log(static_cast<double>(k) + 0.5));
    size.push_back(std::log(sizes[k]));
  }
  return -slope(size, rank);
}

double subbotin_shape(std::span<const double> sample) {
  // With the scale at its maximum-likelihood value, a^b = mean |x|^b, the log likelihood per value is a function of b.
  const auto likelihood = [&](double b) {
    double power = 0;
    for (const double value : sample) power += std::pow(std::abs(value), b);
    const double scale = std::pow(power / static_cast<double>(sample.size()), 1 / b);
    return -std::log(2 * scale) - std::log(b) / b - std::lgamma(1 + 1 / b) - 1 / b;
  };
  double low = 0.2, high = 4;
  constexpr double golden = 0.6180339887498949;
  while (high - low > 1e-3) {
    const double left = high - golden * (high - low), right = low + golden * (high - low);
    (likelihood(left) > likelihood(right) ? high : low) = likelihood(left) > likelihood(right) ? right : left;
  }
  return (low + high) / 2;
}

}  // namespace millwright::evidence
