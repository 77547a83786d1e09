#include "experiments/prim.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "core/contracts.hpp"

namespace millwright::experiments {
namespace {

/// The points and which of them are of interest.
struct Cases {
  const Matrix& factors;
  const std::vector<bool>& of_interest;

  std::size_t interesting(const std::vector<std::size_t>& points) const {
    return static_cast<std::size_t>(
        std::count_if(points.begin(), points.end(), [this](std::size_t k) { return of_interest[k]; }));
  }
};

enum class Side { low, high };

/// Taking points off one side of one factor.
struct Peel {
  std::size_t factor = 0;
  Side side = Side::low;
  double limit = 0;  // the box's new limit there
  std::size_t points = 0;
  std::size_t of_interest = 0;

  bool takes(const Matrix& factors, std::size_t k) const {
    const double value = factors(k, factor);
    return side == Side::low ? value < limit : value > limit;
  }
};

/// The peel of at least `count` points, whole levels; one without points where the factor has one level.
Peel peel_of(const Cases& cases, const std::vector<std::size_t>& ascending, std::size_t factor, Side side,
             std::size_t count) {
  const std::size_t size = ascending.size();
  const auto point = [&](std::size_t k) { return side == Side::low ? ascending[k] : ascending[size - 1 - k]; };
  const auto value = [&](std::size_t k) { return cases.factors(point(k), factor); };
  std::size_t taken = count;
  while (taken < size && value(taken) == value(taken - 1)) ++taken;
  Peel peel{factor, side};
  if (taken == size) return peel;
  peel.limit = value(taken - 1) / 2 + value(taken) / 2;
  if (peel.limit == value(taken - 1)) peel.limit = value(taken);  // neighbours without a number between them
  peel.points = taken;
  for (std::size_t k = 0; k < taken; ++k) peel.of_interest += cases.of_interest[point(k)] ? 1 : 0;
  return peel;
}

/// The density that a peel gains for each point given up.
double gain(const Peel& peel, std::size_t points, std::size_t of_interest) {
  const double before = static_cast<double>(of_interest) / static_cast<double>(points);
  const double after = static_cast<double>(of_interest - peel.of_interest) / static_cast<double>(points - peel.points);
  return (after - before) / static_cast<double>(peel.points);
}

/// The best peel that leaves at least `least` points; one without points where there is none.
Peel best_peel(const Cases& cases, const std::vector<std::size_t>& inside, double share, std::size_t least) {
  const auto asked = static_cast<std::size_t>(share * static_cast<double>(inside.size()));
  const std::size_t of_interest = cases.interesting(inside);
  Peel best;
  double best_gain = 0;
  for (std::size_t j = 0; j < cases.factors.columns; ++j) {
    auto ascending = inside;
    std::stable_sort(ascending.begin(), ascending.end(),
                     [&](std::size_t a, std::size_t b) { return cases.factors(a, j) < cases.factors(b, j); });
    for (const Side side : {Side::low, Side::high}) {
      const Peel peel = peel_of(cases, ascending, j, side, std::max<std::size_t>(asked, 1));
      if (peel.points == 0 || inside.size() - peel.points < least) continue;
      const double found = gain(peel, inside.size(), of_interest);
      if (best.points == 0 || found > best_gain) {
        best = peel;
        best_gain = found;
      }
    }
  }
  return best;
}

bool within(double value, const Limit& limit) {
  return limit.low <= value && value <= limit.high;
}

/// The chance of `box.of_interest` or more when the box's points are drawn from those inside without factor j's limit.
double quasi_p_value(const Cases& cases, const Box& box, std::size_t factor) {
  double points = 0, of_interest = 0;
  for (std::size_t k = 0; k < cases.factors.rows; ++k) {
    bool inside = true;
    for (std::size_t j = 0; j < box.limits.size() && inside; ++j) {
      inside = j == factor || within(cases.factors(k, j), box.limits[j]);
    }
    points += inside ? 1 : 0;
    of_interest += inside && cases.of_interest[k] ? 1 : 0;
  }
  if (box.of_interest == 0) return 1;
  const boost::math::binomial chance(static_cast<double>(box.points), of_interest / points);
  return boost::math::cdf(boost::math::complement(chance, static_cast<double>(box.of_interest) - 1));
}

/// Counts and quasi-p-values of a box with these limits, which holds these points.
Box described(const Cases& cases, std::vector<Limit> limits, const std::vector<std::size_t>& inside) {
  Box box{.limits = std::move(limits), .points = inside.size(), .of_interest = cases.interesting(inside)};
  const auto found = static_cast<double>(box.of_interest), points = static_cast<double>(box.points);
  const auto all = std::count(cases.of_interest.begin(), cases.of_interest.end(), true);
  box.coverage = found / static_cast<double>(all);
  box.density = found / points;
  box.mass = points / static_cast<double>(cases.factors.rows);
  for (std::size_t j = 0; j < box.limits.size(); ++j) {
    if (box.limits[j].restricts()) box.limits[j].p_value = quasi_p_value(cases, box, j);
  }
  return box;
}

}  // namespace

std::size_t Box::restricted() const {
  return static_cast<std::size_t>(
      std::count_if(limits.begin(), limits.end(), [](const Limit& limit) { return limit.restricts(); }));
}

std::vector<Box> prim(const Matrix& factors, const std::vector<bool>& of_interest, const Peeling& peeling) {
  EXPECT(factors.rows == of_interest.size() && factors.rows > 0);
  const Cases cases{factors, of_interest};
  const double least_mass = peeling.least_mass * static_cast<double>(factors.rows);
  const auto least = std::max<std::size_t>(static_cast<std::size_t>(std::ceil(least_mass)), 1);
  std::vector<std::size_t> inside(factors.rows);
  for (std::size_t k = 0; k < inside.size(); ++k) inside[k] = k;
  std::vector<Box> boxes = {described(cases, std::vector<Limit>(factors.columns), inside)};
  while (boxes.back().of_interest > 0 && boxes.back().of_interest < boxes.back().points) {
    const Peel peel = best_peel(cases, inside, peeling.share, least);
    if (peel.points == 0) break;
    std::erase_if(inside, [&](std::size_t k) { return peel.takes(factors, k); });
    auto limits = boxes.back().limits;
    (peel.side == Side::low ? limits[peel.factor].low : limits[peel.factor].high) = peel.limit;
    boxes.push_back(described(cases, std::move(limits), inside));
  }
  return boxes;
}

}  // namespace millwright::experiments
