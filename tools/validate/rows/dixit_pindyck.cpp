#include "theory/hurdle.hpp"
#include "validate/catalogue.hpp"

// The hurdle of an irreversible investment, against its own defining equation solved another way.
namespace millwright::evidence {
namespace {

/// beta / (beta - 1) with beta > 1 the root of sigma^2/2 b (b - 1) + (r - q) b - r = 0, by bisection.
double bisected_multiple(double r, double q, double sigma) {
  const auto quadratic = [&](double b) { return sigma * sigma / 2 * b * (b - 1) + (r - q) * b - r; };
  double low = 1, high = 1e6;
  for (int step = 0; step < 200; ++step) {
    const double middle = (low + high) / 2;
    (quadratic(middle) < 0 ? low : high) = middle;
  }
  return high / (high - 1);
}

double largest_relative_gap() {
  double worst = 0;
  for (const double r : {0.02, 0.04, 0.08, 0.15, 0.30}) {
    for (const double q : {0.03, 0.04, 0.08, 0.12}) {
      for (const double sigma : {0.1, 0.2, 0.3, 0.4}) {
        const double expected = bisected_multiple(r, q, sigma);
        worst = std::max(worst, std::abs(theory::required_multiple(r, q, sigma * sigma) / expected - 1));
      }
    }
  }
  return worst;
}

Findings find(const Context&) {
  const std::string printed = "half a unit of the second decimal, as printed";
  const double ceiling = 1 + 1e-12;
  return {
      near("r = q = .04, sigma .2: V*/I", theory::required_multiple(0.04, 0.04, 0.04), 2, 1e-12, "exact in the book"),
      near("r .08, growth .03, sigma .2", theory::required_multiple(0.08, 0.05, 0.04), 2.31, 0.005, printed),
      near("the same, prices falling 6 %/year", theory::required_multiple(0.14, 0.05, 0.04), 3.37, 0.005, printed),
      near("80 cases of r, q, sigma: largest gap", largest_relative_gap(), 0, 1e-10, "bisection to the last bit"),
      at_most("no uncertainty, r = q: V*/I", theory::required_multiple(0.05, 0.05, 0), ceiling, "rounding"),
  };
}

}  // namespace

Row dixit_pindyck() {
  return {"dixit_pindyck", "A firm that can wait asks for beta/(beta - 1) times the price", "Dixit-Pindyck 1994", find};
}

}  // namespace millwright::evidence
